# A region that cannot be read does not fail the run. It is listed in errors and in
# not_delivering.
data "awsconfig_delivery_channel_statuses" "reported" {
  all_regions = true
  on_error    = "report"
}

output "why" {
  value = {
    for place in data.awsconfig_delivery_channel_statuses.reported.not_delivering :
    place.region => place.reason
  }
}
