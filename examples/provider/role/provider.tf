provider "awsconfig" {
  region = "eu-west-1"

  assume_role {
    role_arn     = "arn:aws:iam::210987654321:role/config-reader"
    session_name = "terraform"
    external_id  = "partner:42"
  }
}
