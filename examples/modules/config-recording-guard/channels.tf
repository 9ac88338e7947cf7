# What is wrong with delivery channels and their deliveries.

locals {
  deliveries = local.wanted.deliveries == null ? toset([]) : local.wanted.deliveries

  channel_findings = concat([
    # One violation, whichever read shows it.
    for place in local.with_recorder : {
      at    = place.at
      code  = "NoDeliveryChannel"
      text  = "AWS Config in ${place.text} has no delivery channel"
      types = []
    }
    if local.read_channels && length(place.channels) == 0 && !contains(keys(place.errors), "channel_error") ||
    local.read_channel_statuses && length(place.channel_statuses) == 0 && !contains(keys(place.errors), "channel_status_error")
    ], flatten([
      for place in local.with_recorder : [
        for channel in place.channels : {
          at   = place.at
          code = "S3Bucket"
          text = (
            channel.s3_bucket_name == null ? "The delivery channel \"${channel.name}\" in ${place.text} has no bucket" :
            contains(local.wanted.s3_bucket_names, channel.s3_bucket_name) ? "" :
            "The delivery channel \"${channel.name}\" in ${place.text} delivers to the bucket ${channel.s3_bucket_name}"
          )
          types = []
        }
      ]
      ]), flatten([
      for place in local.with_recorder : [
        for status in place.channel_statuses : [
          for delivery in [
            { name = "history", code = "HistoryDelivery", text = "configuration history", info = status.config_history_delivery_info },
            { name = "snapshot", code = "SnapshotDelivery", text = "configuration snapshot", info = status.config_snapshot_delivery_info },
            { name = "stream", code = "StreamDelivery", text = "notification", info = status.config_stream_delivery_info },
            ] : {
            at   = place.at
            code = delivery.code
            text = (
              delivery.info.last_status == null ? "The delivery channel \"${status.name}\" in ${place.text} has not delivered any ${delivery.text}" :
              delivery.info.last_status == "Success" ? "" :
              join(": ", compact(["The delivery channel \"${status.name}\" in ${place.text} has the status ${delivery.info.last_status} for its last ${delivery.text}", delivery.info.last_error_code, try(trimsuffix(delivery.info.last_error_message, "."), null)]))
            )
            types = []
          } if contains(local.deliveries, delivery.name)
        ]
      ]
  ]))
}
