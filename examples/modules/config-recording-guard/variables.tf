variable "all_regions" {
  description = "Whether to look at every region that is enabled in the account, which needs the IAM action account:ListRegions. It conflicts with regions."
  type        = bool
  default     = false
  nullable    = false
}

variable "expected" {
  description = "What is expected of the customer managed recorder of each region: whether it is recording, which is true unless you say otherwise, and the values of last_status that will do, which is any unless you name some. A region without a recorder is a violation, whatever is expected."
  type = object({
    recording   = optional(bool, true)
    last_status = optional(set(string))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.expected.last_status == null ? true : length(var.expected.last_status) > 0
    error_message = "The list of expected.last_status is empty, so that no recorder could be as expected. Name at least one value, or leave last_status out to accept any."
  }

  validation {
    condition     = var.expected.last_status == null ? true : alltrue([for status in var.expected.last_status : try(contains(["Failure", "NotApplicable", "Pending", "Success"], status), false)])
    error_message = "The values of expected.last_status are Failure, NotApplicable, Pending and Success, spelled so. No recorder has another."
  }
}

variable "mode" {
  description = "What happens where a region is not as expected: with fail, the run ends with an error; with warn, it goes on with a warning."
  type        = string
  default     = "fail"
  nullable    = false

  validation {
    condition     = contains(["fail", "warn"], var.mode)
    error_message = "The mode is fail, to end the run with an error, or warn, to go on with a warning."
  }
}

variable "recorder_name" {
  description = "The name that the customer managed recorder must have in each region. Any will do unless you give one."
  type        = string
  default     = null

  validation {
    condition     = var.recorder_name == null ? true : length(var.recorder_name) >= 1 && length(var.recorder_name) <= 256
    error_message = "A recorder_name has 1 to 256 characters. Leave it out to accept a recorder of any name."
  }

  validation {
    condition     = var.recorder_name == null ? true : !startswith(var.recorder_name, "AWSConfigurationRecorderFor")
    error_message = "A recorder_name that begins with AWSConfigurationRecorderFor belongs to the recorder of an AWS service, which always records. Give the name of the customer managed recorder."
  }
}

variable "regions" {
  description = "The AWS Regions to look at, such as eu-west-1. The region of the provider is looked at unless you give some, or set all_regions."
  type        = set(string)
  default     = null

  validation {
    condition     = var.regions == null ? true : length(var.regions) > 0
    error_message = "The set of regions is empty, so that nothing would be looked at. Name at least one region, or leave regions out to look at the region of the provider."
  }

  validation {
    condition     = var.regions == null ? true : alltrue([for region in var.regions : can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", region))])
    error_message = "The regions must be codes of AWS Regions, such as eu-west-1 or us-gov-east-1, and not their names or Availability Zones."
  }
}

variable "timeout" {
  description = "How long the read of all regions may take, as a duration such as 30s or 5m. A region that does not answer in time could not be read, which is a violation. The provider takes 2m unless you say otherwise."
  type        = string
  default     = null

  validation {
    condition     = var.timeout == null ? true : can(regex("^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$", var.timeout))
    error_message = "The timeout must be a duration such as 30s, 5m or 1m30s."
  }
}
