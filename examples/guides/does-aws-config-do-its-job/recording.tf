check "aws_config_is_recording" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.not_recording) == 0
    error_message = join("\n", data.awsconfig_configuration_recorder_statuses.all.not_recording[*].message)
  }
}

# The checks of resource types, role and frequency look only at recorders that were read.
# This one warns about regions that could not be read.
check "configurations_are_known" {
  assert {
    condition     = length(data.awsconfig_configuration_recorders.all.errors) == 0
    error_message = join("\n", data.awsconfig_configuration_recorders.all.errors[*].message)
  }
}
