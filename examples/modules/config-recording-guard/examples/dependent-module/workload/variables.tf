variable "recorder_since" {
  description = "When the configuration recorder was started, or null where that is not known."
  type        = string
  default     = null
}

variable "region" {
  description = "The AWS Region of the workload."
  type        = string
}
