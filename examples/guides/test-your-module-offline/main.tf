terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

variable "region" {
  description = "The AWS Region of the workload."
  type        = string
}

data "awsconfig_configuration_recorder_status" "this" {
  region = var.region
}

# Not planned where AWS Config does not record.
resource "terraform_data" "workload" {
  input = var.region

  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.this.recording
      error_message = "AWS Config does not record in ${var.region}."
    }
  }
}

# A warning where AWS Config records, but cannot deliver.
check "aws_config_delivers" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.last_status != "Failure"
    error_message = "AWS Config fails in ${var.region}: ${coalesce(data.awsconfig_configuration_recorder_status.this.last_error_message, "AWS tells no reason")}."
  }
}
