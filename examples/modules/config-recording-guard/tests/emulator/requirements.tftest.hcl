# Each requirement alone, in a region that does not meet it: there is one violation.

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

run "s3_bucket_names_without_a_channel" {
  command = plan

  variables {
    regions         = ["eu-central-1"]
    s3_bucket_names = ["central"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "NoDeliveryChannel"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "deliveries_without_a_channel" {
  command = plan

  variables {
    regions    = ["eu-central-1"]
    deliveries = ["history"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "NoDeliveryChannel"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "five_missing_types" {
  command = plan

  variables {
    regions        = ["eu-central-1"]
    resource_types = ["AWS::EC2::NetworkAcl", "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "The configuration recorder \"default\" in eu-central-1 of account 123456789012 does not record AWS::EC2::NetworkAcl, AWS::EC2::RouteTable, AWS::EC2::SecurityGroup, AWS::EC2::Subnet, AWS::EC2::VPC."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "six_missing_types" {
  command = plan

  variables {
    regions        = ["eu-central-1"]
    resource_types = ["AWS::EC2::NetworkAcl", "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC", "AWS::EC2::Volume"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "The configuration recorder \"default\" in eu-central-1 of account 123456789012 does not record AWS::EC2::NetworkAcl, AWS::EC2::RouteTable, AWS::EC2::SecurityGroup, AWS::EC2::Subnet, AWS::EC2::VPC and 1 more."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}
