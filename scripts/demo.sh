#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Applies examples/quickstart with the provider of this checkout on the emulator. Uses
# Terraform, or OpenTofu if there is no Terraform. Needs no AWS account, and no network
# once Go has the modules.
set -eu

cd "$(dirname "$0")/.."

if ! cli=$(command -v terraform || command -v tofu); then
  echo "make demo needs Terraform 1.5 or newer on the path: https://developer.hashicorp.com/terraform/install" >&2
  echo "OpenTofu serves as well: https://opentofu.org/docs/intro/install" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

source=$(scripts/build-plugins.sh "$work/plugins")
go build -o "$work/awsconfig-emulator" ./internal/emulator/cmd/awsconfig-emulator
mkdir "$work/module"
for file in examples/quickstart/*.tf; do
  # In a fork, the provider of this checkout has another source.
  sed "s|source = \".*/awsconfig\"|source = \"$source\"|" "$file" >"$work/module/$(basename "$file")"
done

# Ignore the Terraform settings of the person who runs this.
for variable in $(env | sed -n 's/^\(TF_[A-Za-z0-9_]*\)=.*/\1/p'); do
  unset "$variable"
done
: >"$work/terraformrc"
export TF_CLI_CONFIG_FILE="$work/terraformrc" TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1

colour=
[ -t 1 ] || colour=-no-color
# shellcheck disable=SC2086 # Without the option, there must be no word.
"$cli" -chdir="$work/module" init $colour -input=false -plugin-dir="$work/plugins" >"$work/init.log" 2>&1 || {
  cat "$work/init.log" >&2
  exit 1
}
# shellcheck disable=SC2086
"$work/awsconfig-emulator" --seed examples/quickstart/seed.json -- \
  "$cli" -chdir="$work/module" apply $colour -input=false -auto-approve
