# Two regions, and an error if one of them has no recorder. A region without a recorder
# has no element in recorders, so a condition on each element does not notice it.
data "awsconfig_configuration_recorders" "used" {
  regions = ["eu-west-1", "us-east-1"]

  lifecycle {
    postcondition {
      condition     = length(setsubtract(self.regions, self.recorders[*].region)) == 0
      error_message = "No configuration recorder in ${join(", ", setsubtract(self.regions, self.recorders[*].region))}."
    }
  }
}
