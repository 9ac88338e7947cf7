# Reads every region that is enabled in the account.
data "awsconfig_delivery_channels" "all" {
  all_regions = true
}

output "buckets" {
  value = {
    for channel in data.awsconfig_delivery_channels.all.delivery_channels :
    channel.region => channel.s3_bucket_name
  }
}
