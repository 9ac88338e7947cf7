terraform {
  required_providers {
    awsconfig = {
      source  = "terraform-provider-awsconfig/awsconfig"
      version = "~> 1.0"
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

# The gate protects everything in the module.
module "workload" {
  source     = "./workload"
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
