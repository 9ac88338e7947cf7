variable "resource_types" {
  description = "The resource types that every region must record."
  type        = list(string)
  default     = ["AWS::EC2::Instance", "AWS::EC2::SecurityGroup", "AWS::KMS::Key", "AWS::S3::Bucket"]
}

locals {
  global_types = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"]

  missing_types = {
    for recorder in local.recorders : recorder.place =>
    provider::awsconfig::missing_resource_types(recorder, var.resource_types)
  }
  missing_global_types = {
    for recorder in local.recorders : recorder.place =>
    provider::awsconfig::missing_resource_types(recorder, local.global_types)
    if recorder.region == var.home_region
  }
}

check "needed_types_are_recorded" {
  assert {
    condition     = length(flatten(values(local.missing_types))) == 0
    error_message = join("\n", [for place, types in local.missing_types : "AWS Config in ${place} does not record ${join(", ", types)}." if length(types) > 0])
  }
}

check "global_types_are_recorded_in_the_home_region" {
  assert {
    condition     = length(local.missing_global_types) > 0
    error_message = "AWS Config in the home region ${var.home_region} has no recorder that could be read."
  }

  assert {
    condition     = length(flatten(values(local.missing_global_types))) == 0
    error_message = join("\n", [for place, types in local.missing_global_types : "AWS Config in ${place}, the home region, does not record ${join(", ", types)}." if length(types) > 0])
  }
}
