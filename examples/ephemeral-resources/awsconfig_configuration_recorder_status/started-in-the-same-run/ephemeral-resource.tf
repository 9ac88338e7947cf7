# The name is known only after the recorder was started, so the gate opens after that.
ephemeral "awsconfig_configuration_recorder_status" "started" {
  name = aws_config_configuration_recorder_status.this.id

  wait_for {
    recording   = true
    last_status = ["Success"]
  }

  timeouts {
    open = "5m"
  }
}

resource "terraform_data" "workload" {
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.started]
}
