# A region that cannot be read does not fail the run. It is listed in errors and in
# not_recording.
data "awsconfig_configuration_recorder_statuses" "reported" {
  all_regions = true
  on_error    = "report"

  timeouts {
    read = "30s"
  }
}

output "unreadable" {
  value = { for failure in data.awsconfig_configuration_recorder_statuses.reported.errors : failure.region => failure.code }
}
