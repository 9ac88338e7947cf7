locals {
  not_delivering = data.awsconfig_delivery_channel_statuses.all.not_delivering

  failing           = [for place in local.not_delivering : place.message if place.reason != "NothingDelivered"]
  nothing_delivered = [for place in local.not_delivering : place.message if place.reason == "NothingDelivered"]
}

check "delivery_does_not_fail" {
  assert {
    condition     = length(local.failing) == 0
    error_message = join("\n", local.failing)
  }
}

check "something_was_delivered" {
  assert {
    condition     = length(local.nothing_delivered) == 0
    error_message = join("\n", local.nothing_delivered)
  }
}
