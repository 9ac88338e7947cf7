provider "awsconfig" {
  alias  = "production"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/config-reader"
  }
}

provider "awsconfig" {
  alias  = "staging"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::345678901234:role/config-reader"
  }
}

module "production" {
  source    = "./account"
  providers = { awsconfig = awsconfig.production }
}

module "staging" {
  source    = "./account"
  providers = { awsconfig = awsconfig.staging }
}

output "regions_not_recording" {
  value = {
    production = module.production.regions_not_recording
    staging    = module.staging.regions_not_recording
  }
}
