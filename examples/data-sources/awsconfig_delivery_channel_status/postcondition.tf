# Fails unless the last delivery of the configuration history succeeded.
data "awsconfig_delivery_channel_status" "delivered" {
  lifecycle {
    postcondition {
      condition     = self.config_history_delivery_info.last_status == "Success"
      error_message = "The last delivery of ${self.name} in ${self.region} has the status ${coalesce(self.config_history_delivery_info.last_status, "none")}."
    }
  }
}
