# Reads after the start, until the recorder is recording and succeeds.
data "awsconfig_configuration_recorder_status" "started" {
  wait_for {
    recording   = true
    last_status = ["Success"]
  }

  timeouts {
    read = "5m"
  }

  depends_on = [aws_config_configuration_recorder_status.this]
}

# Created after the recorder succeeds.
resource "terraform_data" "workload" {
  depends_on = [data.awsconfig_configuration_recorder_status.started]
}
