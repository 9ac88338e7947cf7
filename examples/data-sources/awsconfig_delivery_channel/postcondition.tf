# Fails if AWS Config delivers to another bucket or without a KMS key.
data "awsconfig_delivery_channel" "expected" {
  region = "us-east-1"
  name   = "default"

  lifecycle {
    postcondition {
      condition     = self.s3_bucket_name == "config-logs" && self.s3_kms_key_arn != null
      error_message = "The delivery channel ${self.name} in ${self.region} delivers to ${self.s3_bucket_name}, encrypted with ${coalesce(self.s3_kms_key_arn, "no key")}."
    }
  }
}
