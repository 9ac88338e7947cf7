# What the variables reject and what the two modes do, without AWS, emulator and
# credentials. The tests in tests/emulator read what AWS Config can return.

mock_provider "awsconfig" {
  mock_data "awsconfig_configuration_recorder_statuses" {
    defaults = {
      not_recording = []
      regions       = ["eu-west-1"]
    }
  }
}

# What Terraform makes up by itself.
mock_provider "awsconfig" {
  alias = "automatic"
}

run "nulls_are_defaults" {
  command = plan

  variables {
    all_regions   = null
    expected      = null
    mode          = null
    recorder_name = null
    regions       = null
    timeout       = null
  }

  assert {
    condition     = output.ready_regions == toset(["eu-west-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }
}

run "violation_in_mode_fail" {
  command = plan

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      not_recording = [{
        account_id = "123456789012"
        message    = "AWS Config in us-east-1 of account 123456789012 has no customer managed configuration recorder."
        reason     = "NoRecorder"
        region     = "us-east-1"
      }]
      regions = ["eu-west-1", "us-east-1"]
    }
  }

  expect_failures = [output.ready_regions]
}

run "violation_in_mode_warn" {
  command = plan

  variables {
    mode = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      not_recording = [{
        account_id = "123456789012"
        message    = "AWS Config in us-east-1 of account 123456789012 has no customer managed configuration recorder."
        reason     = "NoRecorder"
        region     = "us-east-1"
      }]
      regions = ["eu-west-1", "us-east-1"]
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = !output.passed && output.ready_regions == toset(["eu-west-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }

  assert {
    condition     = output.violations == tomap({ us-east-1 = "it has no customer managed configuration recorder" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "violation_with_a_status" {
  command = plan

  variables {
    mode = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      not_recording = [{
        account_id = "123456789012"
        message    = "The configuration recorder \"default\" in eu-west-1 of account 123456789012 is stopped since 2026-03-01T17:45:00.125Z."
        reason     = "Stopped"
        region     = "eu-west-1"
      }]
      regions = ["eu-west-1"]
      statuses = [{
        account_id              = "123456789012"
        arn                     = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
        last_error_code         = null
        last_error_message      = null
        last_start_time         = "2026-01-05T08:00:00.250Z"
        last_status             = "Success"
        last_status_change_time = "2026-01-05T08:00:10.750Z"
        last_stop_time          = "2026-03-01T17:45:00.125Z"
        name                    = "default"
        recording               = false
        region                  = "eu-west-1"
        service_principal       = null
      }]
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ eu-west-1 = "its recorder default does not record and was stopped at 2026-03-01T17:45:00.125Z" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

# A guard that looked at nothing does not pass.
run "no_region_in_mode_fail" {
  command = plan

  providers = {
    awsconfig = awsconfig.automatic
  }

  expect_failures = [output.ready_regions]
}

run "no_region_in_mode_warn" {
  command = plan

  variables {
    mode = "warn"
  }

  providers = {
    awsconfig = awsconfig.automatic
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = !output.passed && length(output.ready_regions) == 0
    error_message = "The guard passed."
  }
}

# Nor does one that does not know the status which it was told to expect.
run "no_status" {
  command = plan

  variables {
    expected = { last_status = ["Success"] }
    mode     = "warn"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ eu-west-1 = "its recorder has a last status that is not known" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "expected_that_is_accepted" {
  command = plan

  variables {
    expected = { recording = false, last_status = ["Failure", "NotApplicable", "Pending", "Success"] }
    mode     = "warn"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ eu-west-1 = "its recorder records, and has a last status that is not known" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "expected_last_status_empty" {
  command = plan

  variables {
    expected = { last_status = [] }
  }

  expect_failures = [var.expected]
}

run "expected_last_status_as_aws_sends_it" {
  command = plan

  variables {
    expected = { last_status = ["SUCCESS"] }
  }

  expect_failures = [var.expected]
}

run "expected_last_status_with_null" {
  command = plan

  variables {
    expected = { last_status = ["Success", null] }
  }

  expect_failures = [var.expected]
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
}

run "timeout_without_unit" {
  command = plan

  variables {
    timeout = "30"
  }

  expect_failures = [var.timeout]
}
