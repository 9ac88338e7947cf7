output "statuses" {
  description = "What AWS Config tells of the recorder of each region that has one."
  value = {
    for status in [
      data.awsconfig_configuration_recorder_status.ireland,
      data.awsconfig_configuration_recorder_status.virginia,
      ] : status.region => {
      name            = status.name
      recording       = status.recording
      last_status     = status.last_status
      last_start_time = status.last_start_time
      last_stop_time  = status.last_stop_time
    }
  }
}
