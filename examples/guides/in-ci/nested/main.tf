terraform {
  required_providers {
    awsconfig = {
      source  = "terraform-provider-awsconfig/awsconfig"
      version = "~> 1.0"
    }
  }
}

# With -detailed-exitcode, every plan of this configuration exits with 2.
check "aws_config_records" {
  data "awsconfig_configuration_recorder_status" "this" {}

  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.recording
    error_message = "AWS Config is stopped in ${data.awsconfig_configuration_recorder_status.this.region}."
  }
}
