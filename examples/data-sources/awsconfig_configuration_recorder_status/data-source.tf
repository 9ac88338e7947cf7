# The customer managed recorder of the provider's region.
data "awsconfig_configuration_recorder_status" "this" {}

# The recorder that AWS Security Hub made in another region.
data "awsconfig_configuration_recorder_status" "security_hub" {
  region            = "us-east-1"
  service_principal = "securityhub.amazonaws.com"
}

# Nothing is planned while AWS Config does not record.
resource "terraform_data" "needs_aws_config" {
  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.this.recording
      error_message = "Start the configuration recorder ${data.awsconfig_configuration_recorder_status.this.name} first."
    }
  }
}

# A warning, not an error, when the last delivery failed.
check "security_hub_recorder" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.security_hub.last_status == "Success"
    error_message = "The recorder of Security Hub has the status ${coalesce(data.awsconfig_configuration_recorder_status.security_hub.last_status, "none")}."
  }
}
