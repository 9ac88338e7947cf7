# Represents what must not be created unless AWS Config is recording.
resource "terraform_data" "workload" {
  input = "in ${var.region}"
}
