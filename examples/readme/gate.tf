ephemeral "awsconfig_configuration_recorder_status" "gate" {
  wait_for {
    recording = true
  }
  timeouts { open = "30s" }
}

module "workload" {
  source     = "./workload"
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
