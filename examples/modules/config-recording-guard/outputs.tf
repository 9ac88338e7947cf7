output "account_ids" {
  description = "The IDs of the accounts that are checked: those of `account_ids`, or all of the organization, without the exempt ones. It does not depend on what AWS Config answers. With `mode = \"fail\"`, this output is available only if every place passes. It is null if you set neither `account_ids` nor `all_accounts`, or if the accounts could not be listed."
  value       = local.account_ids

  # Two outputs with the same error would print it twice. Without account_ids, one is enough.
  precondition {
    condition     = local.wanted.mode == "fail" && (local.wanted.account_ids != null || local.wanted.all_accounts) ? local.passed : true
    error_message = "${local.summary}. The error of the output regions lists the violations."
  }
}

output "passed" {
  description = "Whether there are no violations. It reports, and does not stop anything: to create something only if AWS Config is as expected, use `regions` or `account_ids`, or `depends_on` with the module."
  value       = local.passed
}

output "regions" {
  description = "The regions that are checked: those of `regions`, all that are enabled, or that of the provider, without the exempt ones. It does not depend on what AWS Config answers. With `mode = \"fail\"`, this output is available only if every place passes. It is null if the enabled regions of an account could not be listed."
  value       = local.regions

  precondition {
    condition     = local.wanted.mode == "fail" ? local.passed : true
    error_message = local.message
  }
}

output "statuses" {
  description = "The statuses of the customer managed recorders that were read, sorted by account and region, with the attributes of `awsconfig_configuration_recorder_status`. A place that has no recorder or cannot be read is missing, so never use this list for `for_each` or `count`."
  value       = flatten([for place in local.places : place.statuses])
}

output "violations" {
  description = "The violations, each with `account_id`, `region`, `code` and `message`, sorted by account, region and code."
  value       = local.violations
}
