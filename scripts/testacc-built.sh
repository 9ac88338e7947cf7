#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Builds versions of Terraform or OpenTofu, runs the acceptance tests with each, and
# lists those that need a newer one. A version is built in the folder of its module,
# where the replace directives of its go.mod hold, as `go install` does not allow.
#
# Usage: scripts/testacc-built.sh MODULE PACKAGE VERSION...
set -eu

module=$1
package=$2
shift 2
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for version in "$@"; do
  echo "== $module $version"
  download=$(go mod download -json "$module@v$version") || {
    echo "$download" >&2
    exit 1
  }
  folder=$(echo "$download" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
  GOFLAGS='' GOWORK=off go build -C "$folder" -o "$work/terraform" "$package"
  TF_ACC_TERRAFORM_PATH=$work/terraform make --no-print-directory testacc
done
