# Reads during the plan and again during the apply.
ephemeral "awsconfig_configuration_recorder_status" "gate" {
  wait_for {
    recording = true
  }

  timeouts {
    open = "10s"
  }
}

# Created or updated only if the recorder is recording during the apply.
resource "terraform_data" "workload" {
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
