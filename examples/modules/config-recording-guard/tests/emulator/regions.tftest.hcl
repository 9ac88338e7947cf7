# Which regions the guard looks at, with which provider, and what becomes of those that
# cannot be read.

provider "awsconfig" {
  region      = "eu-west-1"
  max_retries = 1
}

# An account in which all is well, with two regions.
provider "awsconfig" {
  alias       = "audit"
  region      = "eu-west-2"
  max_retries = 1
  access_key  = "210987654321" # The emulator takes it for a key of this account.
  secret_key  = "example"
}

# An account with two regions, one of them without a recorder.
provider "awsconfig" {
  alias       = "new"
  region      = "eu-west-1"
  max_retries = 1
  access_key  = "310987654321"
  secret_key  = "example"
}

run "the_region_of_the_provider" {
  command = plan

  assert {
    condition     = output.ready_regions == toset(["eu-west-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }
}

run "another_provider" {
  command = plan

  providers = {
    awsconfig = awsconfig.audit
  }

  assert {
    condition     = { for region, status in output.statuses : region => status.name } == { eu-west-2 = "audit" }
    error_message = "There are other statuses: ${jsonencode(output.statuses)}"
  }
}

run "all_regions_that_are_ready" {
  command = plan

  variables {
    all_regions = true
  }

  providers = {
    awsconfig = awsconfig.audit
  }

  assert {
    condition     = output.passed && output.ready_regions == toset(["eu-west-1", "eu-west-2"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }
}

run "all_regions_of_which_one_is_not_ready" {
  command = plan

  variables {
    all_regions = true
  }

  providers = {
    awsconfig = awsconfig.new
  }

  expect_failures = [output.ready_regions]
}

run "regions_and_all_regions" {
  command = plan

  variables {
    all_regions = true
    regions     = ["eu-west-1"]
  }

  expect_failures = [data.awsconfig_configuration_recorder_statuses.this]
}

# AWS Config refuses credentials in a region that is not enabled in their account.
run "a_region_that_is_not_enabled" {
  command = plan

  variables {
    mode    = "warn"
    regions = ["eu-west-1", "ap-east-1"]
  }

  providers = {
    awsconfig = awsconfig.audit
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ ap-east-1 = "it could not be read: UnrecognizedClientException" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

# The emulator answers in ap-northeast-1 after three seconds.
run "a_region_that_answers_late" {
  command = plan

  variables {
    mode    = "warn"
    regions = ["ap-northeast-1", "eu-west-1"]
    timeout = "1s500ms"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tomap({ ap-northeast-1 = "it could not be read: Timeout" })
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "a_region_that_cannot_be_read_and_should_not_record" {
  command = plan

  variables {
    expected = { recording = false }
    regions  = ["eu-north-1"]
  }

  expect_failures = [output.ready_regions]
}
