# Reads each region, and fails if one of them has no recorder.
data "awsconfig_configuration_recorder_status" "each" {
  for_each = toset(["eu-west-1", "us-east-1"])
  region   = each.key
}

output "recording" {
  value = { for region, recorder in data.awsconfig_configuration_recorder_status.each : region => recorder.recording }
}
