check "aws_config_is_healthy" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.recording
    error_message = "The recorder is stopped."
  }

  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.last_status == "Success"
    error_message = "The last status is ${coalesce(data.awsconfig_configuration_recorder_status.this.last_status, "not known yet")}."
  }
}
