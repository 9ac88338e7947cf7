#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs all fuzz targets, one after the other, until one fails. FUZZTIME is the time for
# each, as for `go test -fuzztime`. The default is 10m. Go saves an input that fails in
# testdata/fuzz, and every later `go test` runs it again.
set -eu

cd "$(dirname "$0")/.."

# Each line of targets has a package and one of its targets.
list=$(go test -list '^Fuzz' ./...)
targets=$(echo "$list" | awk '
  /^Fuzz/ { names[++n] = $1 }
  /^ok/ { for (i = 1; i <= n; i++) print $2, names[i]; n = 0 }
')
if [ -z "$targets" ]; then
  echo "No fuzz targets were found." >&2
  exit 1
fi

passed=0
while read -r package target; do
  echo "== $target of $package"
  # By default, Go spends a minute on minimizing an input.
  go test -run='^$' -fuzz="^$target\$" -fuzztime="${FUZZTIME:-10m}" -fuzzminimizetime=5s "$package" </dev/null
  passed=$((passed + 1))
done <<LIST
$targets
LIST
echo "$passed fuzz targets passed."
