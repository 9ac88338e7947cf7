# Stands for what starts the recorder in the same run. With hashicorp/aws that is an
# aws_config_configuration_recorder_status.
resource "terraform_data" "starter" {}

# Read after the start, again and again until AWS Config records and succeeds.
data "awsconfig_configuration_recorder_status" "started" {
  wait_for = {
    recording   = true
    last_status = ["Success"]
  }

  timeouts {
    read = "5m"
  }

  depends_on = [terraform_data.starter]
}
