# Nothing is planned while AWS Config does not record.
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.this.recording
      error_message = "Start the configuration recorder ${data.awsconfig_configuration_recorder_status.this.name} first."
    }
  }
}
