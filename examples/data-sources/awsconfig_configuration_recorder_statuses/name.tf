# Only recorders of one name: a region whose recorder has another name does not record it.
data "awsconfig_configuration_recorder_statuses" "landing_zone" {
  regions = ["eu-west-1", "us-east-1"]
  name    = "landing-zone"
}

output "without_landing_zone" {
  value = data.awsconfig_configuration_recorder_statuses.landing_zone.regions_not_recording
}
