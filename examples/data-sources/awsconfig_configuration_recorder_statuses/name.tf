# Reads only recorders with this name. A region whose recorder has another name is listed
# in not_recording.
data "awsconfig_configuration_recorder_statuses" "landing_zone" {
  regions = ["eu-west-1", "us-east-1"]
  name    = "landing-zone"
}

output "without_landing_zone" {
  value = data.awsconfig_configuration_recorder_statuses.landing_zone.not_recording[*].region
}
