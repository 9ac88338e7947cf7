data "awsconfig_configuration_recorder_statuses" "here" {}

locals {
  existing = data.awsconfig_configuration_recorder_statuses.here.statuses[*].name
}

# Imports the recorder that exists. If it is in the state already, this does nothing.
import {
  for_each = toset(local.existing)
  to       = aws_config_configuration_recorder.this
  id       = each.value
}

resource "aws_config_configuration_recorder" "this" {
  name     = try(local.existing[0], "network-baseline")
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"

  lifecycle {
    prevent_destroy = true
  }
}
