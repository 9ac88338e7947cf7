# Reads the customer managed recorder in the provider's region.
data "awsconfig_configuration_recorder" "this" {}

output "role_arn" {
  value = data.awsconfig_configuration_recorder.this.role_arn
}

output "recording_group" {
  value = data.awsconfig_configuration_recorder.this.recording_group
}

output "recording_mode" {
  value = data.awsconfig_configuration_recorder.this.recording_mode
}
