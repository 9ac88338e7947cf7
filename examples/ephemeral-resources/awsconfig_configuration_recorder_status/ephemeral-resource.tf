# Read when the plan is made, and again when it is applied.
ephemeral "awsconfig_configuration_recorder_status" "gate" {
  wait_for {
    recording = true
  }

  timeouts {
    open = "10s"
  }
}

# Created or updated only if AWS Config records when the plan is applied, however old that is.
resource "terraform_data" "workload" {
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
