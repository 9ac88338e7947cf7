# By its name. Another name is an error.
data "awsconfig_configuration_recorder" "by_name" {
  name = "default"
}

# By its ARN, whose region is read.
data "awsconfig_configuration_recorder" "by_arn" {
  arn = "arn:aws:config:us-east-1:123456789012:configuration-recorder/default/a1b2c3d4e5f6g7h8"
}

# The recorder that AWS Security Hub created.
data "awsconfig_configuration_recorder" "security_hub" {
  region            = "us-east-1"
  service_principal = "securityhub.amazonaws.com"
}
