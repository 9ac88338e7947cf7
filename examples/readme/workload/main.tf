# Stands for all that a module makes.
resource "terraform_data" "this" {}
