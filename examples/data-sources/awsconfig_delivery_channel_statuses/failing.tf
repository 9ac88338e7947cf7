# Accepts regions in which nothing was delivered yet. Every other reason fails the plan.
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition = alltrue([
        for place in data.awsconfig_delivery_channel_statuses.some.not_delivering : place.reason == "NothingDelivered"
      ])
      error_message = join("\n", data.awsconfig_delivery_channel_statuses.some.not_delivering[*].message)
    }
  }
}

data "awsconfig_delivery_channel_statuses" "some" {
  regions = ["eu-west-1", "sa-east-1"]
}
