# Each code of a violation, in one account and in three.

provider "awsconfig" {
  region      = "eu-west-1"
  max_retries = 1

  account_role {
    name = "config-reader"
  }
}

variables {
  mode = "warn"

  all_supported       = true
  deliveries          = ["history", "snapshot", "stream"]
  global_iam_regions  = ["eu-west-1", "eu-west-2"]
  last_status         = ["Success"]
  recorder_name       = "default"
  recording_frequency = "CONTINUOUS"
  resource_types      = ["AWS::EC2::Instance", "AWS::EC2::VPC"]
  s3_bucket_names     = ["central"]
  service_linked_role = true
}

run "all_is_well" {
  command = plan

  variables {
    account_ids        = ["123456789012", "210987654321", "310987654321"]
    global_iam_regions = ["eu-west-1"]
    mode               = "fail"
  }

  assert {
    condition     = output.passed && length(output.violations) == 0 && output.account_ids == toset(["123456789012", "210987654321", "310987654321"])
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}

run "one_account" {
  command = plan

  variables {
    regions = ["ap-southeast-2", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "us-east-1", "us-east-2"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = distinct(output.violations[*].account_id) == tolist(["123456789012"])
    error_message = "There are other accounts: ${jsonencode(output.violations[*].account_id)}"
  }

  assert {
    condition = join("\n", [for violation in output.violations : "${violation.region} ${violation.code}: ${violation.message}"]) == join("\n", [
      "ap-southeast-2 NoRecorder: AWS Config in ap-southeast-2 of account 123456789012 has no customer managed configuration recorder.",
      "eu-central-1 AllSupported: The configuration recorder \"default\" in eu-central-1 of account 123456789012 records a list of resource types, not all supported ones.",
      "eu-central-1 LastStatus: The configuration recorder \"default\" in eu-central-1 of account 123456789012 has the last status Pending.",
      "eu-central-1 NoDeliveryChannel: AWS Config in eu-central-1 of account 123456789012 has no delivery channel.",
      "eu-central-1 RecordingFrequency: The configuration recorder \"default\" in eu-central-1 of account 123456789012 has the recording frequency DAILY for AWS::EC2::Instance.",
      "eu-central-1 ResourceTypes: The configuration recorder \"default\" in eu-central-1 of account 123456789012 does not record AWS::EC2::VPC.",
      "eu-north-1 Unreadable: AWS Config in eu-north-1 of account 123456789012 could not be read: AccessDeniedException.",
      "eu-west-2 AllSupported: The configuration recorder \"other\" in eu-west-2 of account 123456789012 excludes AWS::EC2::Instance.",
      "eu-west-2 GlobalIAMTypes: The configuration recorder \"other\" in eu-west-2 of account 123456789012 does not record AWS::IAM::User.",
      "eu-west-2 HistoryDelivery: The delivery channel \"other\" in eu-west-2 of account 123456789012 has the status Failure for its last configuration history: NoSuchBucket.",
      "eu-west-2 LastStatus: The configuration recorder \"other\" in eu-west-2 of account 123456789012 has the last status Failure: AccessDenied: The role may not write to the bucket.",
      "eu-west-2 RecorderName: The configuration recorder \"other\" in eu-west-2 of account 123456789012 is not named \"default\".",
      "eu-west-2 RecordingFrequency: The configuration recorder \"other\" in eu-west-2 of account 123456789012 has the recording frequency DAILY.",
      "eu-west-2 ResourceTypes: The configuration recorder \"other\" in eu-west-2 of account 123456789012 does not record AWS::EC2::Instance.",
      "eu-west-2 S3Bucket: The delivery channel \"other\" in eu-west-2 of account 123456789012 delivers to the bucket elsewhere.",
      "eu-west-2 ServiceLinkedRole: The configuration recorder \"other\" in eu-west-2 of account 123456789012 uses arn:aws:iam::123456789012:role/config, not the service-linked role AWSServiceRoleForConfig.",
      "eu-west-2 SnapshotDelivery: The delivery channel \"other\" in eu-west-2 of account 123456789012 has not delivered any configuration snapshot.",
      "eu-west-2 StreamDelivery: The delivery channel \"other\" in eu-west-2 of account 123456789012 has the status Not_Applicable for its last notification.",
      "us-east-1 NoDeliveryChannel: AWS Config in us-east-1 of account 123456789012 has no delivery channel.",
      "us-east-1 Stopped: The configuration recorder \"default\" in us-east-1 of account 123456789012 has been stopped since 2026-03-01T17:45:00.125Z.",
      "us-east-2 NeverStarted: The configuration recorder \"default\" in us-east-2 of account 123456789012 was never started.",
      "us-east-2 NoDeliveryChannel: AWS Config in us-east-2 of account 123456789012 has no delivery channel.",
    ])
    error_message = "There are other violations:\n${join("\n", [for violation in output.violations : "${violation.region} ${violation.code}: ${violation.message}"])}"
  }
}

run "three_accounts" {
  command = plan

  variables {
    account_ids = ["210987654321", "310987654321", "444455556666"]
    all_regions = true
  }

  expect_failures = [check.config_recording]

  assert {
    condition = join("\n", [for violation in output.violations : "${violation.account_id} ${violation.region} ${violation.code}"]) == join("\n", [
      "210987654321 eu-west-2 AllSupported",
      "210987654321 eu-west-2 GlobalIAMTypes",
      "210987654321 eu-west-2 HistoryDelivery",
      "210987654321 eu-west-2 LastStatus",
      "210987654321 eu-west-2 RecorderName",
      "210987654321 eu-west-2 RecordingFrequency",
      "210987654321 eu-west-2 ResourceTypes",
      "210987654321 eu-west-2 S3Bucket",
      "210987654321 eu-west-2 ServiceLinkedRole",
      "210987654321 eu-west-2 SnapshotDelivery",
      "210987654321 eu-west-2 StreamDelivery",
      "310987654321 eu-west-2 GlobalIAMTypes", # Not enabled there, so it is not checked.
      "310987654321 us-east-1 NoDeliveryChannel",
      "310987654321 us-east-1 Stopped",
      "310987654321 us-east-2 NeverStarted",
      "310987654321 us-east-2 NoDeliveryChannel",
      "310987654321 us-west-2 NoRecorder",
      "444455556666 * Unreadable",
    ])
    error_message = "There are other violations:\n${join("\n", [for violation in output.violations : "${violation.account_id} ${violation.region} ${violation.code}"])}"
  }

  assert {
    condition     = output.regions == null && output.account_ids == toset(["210987654321", "310987654321", "444455556666"])
    error_message = "There are other regions: ${jsonencode(output.regions)}"
  }
}

# The statuses are read in every place, but not all of the rest.
run "other_reads_that_fail" {
  command = plan

  variables {
    regions = ["eu-west-3"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition = join("\n", [for violation in output.violations : "${violation.code}: ${violation.message}"]) == join("\n", [
      "GlobalIAMTypes: AWS Config in eu-west-1 of account 123456789012 must record the global IAM types, but is not checked.",
      "GlobalIAMTypes: AWS Config in eu-west-2 of account 123456789012 must record the global IAM types, but is not checked.",
      "Unreadable: The delivery channel in eu-west-3 of account 123456789012 could not be read: AccessDeniedException.",
      "Unreadable: The status of the delivery channel in eu-west-3 of account 123456789012 could not be read: AccessDeniedException.",
      "Unreadable: The configuration of the recorder in eu-west-3 of account 123456789012 could not be read: AccessDeniedException.",
    ])
    error_message = "There are other violations:\n${join("\n", [for violation in output.violations : "${violation.code}: ${violation.message}"])}"
  }
}

# What is not asked for is not read.
# The recorders in ap-south-1 and ca-central-1 are from the time before strategies. The one in
# eu-west-1 excludes only a global IAM type. The one in eu-west-2 shows neither what it
# excludes nor which types have another frequency.
run "unusual_recorders" {
  command = plan

  variables {
    account_ids         = ["610987654321"]
    deliveries          = null
    global_iam_regions  = null
    last_status         = null
    regions             = ["ap-south-1", "ca-central-1", "eu-west-1", "eu-west-2"]
    resource_types      = null
    s3_bucket_names     = null
    service_linked_role = false
  }

  expect_failures = [check.config_recording]

  assert {
    condition = join("\n", [for violation in output.violations : "${violation.region} ${violation.code}: ${violation.message}"]) == join("\n", [
      "ca-central-1 AllSupported: The configuration recorder \"default\" in ca-central-1 of account 610987654321 records a list of resource types, not all supported ones.",
      "eu-west-2 AllSupported: The configuration recorder \"default\" in eu-west-2 of account 610987654321 does not show whether it records all supported resource types.",
      "eu-west-2 RecordingFrequency: The configuration recorder \"default\" in eu-west-2 of account 610987654321 has the recording frequency DAILY for some resource types.",
    ])
    error_message = "There are other violations:\n${join("\n", [for violation in output.violations : "${violation.region} ${violation.code}: ${violation.message}"])}"
  }
}

run "no_other_reads" {
  command = plan

  variables {
    all_supported       = null
    deliveries          = null
    global_iam_regions  = null
    last_status         = null
    mode                = "fail"
    recorder_name       = null
    recording_frequency = null
    regions             = ["eu-west-3"]
    resource_types      = null
    s3_bucket_names     = null
    service_linked_role = null
  }

  assert {
    condition     = output.passed
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}
