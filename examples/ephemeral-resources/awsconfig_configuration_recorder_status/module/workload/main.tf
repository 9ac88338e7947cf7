# Stands for your own resources.
resource "terraform_data" "this" {}
