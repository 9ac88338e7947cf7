# Read after the start, again and again until AWS Config records and succeeds.
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

# Created when AWS Config records.
resource "terraform_data" "workload" {
  depends_on = [data.awsconfig_configuration_recorder_status.started]
}
