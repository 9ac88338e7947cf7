terraform {
  # The oldest Terraform with check blocks, which make the warning. Every OpenTofu
  # has them.
  required_version = ">= 1.5.0"

  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}
