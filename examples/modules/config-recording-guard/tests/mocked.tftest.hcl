# The guard in the tests of who copied the mock file. OpenTofu knows no mock files, and
# takes mocked.tofutest.hcl instead of this file.

mock_provider "awsconfig" {
  source = "./tests/mocks"
}

run "defaults" {
  command = plan

  assert {
    condition     = output.passed
    error_message = "The guard did not pass."
  }

  assert {
    condition     = output.ready_regions == toset(["eu-west-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }

  assert {
    condition     = length(output.violations) == 0 && length(output.statuses) == 0
    error_message = "There are violations or statuses: ${jsonencode([output.violations, output.statuses])}"
  }
}

# What the configuration sets is not mocked.
run "regions" {
  command = plan

  variables {
    regions = ["eu-west-1", "us-gov-east-1"]
  }

  assert {
    condition     = output.ready_regions == toset(["eu-west-1", "us-gov-east-1"])
    error_message = "Other regions are ready: ${jsonencode(output.ready_regions)}"
  }
}
