# Includes the recorders that AWS services created.
data "awsconfig_configuration_recorder_statuses" "linked" {
  regions                = ["eu-west-1", "us-east-1"]
  include_service_linked = true
}

output "recorders" {
  description = "Who each recorder works for, by region and name."
  value = {
    for status in data.awsconfig_configuration_recorder_statuses.linked.statuses :
    "${status.region} ${status.name}" => coalesce(status.service_principal, "customer")
  }
}
