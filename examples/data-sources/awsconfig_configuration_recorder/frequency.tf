# Warns if the recorder records anything only once a day.
locals {
  mode = data.awsconfig_configuration_recorder.this.recording_mode
}

check "aws_config_records_continuously" {
  assert {
    condition = (
      local.mode.recording_frequency != "DAILY" &&
      !contains(coalesce(local.mode.recording_mode_overrides, [])[*].recording_frequency, "DAILY")
    )
    error_message = "The configuration recorder ${data.awsconfig_configuration_recorder.this.name} records some resource types only once a day."
  }
}
