# `make demo` runs this configuration on an emulator of AWS Config, with the regions of
# seed.json: eu-west-1 is recording, us-east-1 is stopped, ap-southeast-2 has no recorder.

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

variable "region" {
  description = "The region of the workload."
  type        = string
  default     = "eu-west-1"
}

data "awsconfig_configuration_recorder_statuses" "all" {
  regions = ["ap-southeast-2", "eu-west-1", "us-east-1"]
}

# A check warns, and the run continues.
check "recording_everywhere" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.not_recording) == 0
    error_message = join("\n", data.awsconfig_configuration_recorder_statuses.all.not_recording[*].message)
  }
}

data "awsconfig_configuration_recorder_status" "workload" {
  region = var.region
}

# A precondition stops the run before anything changes.
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.workload.recording
      error_message = "AWS Config is not recording in ${var.region}."
    }
  }
}

output "recording" {
  description = "Whether the recorder of each region is recording."
  value       = { for status in data.awsconfig_configuration_recorder_statuses.all.statuses : status.region => status.recording }
}
