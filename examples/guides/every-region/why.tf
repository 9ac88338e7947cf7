locals {
  by_region = { for recorder in data.awsconfig_configuration_recorder_statuses.all.statuses : recorder.region => recorder }
  failures  = { for failure in data.awsconfig_configuration_recorder_statuses.all.errors : failure.region => failure }
}

output "why" {
  value = {
    for region in data.awsconfig_configuration_recorder_statuses.all.regions_not_recording :
    region => try(
      "could not be read: ${local.failures[region].code}",
      "stopped since ${local.by_region[region].last_stop_time}",
      "never started: ${local.by_region[region].name}",
      "has no recorder",
    )
  }
}
