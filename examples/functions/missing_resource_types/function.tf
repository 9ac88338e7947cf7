data "awsconfig_configuration_recorder" "this" {}

locals {
  missing = provider::awsconfig::missing_resource_types(
    data.awsconfig_configuration_recorder.this,
    ["AWS::EC2::Instance", "AWS::IAM::Role", "AWS::S3::Bucket"],
  )
}

check "aws_config_records_what_we_need" {
  assert {
    condition     = length(local.missing) == 0
    error_message = "AWS Config does not record ${join(", ", local.missing)} in ${data.awsconfig_configuration_recorder.this.region}."
  }
}
