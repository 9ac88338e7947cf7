# The read itself fails while AWS Config does not record, for everything that uses it.
data "awsconfig_configuration_recorder_status" "recording" {
  lifecycle {
    postcondition {
      condition     = self.recording
      error_message = "The configuration recorder ${self.name} of ${self.region} is stopped."
    }
  }
}
