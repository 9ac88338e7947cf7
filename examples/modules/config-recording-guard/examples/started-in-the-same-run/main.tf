provider "awsconfig" {
  region = "eu-west-1"
}

# Represents what starts the recorder in the same run, such as
# aws_config_configuration_recorder_status of hashicorp/aws.
resource "terraform_data" "starter" {}

# Reads during apply, after the starter. It reads once. If the recorder needs time, wait for
# it with wait_for of the data source awsconfig_configuration_recorder_status.
module "aws_config" {
  source     = "../.."
  depends_on = [terraform_data.starter]
}

# Created only if the guard passes during apply.
resource "terraform_data" "workload" {
  depends_on = [module.aws_config]
}
