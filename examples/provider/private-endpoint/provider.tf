provider "awsconfig" {
  region = "eu-west-1"

  endpoints {
    configservice = "https://vpce-0123456789abcdef0-a1b2c3d4.config.eu-west-1.vpce.amazonaws.com"
  }
}
