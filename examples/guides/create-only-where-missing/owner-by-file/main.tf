variable "region" {
  type = string
}

locals {
  owner = jsondecode(file("${path.module}/owners.json"))[var.region]
}

provider "aws" {
  region = var.region
}

provider "awsconfig" {
  region = var.region
}

resource "aws_config_configuration_recorder" "this" {
  count    = local.owner == terraform.workspace ? 1 : 0
  name     = "baseline"
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}

# Every other workspace checks that the owner created the recorder.
data "awsconfig_configuration_recorder_statuses" "here" {}

check "the_owner_created_it" {
  assert {
    condition     = local.owner == terraform.workspace || length(data.awsconfig_configuration_recorder_statuses.here.statuses) > 0
    error_message = "The workspace ${local.owner} owns the recorder in ${var.region}, but has not created it yet."
  }
}
