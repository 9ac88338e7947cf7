provider "awsconfig" {
  region = "eu-west-1"

  # The role that the credentials may assume, and then the one that it may assume.
  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/hub"
  }

  assume_role {
    role_arn = "arn:aws:iam::345678901234:role/config-reader"
  }
}
