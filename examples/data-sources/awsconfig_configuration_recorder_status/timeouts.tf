# Fails after 10 seconds instead of 2 minutes. This leaves time for a few retries.
data "awsconfig_configuration_recorder_status" "impatient" {
  timeouts {
    read = "10s"
  }
}
