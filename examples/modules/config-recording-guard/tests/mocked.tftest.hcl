# The guard with the mock file. OpenTofu has no mock files, and runs
# mocked.tofutest.hcl instead of this file.

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
    condition     = length(output.violations) == 0
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }

  assert {
    condition     = output.statuses["eu-west-1"].last_status == "Success"
    error_message = "There are other statuses: ${jsonencode(output.statuses)}"
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
