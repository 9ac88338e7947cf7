provider "awsconfig" {
  region = "eu-west-1"

  assume_role_with_web_identity {
    role_arn                = "arn:aws:iam::210987654321:role/pipeline"
    web_identity_token_file = "token.jwt"
  }
}
