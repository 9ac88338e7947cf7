locals {
  exempt_accounts = ["111122223333"]           # The management account has no recorder.
  exempt_places   = ["200000000007 us-east-1"] # Nothing runs there.

  violations = [
    for place in data.awsconfig_configuration_recorder_statuses.all.not_recording : place
    if !contains(local.exempt_accounts, place.account_id) && !contains(local.exempt_places, "${place.account_id} ${place.region}")
  ]
}

output "violations" {
  value = { for place in local.violations : "${place.account_id} ${place.region}" => place.reason }
}
