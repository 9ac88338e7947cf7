data "awsconfig_configuration_recorders" "all" {
  all_regions = true
}

output "missing" {
  description = "The resource types that each region does not record."
  value = {
    for recorder in data.awsconfig_configuration_recorders.all.recorders :
    recorder.region => provider::awsconfig::missing_resource_types(recorder, ["AWS::EC2::Instance", "AWS::IAM::Role"])
  }
}
