terraform show -json plan >plan.json
opa eval --fail-defined --format=pretty --data policy --input plan.json 'data.main.deny[reason]'
