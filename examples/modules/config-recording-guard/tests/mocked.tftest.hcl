# The guard on mocks, with each code of a violation. OpenTofu has no mock files, and uses
# mocked.tofutest.hcl instead of this file.

mock_provider "awsconfig" {
  source = "./tests/mocks"
}

run "defaults" {
  command = plan

  assert {
    condition     = output.passed && output.regions == toset(["eu-west-1"]) && length(output.violations) == 0
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}

run "every_variable" {
  command = plan

  variables {
    all_supported       = true
    deliveries          = ["history", "snapshot"]
    global_iam_regions  = ["eu-west-1"]
    last_status         = ["Success"]
    recorder_name       = "default"
    recording_frequency = "CONTINUOUS"
    resource_types      = ["AWS::EC2::Instance"]
    s3_bucket_names     = ["config-bucket-123456789012"]
    service_linked_role = true
  }

  assert {
    condition     = output.passed && length(output.violations) == 0
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}

run "violations_of_a_recorder_and_its_deliveries" {
  command = plan

  variables {
    mode                = "warn"
    all_supported       = true
    deliveries          = ["history", "snapshot", "stream"]
    global_iam_regions  = ["eu-west-1"]
    last_status         = ["Success"]
    recorder_name       = "default"
    recording_frequency = "CONTINUOUS"
    resource_types      = ["AWS::EC2::Instance"]
    s3_bucket_names     = ["config-bucket-123456789012"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors      = []
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      statuses = [{
        account_id              = "123456789012"
        arn                     = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
        last_error_code         = null
        last_error_message      = null
        last_start_time         = "2026-01-05T08:00:00.250Z"
        last_status             = null
        last_status_change_time = "2026-01-05T08:00:10.750Z"
        last_stop_time          = null
        name                    = "other"
        recording               = true
        region                  = "eu-west-1"
        service_principal       = null
      }]
      not_recording = []
    }
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      errors      = []
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      recorders = [{
        account_id    = "123456789012"
        arn           = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
        connector_arn = null
        name          = "default"
        recording_group = {
          all_supported                 = false
          exclusion_by_resource_types   = { resource_types = [] }
          include_global_resource_types = true
          recording_strategy            = { use_only = "INCLUSION_BY_RESOURCE_TYPES" }
          resource_types                = []
        }
        recording_mode      = { recording_frequency = "DAILY", recording_mode_overrides = [] }
        recording_scope     = "PAID"
        region              = "eu-west-1"
        role_arn            = null
        scope_configuration = { all_regions = null, included_regions = null, scope_type = null, scope_values = null }
        service_principal   = null
      }]
    }
  }

  override_data {
    target = data.awsconfig_delivery_channels.this
    values = {
      errors      = []
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      delivery_channels = [{
        account_id                          = "123456789012"
        config_snapshot_delivery_properties = { delivery_frequency = "TwentyFour_Hours" }
        name                                = "default"
        region                              = "eu-west-1"
        s3_bucket_name                      = null
        s3_key_prefix                       = null
        s3_kms_key_arn                      = null
        sns_topic_arn                       = null
      }]
    }
  }

  override_data {
    target = data.awsconfig_delivery_channel_statuses.this
    values = {
      errors      = []
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      statuses = [{
        account_id = "123456789012"
        config_history_delivery_info = {
          last_attempt_time    = "2026-03-01T06:00:00.250Z"
          last_error_code      = null
          last_error_message   = null
          last_status          = null
          last_successful_time = "2026-03-01T06:00:00.250Z"
          next_delivery_time   = null
        }
        config_snapshot_delivery_info = {
          last_attempt_time    = "2026-03-01T06:00:00.250Z"
          last_error_code      = null
          last_error_message   = null
          last_status          = null
          last_successful_time = "2026-03-01T06:00:00.250Z"
          next_delivery_time   = "2026-03-02T06:00:00.250Z"
        }
        config_stream_delivery_info = {
          last_error_code         = null
          last_error_message      = null
          last_status             = "Not_Applicable"
          last_status_change_time = "2026-01-05T08:00:10.750Z"
        }
        name   = "default"
        region = "eu-west-1"
      }]
      not_delivering = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "AllSupported GlobalIAMTypes HistoryDelivery LastStatus RecorderName RecordingFrequency ResourceTypes S3Bucket ServiceLinkedRole SnapshotDelivery StreamDelivery"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "a_recorder_that_does_not_show_what_it_records" {
  command = plan

  variables {
    mode                = "warn"
    all_supported       = true
    deliveries          = ["history", "snapshot"]
    global_iam_regions  = ["eu-west-1"]
    last_status         = ["Success"]
    recorder_name       = "default"
    recording_frequency = "CONTINUOUS"
    resource_types      = ["AWS::EC2::Instance"]
    s3_bucket_names     = ["config-bucket-123456789012"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      errors      = []
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      recorders = [{
        account_id    = "123456789012"
        arn           = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
        connector_arn = null
        name          = "default"
        recording_group = {
          all_supported                 = true
          exclusion_by_resource_types   = { resource_types = [] }
          include_global_resource_types = true
          recording_strategy            = { use_only = "EXAMPLE" }
          resource_types                = []
        }
        recording_mode      = { recording_frequency = "CONTINUOUS", recording_mode_overrides = [] }
        recording_scope     = "PAID"
        region              = "eu-west-1"
        role_arn            = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        scope_configuration = { all_regions = null, included_regions = null, scope_type = null, scope_values = null }
        service_principal   = null
      }]
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "AllSupported GlobalIAMTypes ResourceTypes"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "reads_that_return_nothing" {
  command = plan

  variables {
    mode                = "warn"
    all_supported       = true
    deliveries          = ["history", "snapshot"]
    global_iam_regions  = ["eu-west-1"]
    last_status         = ["Success"]
    recorder_name       = "default"
    recording_frequency = "CONTINUOUS"
    resource_types      = ["AWS::EC2::Instance"]
    s3_bucket_names     = ["config-bucket-123456789012"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      errors      = []
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      recorders   = []
    }
  }

  override_data {
    target = data.awsconfig_delivery_channels.this
    values = {
      errors            = []
      regions           = ["eu-west-1"]
      account_ids       = ["123456789012"]
      delivery_channels = []
    }
  }

  override_data {
    target = data.awsconfig_delivery_channel_statuses.this
    values = {
      errors         = []
      regions        = ["eu-west-1"]
      account_ids    = ["123456789012"]
      statuses       = []
      not_delivering = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "NoDeliveryChannel Unreadable"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "reads_that_fail" {
  command = plan

  variables {
    mode                = "warn"
    all_supported       = true
    deliveries          = ["history", "snapshot"]
    global_iam_regions  = ["eu-west-1"]
    last_status         = ["Success"]
    recorder_name       = "default"
    recording_frequency = "CONTINUOUS"
    resource_types      = ["AWS::EC2::Instance"]
    s3_bucket_names     = ["config-bucket-123456789012"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      errors      = [{ account_id = "123456789012", code = "AccessDeniedException", message = "eu-west-1 of account 123456789012: denied", region = "eu-west-1" }]
      recorders   = []
    }
  }

  override_data {
    target = data.awsconfig_delivery_channels.this
    values = {
      regions           = ["eu-west-1"]
      account_ids       = ["123456789012"]
      errors            = [{ account_id = "123456789012", code = "AccessDeniedException", message = "eu-west-1 of account 123456789012: denied", region = "eu-west-1" }]
      delivery_channels = []
    }
  }

  override_data {
    target = data.awsconfig_delivery_channel_statuses.this
    values = {
      regions        = ["eu-west-1"]
      account_ids    = ["123456789012"]
      errors         = [{ account_id = "123456789012", code = "AccessDeniedException", message = "eu-west-1 of account 123456789012: denied", region = "eu-west-1" }]
      statuses       = []
      not_delivering = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "Unreadable Unreadable Unreadable"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "reason_no_recorder" {
  command = plan

  variables {
    mode = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      regions       = ["eu-west-1"]
      account_ids   = ["123456789012"]
      not_recording = [{ account_id = "123456789012", message = "The message of the provider.", reason = "NoRecorder", region = "eu-west-1" }]
      statuses      = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "NoRecorder"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "reason_never_started" {
  command = plan

  variables {
    mode = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      regions       = ["eu-west-1"]
      account_ids   = ["123456789012"]
      not_recording = [{ account_id = "123456789012", message = "The message of the provider.", reason = "NeverStarted", region = "eu-west-1" }]
      statuses      = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "NeverStarted"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "reason_stopped" {
  command = plan

  variables {
    mode = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      regions       = ["eu-west-1"]
      account_ids   = ["123456789012"]
      not_recording = [{ account_id = "123456789012", message = "The message of the provider.", reason = "Stopped", region = "eu-west-1" }]
      statuses      = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "Stopped"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "reason_unreadable" {
  command = plan

  variables {
    mode = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      regions       = ["eu-west-1"]
      account_ids   = ["123456789012"]
      not_recording = [{ account_id = "123456789012", message = "The message of the provider.", reason = "Unreadable", region = "eu-west-1" }]
      statuses      = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].code) == "Unreadable"
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

# What the configuration sets is not mocked. The mock has nothing of the second region, so the
# guard does not pass.
run "a_region_that_the_mock_lacks" {
  command = plan

  variables {
    regions = ["eu-west-1", "us-gov-east-1"]
    mode    = "warn"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "AWS Config in us-gov-east-1 of account 123456789012 could not be read: NoAnswer."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "an_account_that_the_mock_lacks" {
  command = plan

  variables {
    account_ids = ["123456789012", "210987654321"]
    mode        = "warn"
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "AWS Config in account 210987654321 could not be read: NoAnswer."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "recorders_of_an_account_that_cannot_be_read" {
  command = plan

  variables {
    account_ids   = ["123456789012"]
    all_supported = true
    mode          = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      regions     = ["eu-west-1"]
      account_ids = ["123456789012"]
      errors      = [{ account_id = "123456789012", code = "AccessDenied", message = "denied", region = "*" }]
      recorders   = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "The configuration of the recorder in eu-west-1 of account 123456789012 could not be read: AccessDenied."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "recorders_of_an_organization_that_cannot_be_read" {
  command = plan

  variables {
    all_accounts  = true
    all_supported = true
    mode          = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      regions     = ["eu-west-1"]
      account_ids = []
      errors      = [{ account_id = "*", code = "TooManyRequestsException", message = "throttled", region = "*" }]
      recorders   = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "The configuration of the recorder in eu-west-1 of account 123456789012 could not be read: TooManyRequestsException."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

# The credentials do not reveal their account.
run "regions_of_an_unknown_account_that_cannot_be_listed" {
  command = plan

  variables {
    all_regions = true
    mode        = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = [{ account_id = "", code = "AccessDeniedException", message = "denied", region = "*" }]
      regions       = []
      account_ids   = []
      not_recording = [{ account_id = "", message = "The message of the provider.", reason = "Unreadable", region = "*" }]
      statuses      = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "AWS Config in the account of the credentials could not be read: AccessDeniedException." && output.regions == null
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

run "a_global_iam_region_of_an_unknown_account" {
  command = plan

  variables {
    global_iam_regions = ["us-east-1"]
    mode               = "warn"
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      regions       = ["eu-west-1"]
      account_ids   = []
      not_recording = [{ account_id = "", message = "AWS Config does not record.", reason = "NoRecorder", region = "eu-west-1" }]
      statuses      = []
    }
  }

  expect_failures = [check.config_recording]

  assert {
    condition     = join(" ", output.violations[*].message) == "AWS Config does not record. AWS Config in us-east-1 must record the global IAM types, but is not checked."
    error_message = "There are other violations: ${jsonencode(output.violations)}"
  }
}

# Older responses have no ARN of the recorder, so the region tells the partition.
run "service_linked_role_in_china" {
  command = plan

  variables {
    regions             = ["cn-north-1"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      account_ids   = ["123456789012"]
      not_recording = []
      statuses      = [{ account_id = "123456789012", arn = null, last_error_code = null, last_error_message = null, last_start_time = null, last_status = null, last_status_change_time = null, last_stop_time = null, name = "default", recording = true, region = "cn-north-1", service_principal = null }]
    }
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      errors      = []
      account_ids = ["123456789012"]
      recorders = [{
        account_id          = "123456789012"
        arn                 = null
        connector_arn       = null
        name                = "default"
        recording_group     = { all_supported = true, exclusion_by_resource_types = { resource_types = [] }, include_global_resource_types = true, recording_strategy = { use_only = null }, resource_types = [] }
        recording_mode      = { recording_frequency = null, recording_mode_overrides = [] }
        recording_scope     = null
        region              = "cn-north-1"
        role_arn            = "arn:aws-cn:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        scope_configuration = { all_regions = null, included_regions = null, scope_type = null, scope_values = null }
        service_principal   = null
      }]
    }
  }

  assert {
    condition     = output.passed
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}

run "service_linked_role_in_govcloud" {
  command = plan

  variables {
    regions             = ["us-gov-east-1"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      account_ids   = ["123456789012"]
      not_recording = []
      statuses      = [{ account_id = "123456789012", arn = null, last_error_code = null, last_error_message = null, last_start_time = null, last_status = null, last_status_change_time = null, last_stop_time = null, name = "default", recording = true, region = "us-gov-east-1", service_principal = null }]
    }
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      errors      = []
      account_ids = ["123456789012"]
      recorders = [{
        account_id          = "123456789012"
        arn                 = null
        connector_arn       = null
        name                = "default"
        recording_group     = { all_supported = true, exclusion_by_resource_types = { resource_types = [] }, include_global_resource_types = true, recording_strategy = { use_only = null }, resource_types = [] }
        recording_mode      = { recording_frequency = null, recording_mode_overrides = [] }
        recording_scope     = null
        region              = "us-gov-east-1"
        role_arn            = "arn:aws-us-gov:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        scope_configuration = { all_regions = null, included_regions = null, scope_type = null, scope_values = null }
        service_principal   = null
      }]
    }
  }

  assert {
    condition     = output.passed
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}

# The ARN of the recorder tells the partition.
run "service_linked_role_in_another_partition" {
  command = plan

  variables {
    regions             = ["eusc-de-east-1"]
    service_linked_role = true
  }

  override_data {
    target = data.awsconfig_configuration_recorder_statuses.this
    values = {
      errors        = []
      account_ids   = ["123456789012"]
      not_recording = []
      statuses      = [{ account_id = "123456789012", arn = null, last_error_code = null, last_error_message = null, last_start_time = null, last_status = null, last_status_change_time = null, last_stop_time = null, name = "default", recording = true, region = "eusc-de-east-1", service_principal = null }]
    }
  }

  override_data {
    target = data.awsconfig_configuration_recorders.this
    values = {
      errors      = []
      account_ids = ["123456789012"]
      recorders = [{
        account_id          = "123456789012"
        arn                 = "arn:aws-eusc:config:eusc-de-east-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
        connector_arn       = null
        name                = "default"
        recording_group     = { all_supported = true, exclusion_by_resource_types = { resource_types = [] }, include_global_resource_types = true, recording_strategy = { use_only = null }, resource_types = [] }
        recording_mode      = { recording_frequency = null, recording_mode_overrides = [] }
        recording_scope     = null
        region              = "eusc-de-east-1"
        role_arn            = "arn:aws-eusc:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        scope_configuration = { all_regions = null, included_regions = null, scope_type = null, scope_values = null }
        service_principal   = null
      }]
    }
  }

  assert {
    condition     = output.passed
    error_message = "There are violations: ${jsonencode(output.violations)}"
  }
}
