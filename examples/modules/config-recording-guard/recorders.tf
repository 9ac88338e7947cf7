# What is wrong with the configuration of recorders.

locals {
  global_iam_types   = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"]
  global_iam_regions = local.wanted.global_iam_regions == null ? toset([]) : local.wanted.global_iam_regions

  recorders = flatten([
    for place in local.with_recorder : [
      for recorder in place.recorders : {
        at       = place.at
        subject  = "The configuration recorder \"${recorder.name}\" in ${place.text}"
        role_arn = recorder.role_arn
        excluded = recorder.recording_group.exclusion_by_resource_types.resource_types

        # Before there were frequencies, recorders recorded continuously.
        frequency = recorder.recording_mode.recording_frequency == null ? "CONTINUOUS" : recorder.recording_mode.recording_frequency
        overrides = recorder.recording_mode.recording_mode_overrides == null ? [] : recorder.recording_mode.recording_mode_overrides

        # Before there were strategies, all_supported was all there is.
        strategy = coalesce(recorder.recording_group.recording_strategy.use_only, recorder.recording_group.all_supported == true ? "ALL_SUPPORTED_RESOURCE_TYPES" : "INCLUSION_BY_RESOURCE_TYPES")

        # Null if the recorder does not show what it records.
        missing            = local.wanted.resource_types == null ? [] : try(provider::awsconfig::missing_resource_types(recorder, local.wanted.resource_types), null)
        missing_global_iam = contains(local.global_iam_regions, place.region) ? try(provider::awsconfig::missing_resource_types(recorder, local.global_iam_types), null) : []

        service_linked_role = format("arn:%s:iam::%s:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
          recorder.arn != null ? split(":", recorder.arn)[1] : startswith(place.region, "cn-") ? "aws-cn" : startswith(place.region, "us-gov-") ? "aws-us-gov" : "aws",
          place.account_id,
        )
      }
    ]
  ])

  recorder_findings = concat(flatten([
    for recorder in local.recorders : concat([
      {
        at   = recorder.at
        code = "AllSupported"
        text = (
          !local.wanted.all_supported || recorder.strategy == "ALL_SUPPORTED_RESOURCE_TYPES" ? "" :
          recorder.strategy == "INCLUSION_BY_RESOURCE_TYPES" ? "${recorder.subject} records a list of resource types, not all supported ones" :
          recorder.strategy != "EXCLUSION_BY_RESOURCE_TYPES" || recorder.excluded == null ? "${recorder.subject} does not show whether it records all supported resource types" :
          length(setsubtract(recorder.excluded, local.global_iam_types)) == 0 ? "" :
          "${recorder.subject} excludes"
        )
        types = recorder.strategy != "EXCLUSION_BY_RESOURCE_TYPES" || recorder.excluded == null ? [] : sort(setsubtract(recorder.excluded, local.global_iam_types))
      },
      {
        at    = recorder.at
        code  = "ResourceTypes"
        text  = recorder.missing == null ? "${recorder.subject} does not show which resource types it records" : length(recorder.missing) == 0 ? "" : "${recorder.subject} does not record"
        types = recorder.missing == null ? [] : sort(recorder.missing)
      },
      {
        at    = recorder.at
        code  = "GlobalIAMTypes"
        text  = recorder.missing_global_iam == null ? "${recorder.subject} does not show whether it records the global IAM types" : length(recorder.missing_global_iam) == 0 ? "" : "${recorder.subject} does not record"
        types = recorder.missing_global_iam == null ? [] : recorder.missing_global_iam
      },
      {
        at    = recorder.at
        code  = "ServiceLinkedRole"
        text  = !local.wanted.service_linked_role || recorder.role_arn == recorder.service_linked_role ? "" : "${recorder.subject} uses ${recorder.role_arn == null ? "no role" : recorder.role_arn}, not the service-linked role AWSServiceRoleForConfig"
        types = []
      },
      {
        at    = recorder.at
        code  = "RecordingFrequency"
        text  = local.wanted.recording_frequency == null || recorder.frequency == local.wanted.recording_frequency ? "" : "${recorder.subject} has the recording frequency ${recorder.frequency}"
        types = []
      },
      ], [
      for override in recorder.overrides : {
        at    = recorder.at
        code  = "RecordingFrequency"
        text  = local.wanted.recording_frequency == null || override.recording_frequency == local.wanted.recording_frequency ? "" : "${recorder.subject} has the recording frequency ${override.recording_frequency} for${override.resource_types == null ? " some resource types" : ""}"
        types = override.resource_types == null ? [] : sort(override.resource_types)
      }
    ])
    ]), [
    # The recorder vanished between two reads, or a mock has none.
    for place in local.with_recorder : {
      at    = place.at
      code  = "Unreadable"
      text  = "The configuration of the recorder in ${place.text} could not be read: NoAnswer"
      types = []
    } if local.read_recorders && length(place.recorders) == 0 && !contains(keys(place.errors), "recorder_error")
  ])

  # A region of global_iam_regions that is not checked in an account. An account whose regions
  # are not known has a violation already.
  regions_by_account = { for place in local.places : place.account_id => place.region... }
  global_iam_findings = flatten([
    for id, regions in local.regions_by_account : [
      for region in setsubtract(local.global_iam_regions, regions) : {
        at    = { key = "${local.own_account ? "" : id} ${region}", account_id = id, region = region }
        code  = "GlobalIAMTypes"
        text  = "AWS Config in ${region}${id == "" ? "" : " of account ${id}"} must record the global IAM types, but is not checked"
        types = []
      }
    ] if id != "*" && !contains(regions, "*")
  ])
}
