# OpenTofu runs this file instead of mocked.tftest.hcl.

mock_provider "awsconfig" {
  mock_data "awsconfig_configuration_recorder_status" {
    defaults = {
      last_error_message = null
      last_status        = "Success"
      recording          = true
    }
  }
}

variables {
  region = "eu-west-1"
}

run "records" {
  command = plan

  assert {
    condition     = terraform_data.workload.input == "eu-west-1"
    error_message = "The workload is not planned."
  }
}

run "is_stopped" {
  command = plan

  override_data {
    target = data.awsconfig_configuration_recorder_status.this
    values = {
      last_status = "Success"
      recording   = false
    }
  }

  expect_failures = [terraform_data.workload]
}
