# Stands for what must not be made where AWS Config does not record.
resource "terraform_data" "workload" {
  input = "in ${var.region}, recorded since ${coalesce(var.recorder_since, "no known time")}"
}
