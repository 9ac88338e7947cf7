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

# An override does not inherit the values of the mock file: Terraform makes up the rest.
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

run "does_not_deliver" {
  command = plan

  override_data {
    target = data.awsconfig_delivery_channel_statuses.this
    values = {
      not_delivering = [{
        account_id = "123456789012"
        message    = "AWS Config in eu-west-1 of account 123456789012 has no delivery channel."
        reason     = "NoDeliveryChannel"
        region     = "eu-west-1"
      }]
    }
  }

  expect_failures = [check.aws_config_delivers]
}
