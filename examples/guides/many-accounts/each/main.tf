provider "awsconfig" {
  region = "eu-west-1"

  account_role {
    name = "config-reader"
  }
}

locals {
  account_ids = ["123456789012", "210987654321"]
}

data "awsconfig_configuration_recorder_status" "each" {
  for_each   = toset(local.account_ids)
  account_id = each.key
}

output "recording" {
  value = { for account_id, recorder in data.awsconfig_configuration_recorder_status.each : account_id => recorder.recording }
}
