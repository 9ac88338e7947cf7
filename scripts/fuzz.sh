#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs every fuzz target of the repository, one after the other, until one fails.
# FUZZTIME is the time for each, as for `go test -fuzztime`; the default is 10m. Go
# writes an input that fails into testdata/fuzz, and every later `go test` tries it again.
set -eu

cd "$(dirname "$0")/.."

# Each line of the list has a package and one of its targets.
list=$(go test -list '^Fuzz' ./...)
targets=$(echo "$list" | awk '
  /^Fuzz/ { names[++n] = $1 }
  /^ok/ { for (i = 1; i <= n; i++) print $2, names[i]; n = 0 }
')
if [ -z "$targets" ]; then
  echo "no fuzz target was found" >&2
  exit 1
fi

passed=0
while read -r package target; do
  echo "== $target of $package"
  # Minimizing an input would take a minute by default.
  go test -run='^$' -fuzz="^$target\$" -fuzztime="${FUZZTIME:-10m}" -fuzzminimizetime=5s "$package" </dev/null
  passed=$((passed + 1))
done <<LIST
$targets
LIST
echo "$passed fuzz targets passed"
