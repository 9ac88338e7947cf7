terraform {
  # The oldest Terraform with provider functions. OpenTofu has them since 1.7.
  required_version = ">= 1.7.0"

  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}
