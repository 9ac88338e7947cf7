# A recorder that was just started has not recorded anything yet.
check "aws_config_does_not_fail" {
  assert {
    condition     = contains(["Pending", "Success"], coalesce(data.awsconfig_configuration_recorder_status.this.last_status, "Pending"))
    error_message = "AWS Config fails: ${coalesce(data.awsconfig_configuration_recorder_status.this.last_error_message, "no error message")}."
  }
}
