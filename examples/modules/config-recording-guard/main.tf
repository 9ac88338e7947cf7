data "awsconfig_configuration_recorder_statuses" "this" {
  all_regions = var.all_regions
  name        = var.recorder_name
  on_error    = "report" # A region that cannot be read is a violation like the others.
  regions     = var.regions

  timeouts {
    read = var.timeout
  }

  lifecycle {
    precondition {
      condition     = !var.all_regions || var.regions == null
      error_message = "Both regions and all_regions = true are given. Keep regions to name those to look at, or all_regions = true to look at every one that is enabled in the account."
    }
  }
}

locals {
  read     = data.awsconfig_configuration_recorder_statuses.this
  errors   = { for error in local.read.errors : error.region => error }
  statuses = tomap({ for status in local.read.statuses : status.region => status })

  # A region that could not be read is in not_recording, so it does not pass.
  seen = {
    for region in local.read.regions : region => {
      error   = lookup(local.errors, region, null)
      records = !contains(local.read.not_recording[*].region, region)
      status  = lookup(local.statuses, region, null)
    }
  }

  # What is wrong with the recorder of each region.
  wrong = {
    for region, seen in local.seen : region => compact([
      seen.records == var.expected.recording ? "" :
      seen.records ? "records" :
      "does not record${try(" and was stopped at ${seen.status.last_stop_time}", "")}", # It may have no such time.

      var.expected.last_status == null ? "" :
      seen.status == null ? "has a last status that is not known" :
      seen.status.last_status == null ? "has no last status" :
      contains(var.expected.last_status, seen.status.last_status) ? "" :
      "has the last status ${seen.status.last_status}${seen.status.last_error_code == null ? "" : " (${seen.status.last_error_code}: ${coalesce(seen.status.last_error_message, "no message")})"}",
    ])
  }

  # Why a region is not as expected, in words that stay the same until something changes.
  reasons = {
    for region, seen in local.seen : region => (
      seen.error != null ? "it could not be read: ${seen.error.code}" :
      seen.status == null && !seen.records ? "it has no customer managed configuration recorder${var.recorder_name == null ? "" : " named ${var.recorder_name}"}" :
      length(local.wrong[region]) > 0 ? "its recorder${seen.status == null ? "" : " ${seen.status.name}"} ${join(", and ", local.wrong[region])}" :
      ""
    )
  }

  violations = tomap({ for region, reason in local.reasons : region => reason if reason != "" })
  passed     = length(local.seen) > 0 && length(local.violations) == 0

  # The message adds what AWS said, with the ID of the request.
  message = length(local.seen) == 0 ? join("\n", concat(
    ["No region was looked at, so that nothing is known of AWS Config."],
    local.read.errors[*].message,
    )) : join("\n", concat(
    ["AWS Config is not as expected in ${length(local.violations)} of ${length(local.seen)} regions:"],
    [for region, reason in local.violations : "  ${region}: ${reason}${local.seen[region].error == null ? "" : ", ${local.seen[region].error.message}"}."],
  ))
}

check "config_recording" {
  assert {
    condition     = var.mode == "warn" ? local.passed : true
    error_message = local.message
  }
}
