# What `make demo` runs, on an emulator with the three regions of seed.json: the
# recorder of eu-west-1 records, that of us-east-1 is stopped, and
# ap-southeast-2 has none.

terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}

provider "awsconfig" {
  region = "eu-west-1"
}

data "awsconfig_configuration_recorder_status" "ireland" {}

data "awsconfig_configuration_recorder_status" "virginia" {
  region = "us-east-1"
}

# A precondition stops the run before anything is changed. This one holds.
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = data.awsconfig_configuration_recorder_status.ireland.recording
      error_message = "AWS Config does not record in ${data.awsconfig_configuration_recorder_status.ireland.region}."
    }
  }
}

# A check warns and lets the run go on. This one warns of the stopped recorder.
check "virginia_records" {
  assert {
    condition     = data.awsconfig_configuration_recorder_status.virginia.recording
    error_message = "AWS Config is stopped in us-east-1 since ${coalesce(data.awsconfig_configuration_recorder_status.virginia.last_stop_time, "its creation")}."
  }
}

# Where a recorder may be missing, a check reads it: the failed read is a warning.
check "sydney_records" {
  data "awsconfig_configuration_recorder_status" "sydney" {
    region = "ap-southeast-2"
  }

  assert {
    condition     = data.awsconfig_configuration_recorder_status.sydney.recording
    error_message = "AWS Config is stopped in ap-southeast-2."
  }
}
