terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

# Credentials of the management account.
provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudformation_stack_set" "config_reader" {
  name             = "config-reader"
  template_body    = file("${path.module}/config-reader.yaml")
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  permission_model = "SERVICE_MANAGED"
  parameters       = { ReaderArn = "arn:aws:iam::123456789012:role/reader" }

  # Accounts that join the organization get the role, too.
  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }

  lifecycle {
    ignore_changes = [administration_role_arn] # AWS sets it.
  }
}

# IAM is global, so one region is enough.
resource "aws_cloudformation_stack_set_instance" "config_reader" {
  stack_set_name            = aws_cloudformation_stack_set.config_reader.name
  stack_set_instance_region = "us-east-1"

  deployment_targets {
    organizational_unit_ids = ["r-exam"] # The root of the organization.
  }
}
