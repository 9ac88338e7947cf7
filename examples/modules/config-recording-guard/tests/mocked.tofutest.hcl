# The guard in a test of OpenTofu, which takes this file instead of mocked.tftest.hcl. It
# knows no mock files, refuses a mock of what the configuration sets, and accepts
# statuses where each attribute is given.

mock_provider "awsconfig" {
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
}

run "defaults" {
  command = plan

  variables {
    expected = { last_status = ["Success"] }
  }

  assert {
    condition     = output.passed
    error_message = "The guard did not pass."
  }

  assert {
    condition     = output.statuses["eu-west-1"].name == "default"
    error_message = "There are other statuses: ${jsonencode(output.statuses)}"
  }
}
