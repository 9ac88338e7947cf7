# Includes the recorders that AWS services created.
data "awsconfig_configuration_recorders" "linked" {
  regions                = ["us-east-1"]
  include_service_linked = true
}

output "scopes" {
  value = {
    for recorder in data.awsconfig_configuration_recorders.linked.recorders :
    recorder.name => recorder.recording_scope
  }
}
