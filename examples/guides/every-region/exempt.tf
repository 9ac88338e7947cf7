variable "exempt_regions" {
  description = "Regions that are enabled and in which nothing runs."
  type        = set(string)
  default     = ["us-west-2"]
}

locals {
  missing = setsubtract(data.awsconfig_configuration_recorder_statuses.all.regions_not_recording, var.exempt_regions)
}

check "aws_config_records_everywhere" {
  assert {
    condition     = length(local.missing) == 0
    error_message = "AWS Config does not record in ${join(", ", local.missing)}."
  }
}
