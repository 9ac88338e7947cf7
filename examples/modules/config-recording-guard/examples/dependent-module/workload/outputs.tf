output "made" {
  description = "What was created."
  value       = terraform_data.workload.input
}
