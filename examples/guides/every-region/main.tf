data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
  on_error    = "report"
}

output "regions_not_recording" {
  value = data.awsconfig_configuration_recorder_statuses.all.regions_not_recording
}
