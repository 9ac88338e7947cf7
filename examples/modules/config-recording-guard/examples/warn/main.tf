provider "awsconfig" {
  region = "eu-west-1"
}

# A warning lists the enabled regions in which AWS Config does not record, or fails.
module "aws_config" {
  source = "../.."

  all_regions = true
  last_status = ["Pending", "Success"]
  mode        = "warn"
}

output "violations" {
  description = "What is wrong, by region."
  value       = { for violation in module.aws_config.violations : violation.region => violation.code... }
}
