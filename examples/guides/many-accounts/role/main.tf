terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "reader_arn" {
  description = "The ARN of the IAM role that reads all accounts."
  type        = string
}

resource "aws_iam_role" "config_reader" {
  name = "config-reader"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = var.reader_arn }
    }]
  })
}

resource "aws_iam_role_policy" "config_reader" {
  name = "read-aws-config"
  role = aws_iam_role.config_reader.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["account:ListRegions", "config:DescribeConfigurationRecorderStatus"]
      Resource = "*"
    }]
  })
}
