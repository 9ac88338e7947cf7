provider "awsconfig" {
  region = "eu-west-1"
}

# Stands for what starts the recorder in the same run. With hashicorp/aws that is an
# aws_config_configuration_recorder_status.
resource "terraform_data" "starter" {}

# Looks in the apply, after the starter, instead of in the plan. It looks once: where the
# recorder needs time, wait for it with wait_for of the data source
# awsconfig_configuration_recorder_status.
module "aws_config" {
  source     = "../.."
  depends_on = [terraform_data.starter]
}

# Not made unless the guard held in the apply.
resource "terraform_data" "workload" {
  depends_on = [module.aws_config]
}
