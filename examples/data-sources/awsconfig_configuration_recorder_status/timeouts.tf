# Given up after 10 seconds, which leaves room for a retry or two, instead of 2 minutes.
data "awsconfig_configuration_recorder_status" "impatient" {
  timeouts {
    read = "10s"
  }
}
