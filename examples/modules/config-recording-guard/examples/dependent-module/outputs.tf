output "workloads" {
  description = "What was created, by region."
  value       = { for region, workload in module.workload : region => workload.made }
}
