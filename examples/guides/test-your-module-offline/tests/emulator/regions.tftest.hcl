run "records" {
  variables {
    region = "eu-west-1"
  }

  assert {
    condition     = terraform_data.workload.output == "eu-west-1"
    error_message = "The workload was not created."
  }
}

run "is_stopped" {
  command = plan

  variables {
    region = "us-east-1"
  }

  expect_failures = [terraform_data.workload]
}

run "fails_to_deliver" {
  command = plan

  variables {
    region = "eu-west-2"
  }

  expect_failures = [check.aws_config_delivers]
}
