terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsconfig = {
      source  = "terraform-provider-awsconfig/awsconfig"
      version = "~> 1.0"
    }
  }
}

resource "aws_config_configuration_recorder" "this" {
  role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}

resource "aws_config_delivery_channel" "this" {
  s3_bucket_name = "config-123456789012"
  depends_on     = [aws_config_configuration_recorder.this]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.this]
}
