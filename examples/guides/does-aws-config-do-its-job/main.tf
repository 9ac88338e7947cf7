provider "awsconfig" {
  region = "eu-west-1"

  # One call of AWS STS, so that each message can name the account.
  skip_credentials_validation = false
}

variable "home_region" {
  description = "The region whose recorder records the global IAM resources."
  type        = string
  default     = "eu-west-1"
}

data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
  on_error    = "report"
}

data "awsconfig_configuration_recorders" "all" {
  all_regions = true
  on_error    = "report"
}

data "awsconfig_delivery_channel_statuses" "all" {
  all_regions = true
  on_error    = "report"
}

locals {
  recorders = [
    for recorder in data.awsconfig_configuration_recorders.all.recorders : merge(recorder, {
      place = "${recorder.region} of account ${recorder.account_id}"
    })
  ]
}
