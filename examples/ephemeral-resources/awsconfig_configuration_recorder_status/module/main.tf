terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

ephemeral "awsconfig_configuration_recorder_status" "gate" {
  wait_for {
    recording = true
  }

  timeouts {
    open = "10s"
  }
}

# The gate holds back everything in the module.
module "workload" {
  source     = "./workload"
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
