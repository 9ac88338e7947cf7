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

# If AWS Config is not recording, the plan fails and nothing changes.
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.this.recording
      error_message = "AWS Config is not recording. Start its recorder first."
    }
  }
}
