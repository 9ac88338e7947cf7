# Every region that is enabled in the account. A region that cannot be read is
# listed in errors, and not recording.
data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
  on_error    = "report"
}

# One line that cannot pass by accident: a region that is stopped, has no recorder
# or cannot be read stands in the list.
check "aws_config_records_everywhere" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.regions_not_recording) == 0
    error_message = "AWS Config does not record in ${join(", ", data.awsconfig_configuration_recorder_statuses.all.regions_not_recording)}."
  }
}

# The recorders of AWS services too, in three regions.
data "awsconfig_configuration_recorder_statuses" "linked" {
  regions                = ["eu-central-1", "eu-west-1", "us-east-1"]
  include_service_linked = true
}

output "recorders" {
  description = "The service, or the customer, for which each recorder works, by region and name."
  value = {
    for status in data.awsconfig_configuration_recorder_statuses.linked.statuses :
    "${status.region} ${status.name}" => coalesce(status.service_principal, "customer")
  }
}
