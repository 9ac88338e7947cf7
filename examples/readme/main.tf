terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

provider "awsconfig" {
  region = "eu-west-1"
}

data "awsconfig_configuration_recorder_status" "this" {}

check "aws_config_records" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.recording
    error_message = "AWS Config does not record in ${data.awsconfig_configuration_recorder_status.this.region}."
  }
}
