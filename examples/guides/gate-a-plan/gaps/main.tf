variable "audited_at" {
  description = "The time of the last audit, in RFC 3339."
  type        = string
  default     = "2026-03-01T00:00:00Z"
}

data "awsconfig_configuration_recorder_status" "this" {}

# The stop time is kept when the recorder is started again. It is null if the recorder was
# never stopped.
check "no_gap_since_the_last_audit" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.this.last_stop_time == null ? true : timecmp(data.awsconfig_configuration_recorder_status.this.last_stop_time, var.audited_at) < 0
    error_message = "AWS Config was stopped at ${coalesce(data.awsconfig_configuration_recorder_status.this.last_stop_time, "an unknown time")}, after the last audit."
  }
}
