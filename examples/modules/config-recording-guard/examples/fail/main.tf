provider "awsconfig" {
  region = "eu-west-1"
}

# The plan fails unless AWS Config is recording in both regions.
module "aws_config" {
  source = "../.."

  regions = ["eu-west-1", "us-east-1"]
}

# With depends_on, it is not created either if the guard reads during apply.
resource "terraform_data" "workload" {
  depends_on = [module.aws_config]
}
