terraform {
  required_providers {
    awsconfig = {
      source  = "terraform-provider-awsconfig/awsconfig"
      version = "~> 1.0"
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

# Planned only if AWS Config is recording.
resource "terraform_data" "workload" {
  input = var.region

  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.this.recording
      error_message = "AWS Config does not record in ${var.region}."
    }
  }
}

data "awsconfig_delivery_channel_statuses" "this" {
  regions = [var.region]
}

# Warns if AWS Config does not deliver.
check "aws_config_delivers" {
  assert {
    condition     = length(data.awsconfig_delivery_channel_statuses.this.not_delivering) == 0
    error_message = join("\n", data.awsconfig_delivery_channel_statuses.this.not_delivering[*].message)
  }
}
