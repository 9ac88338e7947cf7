terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}
