provider "awsconfig" {
  region = "eu-west-1"
}

# Every region that is enabled in the account, with a warning that tells each one in
# which AWS Config does not record or does not succeed.
module "aws_config" {
  source = "../.."

  all_regions = true
  expected    = { last_status = ["Pending", "Success"] }
  mode        = "warn"
}

output "violations" {
  description = "Why each region is not as expected."
  value       = module.aws_config.violations
}
