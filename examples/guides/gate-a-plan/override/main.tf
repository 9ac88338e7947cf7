terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

variable "require_aws_config" {
  description = "Whether to require that AWS Config is recording."
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
      error_message = "AWS Config is not recording. Start the recorder, or set require_aws_config = false."
    }
  }
}
