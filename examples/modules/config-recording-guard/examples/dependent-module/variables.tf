variable "mode" {
  description = "What happens where AWS Config does not record in a region: fail, or warn and leave the region out."
  type        = string
  default     = "fail"
}

variable "regions" {
  description = "The regions of the workload."
  type        = set(string)
  default     = ["eu-west-1", "us-east-1"]
}
