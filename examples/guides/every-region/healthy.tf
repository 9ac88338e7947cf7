locals {
  failing = [
    for recorder in data.awsconfig_configuration_recorder_statuses.all.statuses :
    "${recorder.region}: ${coalesce(recorder.last_error_code, "no code")}"
    if recorder.last_status == "Failure"
  ]
}

check "aws_config_succeeds" {
  assert {
    condition     = length(local.failing) == 0
    error_message = "AWS Config fails in ${join(", ", local.failing)}."
  }
}
