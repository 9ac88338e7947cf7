terraform {
  required_providers {
    awsconfig = {
      source  = "terraform-provider-awsconfig/awsconfig"
      version = "~> 1.0"
    }
  }
}

provider "awsconfig" {
  region = "eu-west-1"
}

data "awsconfig_configuration_recorder_status" "this" {}

output "recording" {
  value = data.awsconfig_configuration_recorder_status.this.recording
}
