provider "awsconfig" {
  region = "eu-west-1"
}

module "aws_config" {
  source = "../.."

  mode    = var.mode
  regions = var.regions
}

# In the regions that are ready, and in no others. With mode = "fail" these are all
# regions, or the run ends. The set is made a set once more for the sake of the tests:
# what replaces the module there can give no set.
module "workload" {
  source   = "./workload"
  for_each = toset(module.aws_config.ready_regions)

  region         = each.key
  recorder_since = module.aws_config.statuses[each.key].last_start_time
}
