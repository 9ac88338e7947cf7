# A warning where AWS Config did not succeed when it last recorded, and the run goes on.
check "aws_config_succeeds" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.last_status == "Success"
    error_message = "The configuration recorder has the status ${coalesce(data.awsconfig_configuration_recorder_status.this.last_status, "none")}."
  }
}

# Read in the check, so that a recorder that is absent is a warning too.
check "aws_config_in_sydney" {
  data "awsconfig_configuration_recorder_status" "sydney" {
    region = "ap-southeast-2"
  }

  assert {
    condition     = data.awsconfig_configuration_recorder_status.sydney.recording
    error_message = "AWS Config is stopped in ap-southeast-2."
  }
}
