provider "awsconfig" {
  region = "eu-west-1"

  account_role {
    name = "config-reader"
  }
}

# Every enabled region of every account of the organization. A new account or region is
# checked without a change here.
module "aws_config" {
  source = "../.."

  all_accounts    = true
  all_regions     = true
  exempt_accounts = ["111122223333"] # The management account has no recorder.
  exempt_regions  = ["us-west-2"]    # A service control policy denies everything there.
  mode            = "warn"
}

output "violations" {
  description = "What is wrong."
  value       = module.aws_config.violations[*].message
}
