# What is wrong in each place, and the verdict. A finding has a code and a text, which names
# the place, lacks the full stop and is empty if all is well. Its types continue the text.

locals {
  # A place that could not be read, or has no recorder, has no other violation.
  with_recorder = [for place in local.places : place if !contains(["NoRecorder", "Unreadable"], place.reason)]

  findings = concat(
    [
      for place in local.places : {
        at   = place.at
        code = place.reason
        text = (
          place.reason == "Recording" ? "" :
          place.reason != "Unreadable" ? trimsuffix(place.not_recording[0].message, ".") :
          "AWS Config in ${place.text} could not be read: ${try(place.errors.status_error.code, "NoAnswer")}"
        )
        types = []
      }
    ],
    flatten([
      for place in local.with_recorder : concat(
        [
          for what, text in {
            recorder_error       = "The configuration of the recorder"
            channel_error        = "The delivery channel"
            channel_status_error = "The status of the delivery channel"
            } : {
            at    = place.at
            code  = "Unreadable"
            text  = "${text} in ${place.text} could not be read: ${place.errors[what].code}"
            types = []
          } if contains(keys(place.errors), what)
        ],
        [
          for status in place.statuses : {
            at   = place.at
            code = "LastStatus"
            text = (
              local.wanted.last_status == null || place.reason == "NeverStarted" ? "" :
              status.last_status == null ? "The configuration recorder \"${status.name}\" in ${place.text} has no last status" :
              contains(local.wanted.last_status, status.last_status) ? "" :
              join(": ", compact(["The configuration recorder \"${status.name}\" in ${place.text} has the last status ${status.last_status}", status.last_error_code, try(trimsuffix(status.last_error_message, "."), null)]))
            )
            types = []
          }
        ],
        [
          for status in place.statuses : {
            at    = place.at
            code  = "RecorderName"
            text  = local.wanted.recorder_name == null ? "" : status.name == local.wanted.recorder_name ? "" : "The configuration recorder \"${status.name}\" in ${place.text} is not named \"${local.wanted.recorder_name}\""
            types = []
          }
        ],
      )
    ]),
    local.recorder_findings,
    local.global_iam_findings,
    local.channel_findings,
    length(local.places) > 0 ? [] : [{ at = { key = "* *", account_id = "*", region = "*" }, code = "NothingChecked", text = "No region of any account was checked", types = [] }],
  )

  # The same violations are always in the same order.
  violations = tolist(flatten([
    for key, found in {
      for finding in local.findings : "${finding.at.key} ${finding.code}" => {
        account_id = finding.at.account_id
        code       = finding.code
        message = (
          length(finding.types) == 0 ? "${finding.text}." :
          length(finding.types) <= 5 ? "${finding.text} ${join(", ", finding.types)}." :
          "${finding.text} ${join(", ", slice(finding.types, 0, 5))} and ${length(finding.types) - 5} more."
        )
        region = finding.at.region
      }... if finding.text != ""
    } : found
  ]))
  passed = length(local.violations) == 0

  accounts = length(toset([for place in local.places : place.account_id]))
  failed   = toset([for finding in local.findings : finding.at.key if finding.text != ""])
  summary = (
    length(local.places) == 0 ? "Nothing is known of AWS Config" :
    "AWS Config is not as expected in ${length(local.failed)} of ${length(setunion(local.failed, keys(local.places)))} regions${local.accounts > 1 ? " of ${local.accounts} accounts" : ""}"
  )

  # What AWS sent has the IDs of requests, which differ in each run, so it is not part of the
  # violations.
  original_errors = distinct(concat(
    [for error in local.read.errors : error.message if !contains(local.wanted.exempt_accounts, error.account_id) && !contains(local.wanted.exempt_regions, error.region)],
    flatten([for place in local.with_recorder : [for error in values(place.errors) : error.message]]),
  ))
  message = join("\n", concat(
    ["${local.summary}:"],
    [for violation in local.violations : "  - ${violation.message}"],
    length(local.original_errors) == 0 ? [] : ["", "Original errors:"],
    [for error in local.original_errors : "  - ${error}"],
  ))
}
