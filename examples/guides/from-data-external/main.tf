terraform {
  required_providers {
    awsconfig = {
      source  = "terraform-provider-awsconfig/awsconfig"
      version = "~> 1.0"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

data "awsconfig_configuration_recorder_status" "this" {
  region = var.region
}

check "aws_config_records" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.recording
    error_message = "AWS Config is stopped in ${var.region}."
  }

  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.last_status != "Failure"
    error_message = "AWS Config fails in ${var.region}: ${coalesce(data.awsconfig_configuration_recorder_status.this.last_error_message, "no error message")}"
  }
}
