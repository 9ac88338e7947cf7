# Every region that is enabled in the account.
data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
}

# One line that cannot pass by accident: a region that is stopped or has no recorder
# stands in the list.
check "aws_config_records_everywhere" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.regions_not_recording) == 0
    error_message = "AWS Config does not record in ${join(", ", data.awsconfig_configuration_recorder_statuses.all.regions_not_recording)}."
  }
}
