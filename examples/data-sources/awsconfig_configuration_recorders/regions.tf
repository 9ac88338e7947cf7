# Fails if one of the two regions has no recorder.
data "awsconfig_configuration_recorders" "used" {
  regions = ["eu-west-1", "us-east-1"]

  lifecycle {
    postcondition {
      condition     = length(setsubtract(self.regions, self.recorders[*].region)) == 0
      error_message = "No configuration recorder in ${join(", ", setsubtract(self.regions, self.recorders[*].region))}."
    }
  }
}
