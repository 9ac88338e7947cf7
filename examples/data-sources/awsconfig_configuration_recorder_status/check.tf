# Warns if AWS Config did not succeed when it last recorded.
check "aws_config_succeeds" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.last_status == "Success"
    error_message = "The configuration recorder has the status ${coalesce(data.awsconfig_configuration_recorder_status.this.last_status, "none")}."
  }
}

# Reads within the check, so that a missing recorder is also only a warning.
check "aws_config_in_sydney" {
  data "awsconfig_configuration_recorder_status" "sydney" {
    region = "ap-southeast-2"
  }

  assert {
    condition     = data.awsconfig_configuration_recorder_status.sydney.recording
    error_message = "AWS Config is stopped in ap-southeast-2."
  }
}
