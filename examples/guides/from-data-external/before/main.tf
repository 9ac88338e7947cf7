terraform {
  required_providers {
    external = {
      source = "hashicorp/external"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

data "external" "recorder" {
  program = ["bash", "${path.module}/recorder-status.sh"]
  query   = { region = var.region }
}

check "aws_config_records" {
  assert {
    condition     = data.external.recorder.result.recording == "true" && data.external.recorder.result.last_status != "FAILURE"
    error_message = "AWS Config is stopped or fails in ${var.region}."
  }
}
