#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests in the environment as it is, those of further packages
# included, and lists the tests that were skipped with the reason of each. All of the
# output is shown where one fails.
#
# Usage: scripts/testacc.sh [PACKAGE]...
set -eu

cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

status=0
TF_ACC=1 go test -count=1 -timeout=15m -v -run '^TestAcc' ./internal/provider "$@" >"$log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi

echo "Skipped:"
awk '
  /^=== (RUN|CONT|NAME) / { test = $3 }
  /^ +[a-z_]+\.go:[0-9]+: / { reason = $0; sub(/^ +[^ ]+ /, "", reason); reasons[test] = reason }
  /^ *--- SKIP/ { print "  " $3 ": " reasons[$3] }
' "$log"
passed=$(grep -c '^--- PASS' "$log")
failed=$(grep -c '^--- FAIL' "$log" || true)
skipped=$(grep -c '^--- SKIP' "$log" || true)
echo "$passed passed, $failed failed, $skipped skipped"
