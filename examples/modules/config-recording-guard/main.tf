locals {
  # Terraform hides the message of a condition that depends on a sensitive value. None of
  # these values is a secret.
  wanted = {
    account_ids         = nonsensitive(var.account_ids)
    all_accounts        = nonsensitive(var.all_accounts)
    all_regions         = nonsensitive(var.all_regions)
    all_supported       = nonsensitive(var.all_supported)
    deliveries          = nonsensitive(var.deliveries)
    exempt_accounts     = nonsensitive(var.exempt_accounts)
    exempt_regions      = nonsensitive(var.exempt_regions)
    global_iam_regions  = nonsensitive(var.global_iam_regions)
    last_status         = nonsensitive(var.last_status)
    mode                = nonsensitive(var.mode)
    recorder_name       = nonsensitive(var.recorder_name)
    recording_frequency = nonsensitive(var.recording_frequency)
    regions             = nonsensitive(var.regions)
    resource_types      = nonsensitive(var.resource_types)
    s3_bucket_names     = nonsensitive(var.s3_bucket_names)
    service_linked_role = nonsensitive(var.service_linked_role)
    timeout             = nonsensitive(var.timeout)
  }

  # What the data sources read.
  read_account_ids = local.wanted.account_ids == null ? null : setsubtract(local.wanted.account_ids, local.wanted.exempt_accounts)
  read_regions     = local.wanted.regions == null ? null : setsubtract(local.wanted.regions, local.wanted.exempt_regions)

  # Which of them are needed.
  read_recorders        = local.wanted.all_supported || local.wanted.resource_types != null || local.wanted.global_iam_regions != null || local.wanted.service_linked_role || local.wanted.recording_frequency != null
  read_channels         = local.wanted.s3_bucket_names != null
  read_channel_statuses = local.wanted.deliveries != null

  # The function rejects misspelled types. It needs any recorder for that.
  misspelled = local.wanted.resource_types == null ? false : !can(provider::awsconfig::missing_resource_types({
    connector_arn = null
    recording_group = {
      all_supported                 = true
      exclusion_by_resource_types   = { resource_types = null }
      include_global_resource_types = true
      recording_strategy            = { use_only = null }
      resource_types                = null
    }
    region = "us-east-1"
  }, local.wanted.resource_types))
}

data "awsconfig_configuration_recorder_statuses" "this" {
  account_ids  = local.read_account_ids
  all_accounts = local.wanted.all_accounts
  all_regions  = local.wanted.all_regions
  on_error     = "report" # A place that cannot be read is a violation like others.
  regions      = local.read_regions

  timeouts {
    read = local.wanted.timeout
  }

  lifecycle {
    precondition {
      condition     = !local.wanted.all_accounts || local.wanted.account_ids == null
      error_message = "Both account_ids and all_accounts = true are set. Keep account_ids to list the accounts to check, or all_accounts = true to check every account."
    }

    precondition {
      condition     = !local.wanted.all_regions || local.wanted.regions == null
      error_message = "Both regions and all_regions = true are set. Keep regions to list the regions to check, or all_regions = true to check every region."
    }

    precondition {
      condition     = local.read_account_ids == null ? true : length(local.read_account_ids) > 0
      error_message = "Each account of account_ids is also in exempt_accounts, so nothing would be checked."
    }

    precondition {
      condition     = local.read_regions == null ? true : length(local.read_regions) > 0
      error_message = "Each region of regions is also in exempt_regions, so nothing would be checked."
    }

    precondition {
      condition     = !local.misspelled
      error_message = "An element of resource_types differs from a resource type of AWS Config in upper and lower case, so no recorder can be judged by it: ${join(", ", coalesce(local.wanted.resource_types, []))}."
    }
  }
}

data "awsconfig_configuration_recorders" "this" {
  count = local.read_recorders ? 1 : 0

  account_ids  = local.read_account_ids
  all_accounts = local.wanted.all_accounts
  all_regions  = local.wanted.all_regions
  on_error     = "report"
  regions      = local.read_regions

  timeouts {
    read = local.wanted.timeout
  }
}

data "awsconfig_delivery_channels" "this" {
  count = local.read_channels ? 1 : 0

  account_ids  = local.read_account_ids
  all_accounts = local.wanted.all_accounts
  all_regions  = local.wanted.all_regions
  on_error     = "report"
  regions      = local.read_regions

  timeouts {
    read = local.wanted.timeout
  }
}

data "awsconfig_delivery_channel_statuses" "this" {
  count = local.read_channel_statuses ? 1 : 0

  account_ids  = local.read_account_ids
  all_accounts = local.wanted.all_accounts
  all_regions  = local.wanted.all_regions
  on_error     = "report"
  regions      = local.read_regions

  timeouts {
    read = local.wanted.timeout
  }
}

check "config_recording" {
  assert {
    condition     = local.wanted.mode == "warn" ? local.passed : true
    error_message = local.message
  }
}

# A misspelled exemption has no effect: its place is still checked. The warning says so before
# the place becomes a violation.
check "exemptions" {
  assert {
    condition     = length(local.wanted.exempt_accounts) + length(local.wanted.exempt_regions) == 0 ? true : length(local.unused_exemptions) == 0
    error_message = "An exemption has no effect, because it is not among the accounts and regions that are listed or enabled: ${join(", ", local.unused_exemptions)}. Check the spelling, or remove it from exempt_accounts or exempt_regions."
  }
}
