# Fails the plan if the recorder is stopped.
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.this.recording
      error_message = "Start the configuration recorder ${data.awsconfig_configuration_recorder_status.this.name} first."
    }
  }
}
