data "awsconfig_configuration_recorder_statuses" "here" {}

# Do not copy this: the second run destroys what the first one created.
resource "aws_config_configuration_recorder" "this" {
  count    = length(data.awsconfig_configuration_recorder_statuses.here.statuses) == 0 ? 1 : 0
  name     = "network-baseline"
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}
