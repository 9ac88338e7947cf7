locals {
  statuses = data.awsconfig_configuration_recorder_statuses.all

  # In not_recording, an account that could not be read has the region *.
  cells = merge(
    { for status in local.statuses.statuses : "${status.account_id} ${status.region}" => "recording" if status.recording },
    { for place in local.statuses.not_recording : "${place.account_id} ${place.region}" => "**${place.reason}**" },
  )
}

output "coverage" {
  description = "A table of accounts and regions in Markdown."
  value = templatefile("${path.module}/coverage.md.tftpl", {
    account_ids = sort(local.statuses.account_ids)
    cells       = local.cells
    regions     = sort(local.statuses.regions)
  })
}
