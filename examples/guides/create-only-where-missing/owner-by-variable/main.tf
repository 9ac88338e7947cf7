variable "manage_recorder" {
  description = "Whether this configuration owns the recorder of the region."
  type        = bool
}

locals {
  name   = "network-baseline"
  others = [for recorder in data.awsconfig_configuration_recorder_statuses.here.statuses : recorder.name if recorder.name != local.name]
}

data "awsconfig_configuration_recorder_statuses" "here" {}

resource "aws_config_configuration_recorder" "this" {
  count    = var.manage_recorder ? 1 : 0
  name     = local.name
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"

  lifecycle {
    precondition {
      condition     = length(local.others) == 0
      error_message = "The recorder ${join(", ", local.others)} already exists. Import it, or set manage_recorder = false."
    }
  }
}

check "a_recorder_exists" {
  assert {
    condition     = var.manage_recorder || length(local.others) > 0
    error_message = "There is no recorder. Set manage_recorder = true in the configuration that should own it."
  }
}
