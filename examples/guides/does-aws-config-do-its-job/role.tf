locals {
  other_roles = [
    for recorder in local.recorders : "AWS Config in ${recorder.place} uses the role ${coalesce(recorder.role_arn, "none")}."
    if !endswith(coalesce(recorder.role_arn, "none"), ":${coalesce(recorder.account_id, "unknown")}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")
  ]
}

check "service_linked_role_is_used" {
  assert {
    condition     = length(local.other_roles) == 0
    error_message = join("\n", local.other_roles)
  }
}
