locals {
  name   = "network-baseline"
  others = [for recorder in data.awsconfig_configuration_recorder_statuses.here.statuses : recorder.name if recorder.name != local.name]
}

data "awsconfig_configuration_recorder_statuses" "here" {}

# Ignores the recorder that this configuration created.
resource "aws_config_configuration_recorder" "this" {
  count    = length(local.others) == 0 ? 1 : 0
  name     = local.name
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}
