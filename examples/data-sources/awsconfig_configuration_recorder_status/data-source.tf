# Reads the customer managed recorder in the provider's region.
data "awsconfig_configuration_recorder_status" "this" {}

output "recorder" {
  value = data.awsconfig_configuration_recorder_status.this
}
