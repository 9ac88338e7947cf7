provider "awsconfig" {
  region = "eu-west-1"
}

# No plan is made unless AWS Config records in both regions.
module "aws_config" {
  source = "../.."

  regions = ["eu-west-1", "us-east-1"]
}

# With depends_on, nothing of it is made either where the guard looks only in the apply.
resource "terraform_data" "workload" {
  depends_on = [module.aws_config]
}
