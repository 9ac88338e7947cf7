data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions            = true
  include_service_linked = true
}

data "awsconfig_delivery_channels" "all" {
  all_regions = true
}

locals {
  channels = { for channel in data.awsconfig_delivery_channels.all.delivery_channels : channel.region => channel }

  recorders = [
    for recorder in data.awsconfig_configuration_recorder_statuses.all.statuses : {
      name              = recorder.name
      region            = recorder.region
      service_principal = recorder.service_principal
      channel           = try(local.channels[recorder.region].name, "")
      bucket            = try(local.channels[recorder.region].s3_bucket_name, "")
    }
  ]
}

output "owners" {
  value = {
    for recorder in local.recorders : "${recorder.region} ${recorder.name}" => (
      recorder.service_principal != null ? recorder.service_principal :
      recorder.name == "aws-controltower-BaselineConfigRecorder" ? "probably AWS Control Tower" :
      recorder.channel == "aws-controltower-BaselineConfigDeliveryChannel" ? "probably AWS Control Tower" :
      can(regex("^AWSAccelerator-", recorder.name)) ? "probably Landing Zone Accelerator" :
      can(regex("^aws-quick-setup-config-recording-", recorder.bucket)) ? "probably AWS Systems Manager Quick Setup" :
      "unknown"
    )
  }
}
