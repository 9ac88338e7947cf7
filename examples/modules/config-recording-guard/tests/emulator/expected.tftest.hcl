# What is expected of a recorder.

provider "awsconfig" {
  region      = "eu-west-1"
  max_retries = 1
}

variables {
  mode = "warn"
}

run "recording_is_enough_by_default" {
  command = plan

  variables {
    regions = ["eu-central-1", "eu-west-1", "eu-west-2"]
  }

  assert {
    condition     = output.passed && output.ready_regions == toset(["eu-central-1", "eu-west-1", "eu-west-2"])
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}

run "a_last_status" {
  command = plan

  variables {
    expected = { last_status = ["Success"] }
    regions  = ["eu-central-1", "eu-west-1"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ eu-central-1 = "its recorder central has the last status Pending" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "any_of_several" {
  command = plan

  variables {
    expected = { last_status = ["Failure", "Pending"] }
    regions  = ["eu-central-1", "eu-west-1", "eu-west-2"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ eu-west-1 = "its recorder default has the last status Success" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

# A stopped recorder keeps its last status.
run "a_last_status_does_not_make_up_for_a_stopped_recorder" {
  command = plan

  variables {
    expected = { last_status = ["Success"] }
    regions  = ["us-east-1"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = !output.passed && length(output.ready_regions) == 0
    error_message = "There are no violations."
  }
}

run "not_recording" {
  command = plan

  variables {
    expected = { recording = false }
    regions  = ["ap-southeast-2", "eu-west-1", "us-east-1"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition = output.violations == tomap({
      ap-southeast-2 = "it has no customer managed configuration recorder"
      eu-west-1      = "its recorder default records"
    })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }

  assert {
    condition     = output.ready_regions == toset(["us-east-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }
}

run "a_name" {
  command = plan

  variables {
    recorder_name = "default"
    regions       = ["eu-central-1", "eu-west-1"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ eu-central-1 = "it has no customer managed configuration recorder named default" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }

  assert {
    condition     = toset(keys(output.statuses)) == toset(["eu-west-1"])
    error_message = "Other regions have a status: ${jsonencode(keys(output.statuses))}"
  }
}
