# The account of the credentials in the environment.
provider "awsconfig" {}

provider "awsconfig" {
  alias      = "audit"
  access_key = "210987654321"
  secret_key = "example"
}

variables {
  region = "eu-west-1"
}

run "this_account_records" {
  command = plan
}

run "the_other_does_not" {
  command = plan

  providers = {
    awsconfig = awsconfig.audit
  }

  expect_failures = [terraform_data.workload]
}
