provider "awsconfig" {
  region = "eu-west-1"
}

# AWS Security Hub Config.1.
module "config_1" {
  source = "../.."

  all_regions         = true
  resource_types      = ["AWS::EC2::Instance", "AWS::S3::Bucket"] # What the enabled controls need.
  global_iam_regions  = ["eu-west-1"]                             # The aggregation region.
  service_linked_role = true
  mode                = "warn"
}

output "violations" {
  description = "What Config.1 would find."
  value       = module.config_1.violations[*].message
}
