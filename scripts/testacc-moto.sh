#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests on moto, an independent emulator of AWS, and lists the skipped
# tests with what moto lacks. Then compares the responses of the emulator with those of
# moto, and runs Terraform with the emulator and the Amazon S3 of moto. If UPDATE is set,
# only writes internal/emulator/MOTO.md. Uses the moto_server on the path, or installs it
# into .moto.
set -eu

cd "$(dirname "$0")/.."

if ! moto=$(command -v moto_server); then
  moto=.moto/bin/moto_server
  if [ ! -x "$moto" ]; then
    echo "moto_server is not on the path. Installing it into .moto." >&2
    python3 -m venv .moto
    .moto/bin/pip install --quiet 'moto[server]==5.2.1' 'boto3==1.43.11' 'botocore==1.43.11'
  fi
fi

work=$(mktemp -d)
server=
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$moto" -H 127.0.0.1 -p 0 >"$work/moto.log" 2>&1 &
server=$!
endpoint=
for _ in $(seq 150); do
  endpoint=$(sed -n 's/.*Running on \(http:[^ ]*\).*/\1/p' "$work/moto.log" | head -n 1)
  [ -z "$endpoint" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.2
done
if [ -z "$endpoint" ]; then
  echo "moto_server did not start:" >&2
  cat "$work/moto.log" >&2
  exit 1
fi

export AWSCONFIG_TEST_MOTO_ENDPOINT="$endpoint"
if [ -n "${UPDATE:-}" ]; then
  go test -count=1 -run '^TestAccMoto$' ./internal/emulator/fidelity -update
else
  scripts/testacc.sh
  # Run this alone, because moto responds differently under load.
  echo "Comparing the emulator with moto:"
  go test -count=1 -v -run '^TestAccMoto$' ./internal/emulator/fidelity
  echo "Terraform with the emulator, and with a state in the Amazon S3 of moto:"
  go test -count=1 -v -run '^TestAccMoto_otherServices$' ./internal/emulator/fidelity
fi
