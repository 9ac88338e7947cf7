data "awsconfig_configuration_recorder_status" "this" {}

output "last_status" {
  value = data.awsconfig_configuration_recorder_status.this.last_status
}
