provider "awsconfig" {
  region = "eu-west-1"

  account_role {
    name = "config-reader"
  }
}

data "awsconfig_configuration_recorder_status" "production" {
  account_id = "210987654321"
}

output "recorder" {
  value = data.awsconfig_configuration_recorder_status.production.arn
}
