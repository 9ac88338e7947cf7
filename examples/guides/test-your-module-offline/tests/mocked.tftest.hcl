mock_provider "awsconfig" {
  source = "./tests/mocks"
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

# An override stands alone: what it leaves out is made up, whatever the mock file has.
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
