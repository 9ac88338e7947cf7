provider "awsconfig" {
  region           = "eu-west-1"
  https_proxy      = "http://proxy.example.com:3128"
  custom_ca_bundle = "company.pem"
  max_retries      = 5
}
