data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
  on_error    = "report"
}

output "not_recording" {
  value = data.awsconfig_configuration_recorder_statuses.all.not_recording[*].message
}
