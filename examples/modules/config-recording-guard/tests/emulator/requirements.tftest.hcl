# Each requirement alone, in a region that meets none of them: it has its own violation, and
# no other.

provider "awsconfig" {
  region      = "eu-west-2"
  max_retries = 1

  account_role {
    name = "config-reader"
  }
}

variables {
  mode = "warn"
}

run "all_supported" {
  command = plan

  variables {
    all_supported = true
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "AllSupported"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "deliveries" {
  command = plan

  variables {
    deliveries = ["history"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "HistoryDelivery"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "global_iam_regions" {
  command = plan

  variables {
    global_iam_regions = ["eu-west-2"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "GlobalIAMTypes"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "last_status" {
  command = plan

  variables {
    last_status = ["Success"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "LastStatus"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "recorder_name" {
  command = plan

  variables {
    recorder_name = "default"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "RecorderName"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "recording_frequency" {
  command = plan

  variables {
    recording_frequency = "CONTINUOUS"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "RecordingFrequency"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "resource_types" {
  command = plan

  variables {
    resource_types = ["AWS::EC2::Instance"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "ResourceTypes"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "s3_bucket_names" {
  command = plan

  variables {
    s3_bucket_names = ["central"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "S3Bucket"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "service_linked_role" {
  command = plan

  variables {
    service_linked_role = true
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "ServiceLinkedRole"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}
