provider "awsconfig" {
  region = "eu-west-1"
}

# CIS AWS Foundations 3.3.
module "cis_3_3" {
  source = "../.."

  all_regions        = true
  last_status        = ["Success"]
  all_supported      = true
  global_iam_regions = ["eu-west-1"] # One region is enough.
  mode               = "warn"
}

output "violations" {
  description = "What CIS AWS Foundations 3.3 would find."
  value       = module.cis_3_3.violations[*].message
}
