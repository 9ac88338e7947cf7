output "why" {
  value = {
    for place in data.awsconfig_configuration_recorder_statuses.all.not_recording :
    place.region => place.reason
  }
}
