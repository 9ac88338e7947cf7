# Reads every region that is enabled in the account.
data "awsconfig_configuration_recorders" "all" {
  all_regions = true
}

output "roles" {
  value = {
    for recorder in data.awsconfig_configuration_recorders.all.recorders :
    "${recorder.region} ${recorder.name}" => recorder.role_arn
  }
}
