terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

provider "awsconfig" {
  region = "eu-west-1"
}

provider "awsconfig" {
  alias  = "production"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/config-reader"
  }
}

data "awsconfig_configuration_recorder_status" "this" {}

data "awsconfig_configuration_recorder_status" "production" {
  provider = awsconfig.production
}

output "recorders" {
  value = [
    data.awsconfig_configuration_recorder_status.this.arn,
    data.awsconfig_configuration_recorder_status.production.arn,
  ]
}
