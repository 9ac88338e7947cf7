# Reads the output of `terraform show -json`.
package main

import rego.v1

checks := [check |
	some check in input.checks
	check.address.to_display == "check.aws_config_records_everywhere"
]

deny contains "The plan has no check aws_config_records_everywhere." if count(checks) == 0

deny contains sprintf("%s has the status %s.", [check.address.to_display, check.status]) if {
	some check in checks
	check.status != "pass"
}

deny contains problem.message if {
	some check in checks
	some instance in check.instances
	some problem in instance.problems
}
