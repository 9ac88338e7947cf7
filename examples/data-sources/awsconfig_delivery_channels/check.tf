locals {
  elsewhere = [
    for channel in data.awsconfig_delivery_channels.all.delivery_channels :
    "${channel.region}: ${channel.s3_bucket_name}"
    if channel.s3_bucket_name != "config-logs"
  ]
  without_channel = setsubtract(
    data.awsconfig_delivery_channels.all.regions,
    data.awsconfig_delivery_channels.all.delivery_channels[*].region,
  )
}

check "aws_config_delivers_to_one_bucket" {
  assert {
    condition     = length(local.elsewhere) == 0
    error_message = "AWS Config delivers to other buckets: ${join(", ", local.elsewhere)}."
  }

  assert {
    condition     = length(local.without_channel) == 0
    error_message = "AWS Config has no delivery channel in ${join(", ", local.without_channel)}."
  }
}
