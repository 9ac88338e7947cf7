# Reads the output of `terraform show -json`. Fails unless the check exists and passed.
[.checks[]? | select(.address.to_display == "check.aws_config_records_everywhere")] as $checks
| [$checks[].instances[]?.problems[]?.message] as $problems
| if $checks != [] and all($checks[]; .status == "pass") then
    "AWS Config is recording everywhere."
  else
    (["AWS Config is not known to be recording everywhere."] + $problems | join("\n")) + "\n" | halt_error(1)
  end
