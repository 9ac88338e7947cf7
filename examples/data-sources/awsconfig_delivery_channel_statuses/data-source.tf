# Reads every region that is enabled in the account.
data "awsconfig_delivery_channel_statuses" "all" {
  all_regions = true
}

# The list is empty only if AWS Config has delivered everywhere.
check "aws_config_delivers_everywhere" {
  assert {
    condition     = length(data.awsconfig_delivery_channel_statuses.all.not_delivering) == 0
    error_message = join("\n", data.awsconfig_delivery_channel_statuses.all.not_delivering[*].message)
  }
}
