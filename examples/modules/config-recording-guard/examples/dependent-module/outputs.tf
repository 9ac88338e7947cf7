output "workloads" {
  description = "What each region has."
  value       = { for region, workload in module.workload : region => workload.made }
}
