# The guard is replaced, so neither AWS Config nor its emulator is needed.

mock_provider "awsconfig" {}

run "a_workload_in_each_region" {
  command = plan

  override_module {
    target = module.aws_config
    outputs = {
      account_ids = null
      passed      = true
      regions     = ["eu-west-1"]
      statuses    = []
      violations  = []
    }
  }

  assert {
    condition     = output.workloads == { eu-west-1 = "in eu-west-1" }
    error_message = "There are other workloads: ${jsonencode(output.workloads)}"
  }
}
