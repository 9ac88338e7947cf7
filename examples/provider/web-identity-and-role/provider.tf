provider "awsconfig" {
  region = "eu-west-1"

  # The token is in the environment variable TF_AWS_WEB_IDENTITY_TOKEN.
  assume_role_with_web_identity {
    role_arn = "arn:aws:iam::210987654321:role/pipeline"
  }

  assume_role {
    role_arn = "arn:aws:iam::345678901234:role/config-reader"
  }
}
