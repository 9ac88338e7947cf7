# Reads every region that is enabled in the account.
data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
}

# The list is empty only if AWS Config is recording everywhere.
check "aws_config_records_everywhere" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.not_recording) == 0
    error_message = join("\n", data.awsconfig_configuration_recorder_statuses.all.not_recording[*].message)
  }
}
