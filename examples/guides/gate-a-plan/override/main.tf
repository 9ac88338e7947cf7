terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

variable "require_aws_config" {
  description = "Whether nothing is planned while AWS Config does not record."
  type        = bool
  default     = true
}

data "awsconfig_configuration_recorder_status" "this" {
  count = var.require_aws_config ? 1 : 0
}

resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = alltrue(data.awsconfig_configuration_recorder_status.this[*].recording)
      error_message = "AWS Config does not record. Start the recorder, or set require_aws_config = false."
    }
  }
}
