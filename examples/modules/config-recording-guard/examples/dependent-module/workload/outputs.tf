output "made" {
  description = "What was made."
  value       = terraform_data.workload.input
}
