variable "mode" {
  description = "What to do about violations: fail or warn."
  type        = string
  default     = "fail"
}

variable "regions" {
  description = "The regions of the workload."
  type        = set(string)
  default     = ["eu-west-1", "us-east-1"]
}
