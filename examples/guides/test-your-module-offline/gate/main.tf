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

# Waits for up to five seconds, in the plan and again in the apply.
ephemeral "awsconfig_configuration_recorder_status" "gate" {
  region = var.region

  wait_for {
    recording = true
  }

  timeouts {
    open = "5s"
  }
}

resource "terraform_data" "workload" {
  input      = var.region
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
