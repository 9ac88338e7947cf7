terraform plan -out=plan
terraform show -json plan | jq --exit-status --from-file gate.jq
