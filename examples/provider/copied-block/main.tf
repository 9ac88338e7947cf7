terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

data "awsconfig_configuration_recorder_status" "this" {}

output "recorder" {
  value = data.awsconfig_configuration_recorder_status.this.name
}
