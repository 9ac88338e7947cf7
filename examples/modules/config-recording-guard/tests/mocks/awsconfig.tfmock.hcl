# What the data sources of awsconfig tell in a test that mocks the provider: AWS Config
# records in eu-west-1. Copy this file into the tests of a module, and name its folder
# in the source of mock_provider.

mock_data "awsconfig_configuration_recorder_status" {
  defaults = {
    arn                     = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
    last_error_code         = null
    last_error_message      = null
    last_start_time         = "2026-01-05T08:00:00.250Z"
    last_status             = "Success"
    last_status_change_time = "2026-01-05T08:00:10.750Z"
    last_stop_time          = null
    name                    = "default"
    recording               = true
    region                  = "eu-west-1"
    service_principal       = null
  }
}

# Terraform refuses a list for statuses and errors in a mock, so they stay empty.
mock_data "awsconfig_configuration_recorder_statuses" {
  defaults = {
    regions               = ["eu-west-1"]
    regions_not_recording = []
  }
}
