data "awsconfig_configuration_recorder_statuses" "here" {
  on_error = "report" # A region that cannot be read is a warning, too.
}

check "aws_config_is_recording" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.here.not_recording) == 0
    error_message = join("\n", data.awsconfig_configuration_recorder_statuses.here.not_recording[*].message)
  }
}
