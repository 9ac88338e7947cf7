locals {
  not_all_types = [
    for recorder in local.recorders : "AWS Config in ${recorder.place} is not configured to record all supported resource types."
    if recorder.recording_group.all_supported != true && !try(
      recorder.recording_group.recording_strategy.use_only == "EXCLUSION_BY_RESOURCE_TYPES" &&
      length(setsubtract(recorder.recording_group.exclusion_by_resource_types.resource_types, local.global_types)) == 0,
    false)
  ]
}

check "all_types_are_recorded" {
  assert {
    condition     = length(local.not_all_types) == 0
    error_message = join("\n", local.not_all_types)
  }
}
