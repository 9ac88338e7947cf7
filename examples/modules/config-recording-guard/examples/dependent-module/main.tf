provider "awsconfig" {
  region = "eu-west-1"
}

module "aws_config" {
  source = "../.."

  regions     = var.regions
  last_status = ["Pending", "Success"]
  mode        = var.mode
}

# In all regions, or in none if the guard fails. The set must not depend on what AWS Config
# answers: a region that left it would lose its workload. toset is for tests, in which
# override_module returns a list.
module "workload" {
  source   = "./workload"
  for_each = toset(module.aws_config.regions)

  region = each.key
}
