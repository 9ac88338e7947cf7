#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs every fuzz target of the repository, one after the other, and ends with the
# first that finds something. FUZZTIME is how long each takes, as `go test -fuzztime`
# has it; without it 10m. An input that fails is left in testdata/fuzz, where every
# later `go test` tries it again.
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
  # An input is made smaller for seconds, where Go would take a minute.
  go test -run='^$' -fuzz="^$target\$" -fuzztime="${FUZZTIME:-10m}" -fuzzminimizetime=5s "$package" </dev/null
  passed=$((passed + 1))
done <<LIST
$targets
LIST
echo "$passed fuzz targets passed"
