# Reads the delivery channel in the provider's region.
data "awsconfig_delivery_channel" "this" {}

output "bucket" {
  value = data.awsconfig_delivery_channel.this.s3_bucket_name
}
