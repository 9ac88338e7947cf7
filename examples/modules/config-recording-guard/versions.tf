terraform {
  # Provider functions need Terraform 1.8 or OpenTofu 1.7. One constraint applies to both, so
  # Terraform 1.7 reports an unknown function instead of the version.
  required_version = ">= 1.7.0"

  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}
