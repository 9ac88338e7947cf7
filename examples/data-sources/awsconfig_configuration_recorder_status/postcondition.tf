# Fails if the recorder is stopped, so nothing that uses the data source is planned.
data "awsconfig_configuration_recorder_status" "recording" {
  lifecycle {
    postcondition {
      condition     = self.recording
      error_message = "The configuration recorder ${self.name} in ${self.region} is stopped."
    }
  }
}
