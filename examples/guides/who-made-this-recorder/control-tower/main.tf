variable "governed" {
  description = "Whether AWS Control Tower governs the region in this account, or is going to."
  type        = bool
  default     = true
}

data "awsconfig_configuration_recorder_statuses" "here" {}

# The decision comes from the variable, not from what exists at the moment.
resource "aws_config_configuration_recorder" "this" {
  count    = var.governed ? 0 : 1
  name     = "network-baseline"
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}

check "control_tower_made_the_recorder" {
  assert {
    condition     = !var.governed || data.awsconfig_configuration_recorder_statuses.here.statuses[*].name == tolist(["aws-controltower-BaselineConfigRecorder"])
    error_message = "The region has ${length(data.awsconfig_configuration_recorder_statuses.here.statuses) == 0 ? "no recorder yet" : "the recorder ${join(", ", data.awsconfig_configuration_recorder_statuses.here.statuses[*].name)}"}, not that of AWS Control Tower."
  }
}
