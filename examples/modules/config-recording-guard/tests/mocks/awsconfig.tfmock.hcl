# What the data sources of awsconfig return in a test that mocks the provider: in eu-west-1 of
# account 123456789012, AWS Config is recording and delivers. Copy this file into the tests of
# a module, and name its folder in the source of mock_provider.

mock_data "awsconfig_configuration_recorder" {
  defaults = {
    account_id    = "123456789012"
    arn           = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
    connector_arn = null
    name          = "default"
    recording_group = {
      all_supported                 = true
      exclusion_by_resource_types   = { resource_types = [] }
      include_global_resource_types = true
      recording_strategy            = { use_only = "ALL_SUPPORTED_RESOURCE_TYPES" }
      resource_types                = []
    }
    recording_mode      = { recording_frequency = "CONTINUOUS", recording_mode_overrides = [] }
    recording_scope     = "PAID"
    region              = "eu-west-1"
    role_arn            = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    scope_configuration = { all_regions = null, included_regions = null, scope_type = null, scope_values = null }
    service_principal   = null
  }
}

mock_data "awsconfig_configuration_recorder_status" {
  defaults = {
    account_id              = "123456789012"
    arn                     = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
    last_error_code         = null
    last_error_message      = null
    last_start_time         = "2026-01-05T08:00:00.250Z"
    last_status             = "Success"
    last_status_change_time = "2026-01-05T08:00:10.750Z"
    last_stop_time          = null
    name                    = "default"
    recording               = true
    region                  = "eu-west-1"
    service_principal       = null
  }
}

mock_data "awsconfig_configuration_recorder_statuses" {
  defaults = {
    account_ids   = ["123456789012"]
    errors        = []
    not_recording = []
    regions       = ["eu-west-1"]
    statuses = [{
      account_id              = "123456789012"
      arn                     = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
      last_error_code         = null
      last_error_message      = null
      last_start_time         = "2026-01-05T08:00:00.250Z"
      last_status             = "Success"
      last_status_change_time = "2026-01-05T08:00:10.750Z"
      last_stop_time          = null
      name                    = "default"
      recording               = true
      region                  = "eu-west-1"
      service_principal       = null
    }]
  }
}

mock_data "awsconfig_configuration_recorders" {
  defaults = {
    account_ids = ["123456789012"]
    errors      = []
    regions     = ["eu-west-1"]
    recorders = [{
      account_id    = "123456789012"
      arn           = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/abcdefghijklmnop"
      connector_arn = null
      name          = "default"
      recording_group = {
        all_supported                 = true
        exclusion_by_resource_types   = { resource_types = [] }
        include_global_resource_types = true
        recording_strategy            = { use_only = "ALL_SUPPORTED_RESOURCE_TYPES" }
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

mock_data "awsconfig_delivery_channel" {
  defaults = {
    account_id                          = "123456789012"
    config_snapshot_delivery_properties = { delivery_frequency = "TwentyFour_Hours" }
    name                                = "default"
    region                              = "eu-west-1"
    s3_bucket_name                      = "config-bucket-123456789012"
    s3_key_prefix                       = null
    s3_kms_key_arn                      = null
    sns_topic_arn                       = null
  }
}

mock_data "awsconfig_delivery_channel_status" {
  defaults = {
    account_id = "123456789012"
    config_history_delivery_info = {
      last_attempt_time    = "2026-03-01T06:00:00.250Z"
      last_error_code      = null
      last_error_message   = null
      last_status          = "Success"
      last_successful_time = "2026-03-01T06:00:00.250Z"
      next_delivery_time   = null
    }
    config_snapshot_delivery_info = {
      last_attempt_time    = "2026-03-01T06:00:00.250Z"
      last_error_code      = null
      last_error_message   = null
      last_status          = "Success"
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
  }
}

mock_data "awsconfig_delivery_channel_statuses" {
  defaults = {
    account_ids    = ["123456789012"]
    errors         = []
    not_delivering = []
    regions        = ["eu-west-1"]
    statuses = [{
      account_id = "123456789012"
      config_history_delivery_info = {
        last_attempt_time    = "2026-03-01T06:00:00.250Z"
        last_error_code      = null
        last_error_message   = null
        last_status          = "Success"
        last_successful_time = "2026-03-01T06:00:00.250Z"
        next_delivery_time   = null
      }
      config_snapshot_delivery_info = {
        last_attempt_time    = "2026-03-01T06:00:00.250Z"
        last_error_code      = null
        last_error_message   = null
        last_status          = "Success"
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
  }
}

mock_data "awsconfig_delivery_channels" {
  defaults = {
    account_ids = ["123456789012"]
    errors      = []
    regions     = ["eu-west-1"]
    delivery_channels = [{
      account_id                          = "123456789012"
      config_snapshot_delivery_properties = { delivery_frequency = "TwentyFour_Hours" }
      name                                = "default"
      region                              = "eu-west-1"
      s3_bucket_name                      = "config-bucket-123456789012"
      s3_key_prefix                       = null
      s3_kms_key_arn                      = null
      sns_topic_arn                       = null
    }]
  }
}
