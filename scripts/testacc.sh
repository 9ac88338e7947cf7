#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests and lists those that were skipped, each with its reason.
# Shows all of the output if one fails. Without arguments, the Terraform or OpenTofu of
# the environment runs the tests. Otherwise each given version is built and runs them.
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
  packages="$packages ./internal/acctest/modules" # They never use moto.
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
    echo "$cli is neither terraform@VERSION nor opentofu@VERSION" >&2
    exit 2
    ;;
  esac
  download=$(go mod download -json "$module@v$version") || {
    echo "$download" >&2
    exit 1
  }
  folder=$(echo "$download" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
  # The replace directives of its go.mod only apply in its own folder, so `go install`
  # cannot build it.
  GOFLAGS='' GOWORK=off go build -C "$folder" -o "$work/terraform" "$package"
  export TF_ACC_TERRAFORM_PATH="$work/terraform"
  run
done
