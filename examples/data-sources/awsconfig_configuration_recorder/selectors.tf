# Reads the recorder with this name, and fails if there is none.
data "awsconfig_configuration_recorder" "by_name" {
  name = "default"
}

# Reads the recorder with this ARN, in the region of the ARN.
data "awsconfig_configuration_recorder" "by_arn" {
  arn = "arn:aws:config:us-east-1:123456789012:configuration-recorder/default/a1b2c3d4e5f6g7h8"
}

# Reads the recorder that AWS Security Hub created in this region.
data "awsconfig_configuration_recorder" "security_hub" {
  region            = "us-east-1"
  service_principal = "securityhub.amazonaws.com"
}
