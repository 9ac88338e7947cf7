# The account of the credentials.
provider "awsconfig" {
  region = "eu-west-1"
}

# Another account, through a role.
provider "awsconfig" {
  alias  = "audit"
  region = "eu-west-2"

  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/audit"
  }
}

module "this_account" {
  source = "../.."
}

module "audit_account" {
  source = "../.."

  recorder_name = "audit"

  providers = {
    awsconfig = awsconfig.audit
  }
}

output "recorders" {
  description = "The ARN of the recorder of each account."
  value = [
    for status in concat(values(module.this_account.statuses), values(module.audit_account.statuses)) : status.arn
  ]
}
