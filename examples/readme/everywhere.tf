data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
  on_error    = "report"
}

# The plan continues, with a warning that lists the regions that are not recording.
check "recording_everywhere" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.not_recording) == 0
    error_message = join("\n", data.awsconfig_configuration_recorder_statuses.all.not_recording[*].message)
  }
}
