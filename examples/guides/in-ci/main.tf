provider "awsconfig" {
  region = "eu-west-1"

  account_role {
    name = "config-reader"
  }
}

data "awsconfig_configuration_recorder_statuses" "all" {
  all_accounts = true
  all_regions  = true
  on_error     = "report"
}

check "aws_config_records_everywhere" {
  assert {
    condition     = length(data.awsconfig_configuration_recorder_statuses.all.not_recording) == 0
    error_message = join("\n", data.awsconfig_configuration_recorder_statuses.all.not_recording[*].message)
  }
}
