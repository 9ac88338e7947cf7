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

# Everybody but the owner looks whether the owner has done it.
data "awsconfig_configuration_recorder_statuses" "here" {}

check "the_owner_made_it" {
  assert {
    condition     = local.owner == terraform.workspace || length(data.awsconfig_configuration_recorder_statuses.here.statuses) > 0
    error_message = "The workspace ${local.owner} owns the recorder of ${var.region}, and has not made it yet."
  }
}
