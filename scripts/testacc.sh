#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests, and lists the skipped ones with their reasons. Prints all
# output if a test fails. With arguments, it builds each of these versions, and runs the
# tests with it instead of the installed Terraform or OpenTofu.
#
# Usage: scripts/testacc.sh [terraform@VERSION|opentofu@VERSION]...
set -eu

cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

packages=./internal/provider
if [ -z "${AWSCONFIG_TEST_MOTO_ENDPOINT:-}" ]; then
  packages="$packages ./internal/acctest/modules" # These tests never use moto.
fi

run() {
  status=0
  # shellcheck disable=SC2086 # These are several packages.
  TF_ACC=1 go test -count=1 -timeout=15m -v -run '^TestAcc' $packages >"$work/log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$work/log"
    exit "$status"
  fi

  echo "Skipped:"
  awk '
    /^=== (RUN|CONT|NAME) / { test = $3 }
    /^ +[a-z_]+\.go:[0-9]+: / { reason = $0; sub(/^ +[^ ]+ /, "", reason); reasons[test] = reason }
    /^ *--- SKIP/ { print "  " $3 ": " reasons[$3] }
  ' "$work/log"
  passed=$(grep -c '^--- PASS' "$work/log")
  skipped=$(grep -c '^--- SKIP' "$work/log" || true)
  echo "$passed passed, $skipped skipped"
}

if [ $# -eq 0 ]; then
  run
fi
for cli in "$@"; do
  echo "== $cli"
  version=${cli#*@}
  case $cli in
  terraform@*) module=github.com/hashicorp/terraform package=. ;;
  opentofu@*) module=github.com/opentofu/opentofu package=./cmd/tofu ;;
  *)
    echo "Expected terraform@VERSION or opentofu@VERSION, got $cli." >&2
    exit 2
    ;;
  esac
  download=$(go mod download -json "$module@v$version") || {
    echo "$download" >&2
    exit 1
  }
  folder=$(echo "$download" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
  # `go install` rejects the replace directives in its go.mod, so build it in its folder.
  GOFLAGS='' GOWORK=off go build -C "$folder" -o "$work/terraform" "$package"
  export TF_ACC_TERRAFORM_PATH="$work/terraform"
  run
done
