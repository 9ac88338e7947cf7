#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Drives the emulator with boto3 and the AWS CLI, and compares it with the service models
# of botocore, and what the CLI reads with what Terraform reads. Skips clients that are not
# installed.
set -eu

cd "$(dirname "$0")/.."

if [ "${1:-}" != inside ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  go build -o "$work/awsconfig-emulator" ./internal/emulator/cmd/awsconfig-emulator
  printf '[default]\ncli_timestamp_format = iso8601\n' >"$work/awsconfig"
  export AWS_CONFIG_FILE="$work/awsconfig"
  printf '{"organization": {"managementAccount": "123456789012", "accounts": {"210987654321": {"email": "example@example.com"}}}}' >"$work/seed.json"
  passed=0
  failed=0

  # drive CLIENT COMMAND...: runs the checks of a client on a new emulator. A command that
  # fails without reporting a failure counts as one failure.
  drive() {
    client=$1
    shift
    status=0
    "$work/awsconfig-emulator" --seed "$work/seed.json" --settle 0s -- "$@" >"$work/log" || status=$?
    numbers=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/log" | tail -n 1)
    numbers=${numbers:-0 0}
    if [ "$status" -ne 0 ] && [ "${numbers#* }" -eq 0 ]; then
      numbers="${numbers% *} 1"
    fi
    echo "$client: ${numbers% *} passed, ${numbers#* } failed"
    passed=$((passed + ${numbers% *}))
    failed=$((failed + ${numbers#* }))
  }

  # prepare_terraform: writes a module that prints what the data source reads in one line.
  prepare_terraform() {
    source=$(scripts/build-plugins.sh "$work/plugins")
    mkdir "$work/module"
    cat >"$work/module/main.tf" <<TERRAFORM
terraform {
  required_providers {
    awsconfig = {
      source = "$source"
    }
  }
}

data "awsconfig_configuration_recorder_status" "this" {}

output "line" {
  value = join("\t", [
    for attribute in ["arn", "name", "recording", "service_principal", "last_status", "last_error_code",
    "last_error_message", "last_start_time", "last_stop_time", "last_status_change_time"] :
    try(tostring(coalesce(data.awsconfig_configuration_recorder_status.this[attribute])), "None")
  ])
}
TERRAFORM
    # Ignore the Terraform settings of the environment.
    for variable in $(env | sed -n 's/^\(TF_[A-Za-z0-9_]*\)=.*/\1/p'); do
      unset "$variable"
    done
    : >"$work/terraformrc"
    export TF_CLI_CONFIG_FILE="$work/terraformrc" CHECKPOINT_DISABLE=1
    terraform -chdir="$work/module" init -input=false -plugin-dir="$work/plugins" >/dev/null
  }

  if ! command -v python3 >/dev/null 2>&1; then
    echo "skipped: python3 is not on the path"
  elif ! python3 -c 'import boto3' 2>/dev/null; then
    echo "skipped: boto3 is not installed"
  else
    drive boto3 python3 scripts/test-clients.py
    drive "service models" python3 scripts/test-models.py
  fi

  missing=
  for program in aws terraform; do
    if ! command -v "$program" >/dev/null 2>&1; then
      echo "skipped: $program is not on the path"
      missing=$program
    fi
  done
  if [ -z "$missing" ]; then
    prepare_terraform
    drive "AWS CLI" scripts/test-clients.sh inside "$work/module"
  fi

  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
fi

module=$2
passed=0
failed=0

# expect WHAT WANTED GOT: counts a success or a failure.
expect() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$1: \"$3\" instead of \"$2\"" >&2
  fi
}

status() {
  aws configservice describe-configuration-recorder-status --output text --query "ConfigurationRecordersStatus[0].$1"
}

# compare STAGE: compares every member that the CLI prints with the attribute of the data
# source. The CLI prints None for null, and six decimals of a second or none.
compare() {
  terraform -chdir="$module" apply -auto-approve -input=false >/dev/null
  members='arn,name,recording,servicePrincipal,lastStatus,lastErrorCode,lastErrorMessage,lastStartTime,lastStopTime,lastStatusChangeTime'
  cli=$(status "[$members]" | sed -E 's/(\.[0-9]{3})000\+00:00/\1Z/g; s/\+00:00/.000Z/g; s/True/true/; s/False/false/; s/SUCCESS/Success/')
  expect "$1, as Terraform reads it" "$cli" "$(terraform -chdir="$module" output -raw line)"
}

aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=arn:aws:iam::123456789012:role/config
expect "created: recording" False "$(status recording)"
compare created

aws configservice put-delivery-channel --delivery-channel name=default,s3BucketName=example
aws configservice start-configuration-recorder --configuration-recorder-name default
expect "started: lastStatus" SUCCESS "$(status lastStatus)"
compare started

report=$(aws configservice get-status)
case $report in
*"name: default"*"recorder: ON"*"last status: SUCCESS"*) passed=$((passed + 1)) ;;
*)
  failed=$((failed + 1))
  echo "get-status printed: $report" >&2
  ;;
esac

aws configservice stop-configuration-recorder --configuration-recorder-name default
expect "stopped: recording" False "$(status recording)"
compare stopped

expect "list" default "$(aws configservice list-configuration-recorders --output text --query 'ConfigurationRecorderSummaries[].name')"
expect "account" 123456789012 "$(aws sts get-caller-identity --output text --query Account)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
