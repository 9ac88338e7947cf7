# The guard is replaced, so that AWS Config need not be there, nor its emulator.

mock_provider "awsconfig" {}

run "where_aws_config_records" {
  command = plan

  override_module {
    target = module.aws_config
    outputs = {
      passed        = true
      ready_regions = ["eu-west-1"]
      statuses      = { eu-west-1 = { last_start_time = "2026-01-05T08:00:00.250Z" } }
      violations    = {}
    }
  }

  assert {
    condition     = output.workloads == { eu-west-1 = "in eu-west-1, recorded since 2026-01-05T08:00:00.250Z" }
    error_message = "There are other workloads: ${jsonencode(output.workloads)}"
  }
}
