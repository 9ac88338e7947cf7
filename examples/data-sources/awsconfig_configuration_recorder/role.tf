# Fails if the recorder does not use the service-linked role of AWS Config.
data "awsconfig_configuration_recorder" "service_linked_role" {
  lifecycle {
    postcondition {
      condition     = endswith(coalesce(self.role_arn, "none"), ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")
      error_message = "The configuration recorder ${self.name} in ${self.region} uses the role ${coalesce(self.role_arn, "none")}."
    }
  }
}
