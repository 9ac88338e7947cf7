variable "exempt_regions" {
  description = "Enabled regions in which nothing runs."
  type        = set(string)
  default     = ["us-west-2"]
}

locals {
  missing = [
    for place in data.awsconfig_configuration_recorder_statuses.all.not_recording : place.message
    if !contains(var.exempt_regions, place.region)
  ]
}

check "aws_config_records_everywhere" {
  assert {
    condition     = length(local.missing) == 0
    error_message = join("\n", local.missing)
  }
}
