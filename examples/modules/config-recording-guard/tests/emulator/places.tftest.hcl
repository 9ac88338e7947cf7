# Which places are checked, what becomes of those that cannot be read, and the modes.

provider "awsconfig" {
  region      = "eu-west-1"
  max_retries = 1

  account_role {
    name = "config-reader"
  }
}

# An account outside the organization.
provider "awsconfig" {
  alias       = "other"
  region      = "eu-west-2"
  max_retries = 1
  access_key  = "510987654321" # The emulator takes it for a key of this account.
  secret_key  = "example"
}

run "the_region_of_the_provider" {
  command = plan

  assert {
    condition     = output.passed && output.regions == toset(["eu-west-1"]) && output.account_ids == null
    error_message = "There are other regions: ${jsonencode(output.regions)}"
  }
}

run "mode_fail" {
  command = plan

  variables {
    account_ids = ["123456789012", "210987654321"]
    regions     = ["eu-west-1", "us-east-1"]
  }

  expect_failures = [output.account_ids, output.regions]
}

run "mode_fail_with_all_accounts" {
  command = plan

  variables {
    all_accounts = true
  }

  expect_failures = [output.account_ids, output.regions]
}

run "mode_warn" {
  command = plan

  variables {
    mode    = "warn"
    regions = ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1"]
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.regions == toset(["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1"])
    error_message = "There are other regions: ${jsonencode(output.regions)}"
  }

  assert {
    condition     = join(" ", output.statuses[*].region) == "eu-west-1 us-east-1"
    error_message = "There are other statuses: ${jsonencode(output.statuses)}"
  }
}

run "all_places" {
  command = plan

  variables {
    all_accounts    = true
    all_regions     = true
    exempt_accounts = ["444455556666", "123456789012"]
    exempt_regions  = ["us-east-1", "us-east-2", "us-west-2"]
  }

  assert {
    condition     = output.account_ids == toset(["210987654321", "310987654321"]) && output.regions == toset(["eu-west-1", "eu-west-2"])
    error_message = "There are other places: ${jsonencode([output.account_ids, output.regions])}"
  }
}

# A role that cannot be assumed leaves the regions of its account unknown.
run "regions_that_cannot_be_listed" {
  command = plan

  variables {
    account_ids    = ["210987654321", "444455556666"]
    all_regions    = true
    exempt_regions = ["ap-south-1"] # Can be one of the account whose regions are not known.
    mode           = "warn"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tolist([{ account_id = "444455556666", code = "Unreadable", message = "AWS Config in account 444455556666 could not be read: AccessDenied.", region = "*" }])
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }

  assert {
    condition     = output.regions == null
    error_message = "There are regions: ${jsonencode(output.regions)}"
  }
}

run "accounts_that_cannot_be_listed" {
  command = plan

  variables {
    all_accounts       = true
    exempt_accounts    = ["210987654321"]
    global_iam_regions = ["eu-west-1"]
    mode               = "warn"
  }

  providers = {
    awsconfig = awsconfig.other
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = output.violations == tolist([{ account_id = "*", code = "Unreadable", message = "AWS Config in eu-west-2 of all accounts of the organization could not be read: AWSOrganizationsNotInUseException.", region = "eu-west-2" }])
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }

  assert {
    condition     = output.account_ids == null && output.regions == toset(["eu-west-2"])
    error_message = "There are accounts: ${jsonencode(output.account_ids)}"
  }
}

# The emulator rejects credentials in a region that is not enabled, as AWS does, and
# responds in ap-northeast-1 after three seconds.
run "regions_that_cannot_be_read" {
  command = plan

  variables {
    mode    = "warn"
    regions = ["ap-east-1", "ap-northeast-1"]
    timeout = "1s500ms"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", [for violation in output.violations : "${violation.code}: ${violation.message}"]) == "Unreadable: AWS Config in ap-east-1 could not be read: UnrecognizedClientException. Unreadable: AWS Config in ap-northeast-1 could not be read: Timeout."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "exemptions_that_match_nothing" {
  command = plan

  variables {
    account_ids     = ["210987654321"]
    exempt_accounts = ["999999999999"]
    exempt_regions  = ["eu-west-9"]
  }

  expect_failures = [check.exemptions]
}

run "an_exempt_account_outside_the_organization" {
  command = plan

  variables {
    all_accounts    = true
    exempt_accounts = ["444455556666", "999999999999"]
  }

  expect_failures = [check.exemptions]
}

run "an_exempt_region_that_is_not_read" {
  command = plan

  variables {
    exempt_regions = ["eu-west-2"]
  }

  expect_failures = [check.exemptions]
}

run "exemptions_that_match" {
  command = plan

  variables {
    account_ids     = ["123456789012", "210987654321"]
    exempt_accounts = ["210987654321"]
    exempt_regions  = ["us-east-1"]
    regions         = ["eu-west-1", "us-east-1"]
  }

  assert {
    condition     = output.account_ids == toset(["123456789012"]) && output.regions == toset(["eu-west-1"])
    error_message = "There are other places: ${jsonencode([output.account_ids, output.regions])}"
  }
}

run "the_region_of_the_provider_is_exempt" {
  command = plan

  variables {
    exempt_regions = ["eu-west-1"]
    mode           = "warn"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = length(output.regions) == 0 && join(" ", output.violations[*].code) == "NothingChecked"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}
