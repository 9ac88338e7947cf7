# What the two modes do, in regions where all is well and in regions with each kind of
# violation. The command that runs this file stands in the README.

provider "awsconfig" {
  region      = "eu-west-1"
  max_retries = 1
}

variables {
  expected = { last_status = ["Pending", "Success"] }
}

run "nothing_wrong_in_mode_fail" {
  command = plan

  variables {
    regions = ["eu-west-1", "eu-central-1"]
  }

  assert {
    condition     = output.passed
    error_message = "The guard did not pass."
  }

  assert {
    condition     = output.ready_regions == toset(["eu-west-1", "eu-central-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }

  assert {
    condition     = length(output.violations) == 0
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }

  assert {
    condition     = { for region, status in output.statuses : region => "${status.name}, ${status.last_status}" } == { eu-west-1 = "default, Success", eu-central-1 = "central, Pending" }
    error_message = "There are other statuses: ${jsonencode(output.statuses)}"
  }

  assert {
    condition     = output.statuses == tomap({ for region, status in output.statuses : region => status })
    error_message = "The statuses are no map."
  }
}

run "nothing_wrong_in_mode_warn" {
  command = plan

  variables {
    mode    = "warn"
    regions = ["eu-west-1", "eu-central-1"]
  }

  assert {
    condition     = output.passed && length(output.ready_regions) == 2 && length(output.violations) == 0
    error_message = "The guard did not pass."
  }
}

run "violations_in_mode_fail" {
  command = plan

  variables {
    regions = ["eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-1", "ap-southeast-2", "eu-north-1"]
  }

  # The check of mode warn is silent: a failure that is not expected here would fail
  # the run.
  expect_failures = [output.ready_regions]
}

run "violations_in_mode_warn" {
  command = plan

  variables {
    mode    = "warn"
    regions = ["eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-1", "ap-southeast-2", "eu-north-1"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = !output.passed
    error_message = "The guard passed."
  }

  assert {
    condition     = output.ready_regions == toset(["eu-west-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }

  assert {
    condition     = toset(keys(output.statuses)) == toset(["eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-1"])
    error_message = "Other regions have a status: ${jsonencode(keys(output.statuses))}"
  }

  assert {
    condition     = output.violations["eu-west-2"] == "its recorder default has the last status Failure (AccessDenied: The role may not write to the bucket.)"
    error_message = "The failure is not reported: ${output.violations["eu-west-2"]}"
  }

  assert {
    condition     = output.violations["us-east-1"] == "its recorder default does not record and was stopped at 2026-03-01T17:45:00.125Z"
    error_message = "The stopped recorder is told so: ${output.violations["us-east-1"]}"
  }

  assert {
    condition     = output.violations["us-east-2"] == "its recorder default does not record, and has no last status"
    error_message = "The recorder that was never started is told so: ${output.violations["us-east-2"]}"
  }

  assert {
    condition     = output.violations["us-west-1"] == "its recorder default does not record and was stopped at 2026-03-02T09:00:00.375Z, and has the last status Failure (NoSuchBucket: no message)"
    error_message = "Two reasons are told so: ${output.violations["us-west-1"]}"
  }

  assert {
    condition     = output.violations["ap-southeast-2"] == "it has no customer managed configuration recorder"
    error_message = "The absent recorder is told so: ${output.violations["ap-southeast-2"]}"
  }

  assert {
    condition     = output.violations["eu-north-1"] == "it could not be read: AccessDeniedException"
    error_message = "The region that cannot be read is told so: ${output.violations["eu-north-1"]}"
  }
}
