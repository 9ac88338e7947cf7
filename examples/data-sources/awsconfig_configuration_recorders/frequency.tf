locals {
  daily = [
    for recorder in data.awsconfig_configuration_recorders.all.recorders : recorder.region
    if recorder.recording_mode.recording_frequency == "DAILY"
  ]
}

check "aws_config_records_continuously" {
  assert {
    condition     = length(local.daily) == 0
    error_message = "AWS Config records only once a day in ${join(", ", local.daily)}."
  }
}
