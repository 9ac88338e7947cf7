provider "awsconfig" {
  region = "eu-west-1"

  account_role {
    name = "config-reader"
  }
}

# The accounts of an acquired company have another role.
provider "awsconfig" {
  alias  = "acquired"
  region = "eu-west-1"

  account_role {
    name        = "audit/reader"
    external_id = "partner:42"
  }
}

data "awsconfig_configuration_recorder_statuses" "own" {
  all_accounts = true
}

data "awsconfig_configuration_recorder_statuses" "acquired" {
  provider    = awsconfig.acquired
  account_ids = ["444455556666", "555566667777"]
}

output "not_recording" {
  value = concat(
    data.awsconfig_configuration_recorder_statuses.own.not_recording[*].message,
    data.awsconfig_configuration_recorder_statuses.acquired.not_recording[*].message,
  )
}
