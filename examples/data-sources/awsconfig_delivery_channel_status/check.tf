# Warns if the last delivery failed, but not if nothing was delivered yet.
check "aws_config_delivers" {
  assert {
    condition     = data.awsconfig_delivery_channel_status.this.config_history_delivery_info.last_status != "Failure"
    error_message = "AWS Config fails to deliver: ${coalesce(data.awsconfig_delivery_channel_status.this.config_history_delivery_info.last_error_code, "no error code")}."
  }
}
