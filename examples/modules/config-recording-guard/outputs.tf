output "passed" {
  description = "Whether every region is as expected. It tells, and holds nothing back: see ready_regions."
  value       = local.passed
}

output "ready_regions" {
  description = "The regions that are as expected. With mode = \"fail\" nothing gets this value unless those are all regions, so make of it what must not be made without AWS Config. With mode = \"warn\" it is the regions that are left."
  value       = setsubtract(keys(local.seen), keys(local.violations))

  precondition {
    condition     = var.mode == "fail" ? local.passed : true
    error_message = local.message
  }
}

output "statuses" {
  description = "The status of the customer managed recorder of each region that has one, by region, with the attributes of awsconfig_configuration_recorder_status."
  value       = local.statuses
}

output "violations" {
  description = "Why each region that is not as expected is not, in words, by region."
  value       = local.violations
}
