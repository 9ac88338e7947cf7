provider "awsconfig" {
  region = "eu-west-1"

  # The credentials assume the first role, and the first role assumes the second.
  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/hub"
  }

  assume_role {
    role_arn = "arn:aws:iam::345678901234:role/config-reader"
  }
}
