# Fails unless AWS Config is recording in both regions.
data "awsconfig_configuration_recorder_statuses" "used" {
  regions = ["eu-central-1", "eu-west-1"]

  lifecycle {
    postcondition {
      condition     = length(self.not_recording) == 0
      error_message = join("\n", self.not_recording[*].message)
    }
  }
}
