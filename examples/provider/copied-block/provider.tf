provider "awsconfig" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
  max_retries         = 10

  # The provider accepts and ignores the rest.
  s3_us_east_1_regional_endpoint = "regional"
  s3_use_path_style              = true
  skip_requesting_account_id     = true
  tag_policy_compliance          = "warning"

  default_tags {
    tags = {
      team = "platform"
    }
  }

  ignore_tags {
    key_prefixes = ["example:"]
    keys         = ["owner"]
  }
}
