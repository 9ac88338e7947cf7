# What the variables reject and what the two modes do, without AWS, emulator and
# credentials. The tests in tests/emulator read what AWS Config can return.

mock_provider "awsconfig" {
  mock_data "awsconfig_configuration_recorder_statuses" {
    defaults = {
      account_ids = ["123456789012"]
      not_recording = [{
        account_id = "123456789012"
        message    = "AWS Config in us-east-1 of account 123456789012 has no customer managed configuration recorder."
        reason     = "NoRecorder"
        region     = "us-east-1"
      }]
      regions = ["us-east-1"]
    }
  }
}

# Values that Terraform makes up.
mock_provider "awsconfig" {
  alias = "automatic"
}

run "violation_in_mode_fail" {
  command = plan

  expect_failures = [output.regions]
}

run "violation_in_mode_warn" {
  command = plan

  variables {
    all_regions         = null
    all_supported       = null
    account_ids         = null
    all_accounts        = null
    deliveries          = null
    exempt_accounts     = null
    exempt_regions      = null
    global_iam_regions  = null
    last_status         = null
    mode                = "warn"
    recorder_name       = null
    recording_frequency = null
    regions             = null
    resource_types      = null
    s3_bucket_names     = null
    service_linked_role = null
    timeout             = null
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = !output.passed && output.regions == toset(["us-east-1"])
    error_message = "There are other regions: ${jsonencode(output.regions)}"
  }
}

# A guard that checked nothing does not pass.
run "nothing_checked" {
  command = plan

  variables {
    mode = "warn"
  }

  providers = {
    awsconfig = awsconfig.automatic
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = !output.passed && output.violations[0].code == "NothingChecked"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "last_status_empty" {
  command = plan

  variables {
    last_status = []
  }

  expect_failures = [var.last_status]
}

run "last_status_as_aws_sends_it" {
  command = plan

  variables {
    last_status = ["SUCCESS"]
  }

  expect_failures = [var.last_status]
}

run "last_status_with_null" {
  command = plan

  variables {
    last_status = ["Success", null]
  }

  expect_failures = [var.last_status]
}

run "account_ids_empty" {
  command = plan

  variables {
    account_ids = []
  }

  expect_failures = [var.account_ids]
}

run "account_ids_too_short" {
  command = plan

  variables {
    account_ids = ["12345678901"]
  }

  expect_failures = [var.account_ids]
}

run "exempt_accounts_with_a_name" {
  command = plan

  variables {
    exempt_accounts = ["audit"]
  }

  expect_failures = [var.exempt_accounts]
}

run "exempt_regions_with_a_zone" {
  command = plan

  variables {
    exempt_regions = ["eu-west-1a"]
  }

  expect_failures = [var.exempt_regions]
}

run "deliveries_empty" {
  command = plan

  variables {
    deliveries = []
  }

  expect_failures = [var.deliveries]
}

run "deliveries_unknown" {
  command = plan

  variables {
    deliveries = ["topic"]
  }

  expect_failures = [var.deliveries]
}

run "global_iam_regions_empty" {
  command = plan

  variables {
    global_iam_regions = []
  }

  expect_failures = [var.global_iam_regions]
}

run "global_iam_regions_with_a_name" {
  command = plan

  variables {
    global_iam_regions = ["Ireland"]
  }

  expect_failures = [var.global_iam_regions]
}

run "recording_frequency_unknown" {
  command = plan

  variables {
    recording_frequency = "HOURLY"
  }

  expect_failures = [var.recording_frequency]
}

run "resource_types_empty" {
  command = plan

  variables {
    resource_types = []
  }

  expect_failures = [var.resource_types]
}

run "resource_types_with_a_service" {
  command = plan

  variables {
    resource_types = ["AWS::EC2"]
  }

  expect_failures = [var.resource_types]
}

run "resource_types_with_a_global_iam_type" {
  command = plan

  variables {
    resource_types = ["AWS::IAM::Role"]
  }

  expect_failures = [var.resource_types]
}

run "s3_bucket_names_empty" {
  command = plan

  variables {
    s3_bucket_names = []
  }

  expect_failures = [var.s3_bucket_names]
}

run "s3_bucket_names_with_an_arn" {
  command = plan

  variables {
    s3_bucket_names = ["arn:aws:s3:::central"]
  }

  expect_failures = [var.s3_bucket_names]
}

run "resource_types_misspelled" {
  command = plan

  variables {
    resource_types = ["AWS::EC2::instance"]
  }

  expect_failures = [data.awsconfig_configuration_recorder_statuses.this]
}

run "accounts_and_all_accounts" {
  command = plan

  variables {
    account_ids  = ["123456789012"]
    all_accounts = true
  }

  expect_failures = [data.awsconfig_configuration_recorder_statuses.this]
}

run "all_accounts_exempt" {
  command = plan

  variables {
    account_ids     = ["123456789012"]
    exempt_accounts = ["123456789012"]
  }

  expect_failures = [data.awsconfig_configuration_recorder_statuses.this]
}

run "all_regions_exempt" {
  command = plan

  variables {
    exempt_regions = ["eu-west-1"]
    regions        = ["eu-west-1"]
  }

  expect_failures = [data.awsconfig_configuration_recorder_statuses.this]
}

run "mode_unknown" {
  command = plan

  variables {
    mode = "ignore"
  }

  expect_failures = [var.mode]
}

run "recorder_name_shortest" {
  command = plan

  variables {
    recorder_name = "d"
  }

  expect_failures = [output.regions]
}

run "recorder_name_empty" {
  command = plan

  variables {
    recorder_name = ""
  }

  expect_failures = [var.recorder_name]
}

run "recorder_name_longest" {
  command = plan

  variables {
    recorder_name = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  }

  expect_failures = [output.regions]
}

run "recorder_name_too_long" {
  command = plan

  variables {
    recorder_name = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
  }

  expect_failures = [var.recorder_name]
}

run "recorder_name_of_an_aws_service" {
  command = plan

  variables {
    recorder_name = "AWSConfigurationRecorderForSecurityHubCSPM"
  }

  expect_failures = [var.recorder_name]
}

run "regions_empty" {
  command = plan

  variables {
    regions = []
  }

  expect_failures = [var.regions]
}

run "regions_with_a_zone" {
  command = plan

  variables {
    regions = ["eu-west-1", "eu-west-1a"]
  }

  expect_failures = [var.regions]
}

run "regions_with_null" {
  command = plan

  variables {
    regions = ["eu-west-1", null]
  }

  expect_failures = [var.regions]
}

run "regions_and_all_regions" {
  command = plan

  variables {
    all_regions = true
    regions     = ["eu-west-1"]
  }

  expect_failures = [data.awsconfig_configuration_recorder_statuses.this]
}

run "timeout_composed" {
  command = plan

  variables {
    timeout = "1m30.5s"
  }

  expect_failures = [output.regions]
}

run "timeout_without_unit" {
  command = plan

  variables {
    timeout = "30"
  }

  expect_failures = [var.timeout]
}
