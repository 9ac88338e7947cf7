run "opens" {
  variables {
    region = "eu-west-1"
  }

  assert {
    condition     = terraform_data.workload.output == "eu-west-1"
    error_message = "The workload was not created."
  }
}
