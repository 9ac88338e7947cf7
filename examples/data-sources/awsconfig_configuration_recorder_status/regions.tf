# One read for each region. A region without a recorder is an error.
data "awsconfig_configuration_recorder_status" "each" {
  for_each = toset(["eu-west-1", "us-east-1"])
  region   = each.key
}

output "recording" {
  value = { for region, recorder in data.awsconfig_configuration_recorder_status.each : region => recorder.recording }
}
