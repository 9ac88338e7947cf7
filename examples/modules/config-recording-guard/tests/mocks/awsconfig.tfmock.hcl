# What the data sources of awsconfig return in a test that mocks the provider: AWS Config
# is recording in eu-west-1 of account 123456789012. Copy this file into the tests of a
# module, and name its folder in the source of mock_provider.

mock_data "awsconfig_configuration_recorder_status" {
  defaults = {
    account_id              = "123456789012"
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

mock_data "awsconfig_configuration_recorder_statuses" {
  defaults = {
    account_ids   = ["123456789012"]
    errors        = []
    not_recording = []
    regions       = ["eu-west-1"]
    statuses = [{
      account_id              = "123456789012"
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
    }]
  }
}
