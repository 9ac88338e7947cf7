# Places: which accounts and regions to check.

variable "account_ids" {
  description = "The IDs of the AWS accounts to check. The default is the account of the provider's credentials. Other accounts need `account_role` in the provider block. Conflicts with `all_accounts`."
  type        = set(string)
  default     = null

  validation {
    condition     = var.account_ids == null ? true : length(var.account_ids) > 0
    error_message = "The set account_ids is empty, so nothing would be checked. List at least one account, or remove account_ids to check the account of the provider's credentials."
  }

  validation {
    condition     = var.account_ids == null ? true : alltrue([for id in var.account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "Each element of account_ids must be the ID of an AWS account, which has 12 digits."
  }
}

variable "all_accounts" {
  description = "Whether to check every active account of the organization. Needs the IAM action `organizations:ListAccounts`. Conflicts with `account_ids`."
  type        = bool
  default     = false
  nullable    = false
}

variable "all_regions" {
  description = "Whether to check every region that is enabled in each account. Needs the IAM action `account:ListRegions`. Conflicts with `regions`."
  type        = bool
  default     = false
  nullable    = false
}

variable "exempt_accounts" {
  description = "The IDs of accounts that are not checked. They are not in the output `account_ids`."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.exempt_accounts : can(regex("^[0-9]{12}$", id))])
    error_message = "Each element of exempt_accounts must be the ID of an AWS account, which has 12 digits."
  }
}

variable "exempt_regions" {
  description = "Regions that are not checked in any account. They are not in the output `regions`."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.exempt_regions : can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", region))])
    error_message = "Each element of exempt_regions must be the code of an AWS Region, such as eu-west-1."
  }
}

variable "regions" {
  description = "The AWS Regions to check in each account. The default is the region of the provider. Conflicts with `all_regions`."
  type        = set(string)
  default     = null

  validation {
    condition     = var.regions == null ? true : length(var.regions) > 0
    error_message = "The set regions is empty, so nothing would be checked. List at least one region, or remove regions to check the region of the provider."
  }

  validation {
    condition     = var.regions == null ? true : alltrue([for region in var.regions : can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", region))])
    error_message = "Each element of regions must be the code of an AWS Region, such as eu-west-1 or us-gov-east-1, not its name or an Availability Zone."
  }
}

# What is done about violations.

variable "mode" {
  description = "What to do about violations: `fail` ends the run with an error, `warn` prints a warning."
  type        = string
  default     = "fail"
  nullable    = false

  validation {
    condition     = contains(["fail", "warn"], var.mode)
    error_message = "The mode must be fail, which ends the run with an error, or warn, which prints a warning."
  }
}

variable "timeout" {
  description = "How long each data source may read, as a duration such as `30s` or `5m`. A place that does not respond in time is a violation. The default is `2m`."
  type        = string
  default     = null

  validation {
    condition     = var.timeout == null ? true : can(regex("^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$", var.timeout))
    error_message = "The timeout must be a duration such as 30s, 5m or 1m30s."
  }
}

# What is required besides a recording recorder. Each of these is a variable and not a
# member of an object, because Terraform ignores unknown members of an object.

variable "all_supported" {
  description = "Whether each recorder must record all supported resource types. A recorder passes if it excludes only the four global IAM types. For these, use `global_iam_regions`."
  type        = bool
  default     = false
  nullable    = false
}

variable "deliveries" {
  description = "The deliveries that must succeed, any of `history`, `snapshot` and `stream`. The status of the last delivery must be `Success`, so a place that has not delivered anything is a violation."
  type        = set(string)
  default     = null

  validation {
    condition     = var.deliveries == null ? true : length(var.deliveries) > 0
    error_message = "The set deliveries is empty, so no delivery would be checked. List at least one delivery, or remove deliveries."
  }

  validation {
    condition     = var.deliveries == null ? true : alltrue([for delivery in var.deliveries : try(contains(["history", "snapshot", "stream"], delivery), false)])
    error_message = "Each element of deliveries must be history, snapshot or stream."
  }
}

variable "global_iam_regions" {
  description = "The regions in which each account must record the global IAM types `AWS::IAM::Group`, `AWS::IAM::Policy`, `AWS::IAM::Role` and `AWS::IAM::User`. A region that is listed here but not checked in an account is a violation."
  type        = set(string)
  default     = null

  validation {
    condition     = var.global_iam_regions == null ? true : length(var.global_iam_regions) > 0
    error_message = "The set global_iam_regions is empty, so no region would have to record the global IAM types. List at least one region, or remove global_iam_regions."
  }

  validation {
    condition     = var.global_iam_regions == null ? true : alltrue([for region in var.global_iam_regions : can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", region))])
    error_message = "Each element of global_iam_regions must be the code of an AWS Region, such as eu-west-1."
  }
}

variable "last_status" {
  description = "The accepted values of the recorder's last status, any of `Pending`, `Success`, `Failure` and `NotApplicable`. By default, any value is accepted."
  type        = set(string)
  default     = null

  validation {
    condition     = var.last_status == null ? true : length(var.last_status) > 0
    error_message = "The set last_status is empty, so no recorder could pass. List at least one value, or remove last_status to accept any."
  }

  validation {
    condition     = var.last_status == null ? true : alltrue([for status in var.last_status : try(contains(["Failure", "NotApplicable", "Pending", "Success"], status), false)])
    error_message = "Each element of last_status must be Failure, NotApplicable, Pending or Success, in this spelling."
  }
}

variable "recorder_name" {
  description = "The name that each customer managed recorder must have. By default, any name is accepted."
  type        = string
  default     = null

  validation {
    condition     = var.recorder_name == null ? true : length(var.recorder_name) >= 1 && length(var.recorder_name) <= 256
    error_message = "The recorder_name must have 1 to 256 characters. Remove it to accept any name."
  }

  validation {
    condition     = var.recorder_name == null ? true : !startswith(var.recorder_name, "AWSConfigurationRecorderFor")
    error_message = "A recorder_name that begins with AWSConfigurationRecorderFor is reserved for the recorder of an AWS service. Set the name of the customer managed recorder."
  }
}

variable "recording_frequency" {
  description = "The recording frequency that each recorder must have, without overrides to another one: `CONTINUOUS` or `DAILY`. By default, any frequency is accepted."
  type        = string
  default     = null

  validation {
    condition     = var.recording_frequency == null ? true : contains(["CONTINUOUS", "DAILY"], var.recording_frequency)
    error_message = "The recording_frequency must be CONTINUOUS or DAILY."
  }
}

variable "resource_types" {
  description = "The resource types that each recorder must record, such as `AWS::EC2::Instance`. For the four global IAM types, use `global_iam_regions`."
  type        = set(string)
  default     = null

  validation {
    condition     = var.resource_types == null ? true : length(var.resource_types) > 0
    error_message = "The set resource_types is empty, so no resource type would be checked. List at least one resource type, or remove resource_types."
  }

  validation {
    condition     = var.resource_types == null ? true : alltrue([for name in var.resource_types : can(regex("^[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9]+$", name))])
    error_message = "Each element of resource_types must be a resource type, such as AWS::EC2::Instance."
  }

  validation {
    condition     = var.resource_types == null ? true : alltrue([for name in var.resource_types : try(!contains(["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"], name), false)])
    error_message = "The global IAM types AWS::IAM::Group, AWS::IAM::Policy, AWS::IAM::Role and AWS::IAM::User are not recorded in every region. Remove them from resource_types, and list the regions that must record them in global_iam_regions."
  }
}

variable "s3_bucket_names" {
  description = "The names of the Amazon S3 buckets to which AWS Config may deliver. By default, any bucket is accepted."
  type        = set(string)
  default     = null

  validation {
    condition     = var.s3_bucket_names == null ? true : length(var.s3_bucket_names) > 0
    error_message = "The set s3_bucket_names is empty, so no delivery channel could pass. List at least one bucket, or remove s3_bucket_names to accept any."
  }

  validation {
    condition     = var.s3_bucket_names == null ? true : alltrue([for name in var.s3_bucket_names : can(regex("^[a-zA-Z0-9._-]{3,63}$", name))])
    error_message = "Each element of s3_bucket_names must be the name of a bucket, not its ARN."
  }
}

variable "service_linked_role" {
  description = "Whether each recorder must use the service-linked role `AWSServiceRoleForConfig` of its account."
  type        = bool
  default     = false
  nullable    = false
}
