# A warning if the last delivery failed. A delivery channel that has delivered nothing yet
# has no status, and no warning.
check "aws_config_delivers" {
  assert {
    condition     = data.awsconfig_delivery_channel_status.this.config_history_delivery_info.last_status != "Failure"
    error_message = "AWS Config fails to deliver: ${coalesce(data.awsconfig_delivery_channel_status.this.config_history_delivery_info.last_error_code, "no error code")}."
  }
}
