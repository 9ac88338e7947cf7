locals {
  daily = [
    for recorder in local.recorders : "AWS Config in ${recorder.place} records some resource types only once a day."
    if recorder.recording_mode.recording_frequency == "DAILY" ||
    contains(coalesce(recorder.recording_mode.recording_mode_overrides, [])[*].recording_frequency, "DAILY")
  ]
}

check "recording_is_continuous" {
  assert {
    condition     = length(local.daily) == 0
    error_message = join("\n", local.daily)
  }
}
