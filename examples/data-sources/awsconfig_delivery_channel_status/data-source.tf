# Reads the delivery channel in the provider's region.
data "awsconfig_delivery_channel_status" "this" {}

output "history" {
  value = data.awsconfig_delivery_channel_status.this.config_history_delivery_info
}
