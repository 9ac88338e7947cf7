# Two regions, and an error where one of them does not record.
data "awsconfig_configuration_recorder_statuses" "used" {
  regions = ["eu-central-1", "eu-west-1"]

  lifecycle {
    postcondition {
      condition     = length(self.regions_not_recording) == 0
      error_message = "AWS Config does not record in ${join(", ", self.regions_not_recording)}."
    }
  }
}
