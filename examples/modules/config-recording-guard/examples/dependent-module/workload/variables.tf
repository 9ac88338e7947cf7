variable "region" {
  description = "The AWS Region of the workload."
  type        = string
}
