#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs examples/quickstart with the provider of this checkout on the emulator, and explains
# what to look at. Uses Terraform, or OpenTofu if there is no Terraform. Needs no AWS
# account, and no network once Go has the modules.
set -eu

cd "$(dirname "$0")/.."

if ! cli=$(command -v terraform || command -v tofu); then
  echo "make demo needs Terraform 1.5 or newer on the path: https://developer.hashicorp.com/terraform/install" >&2
  echo "OpenTofu works too: https://opentofu.org/docs/intro/install" >&2
  exit 1
fi
name=$(basename "$cli")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

echo "Building the provider and the emulator. The first time, this takes a few minutes."
source=$(scripts/build-plugins.sh "$work/plugins")
CGO_ENABLED=0 go build -trimpath -tags=grpcnotrace -o "$work/awsconfig-emulator" ./internal/emulator/cmd/awsconfig-emulator
mkdir "$work/module"
for file in examples/quickstart/*.tf; do
  # In a fork, the provider has another source address.
  sed "s|source = \".*/awsconfig\"|source = \"$source\"|" "$file" >"$work/module/$(basename "$file")"
done

# Ignore the Terraform settings of the environment.
for variable in $(env | sed -n 's/^\(TF_[A-Za-z0-9_]*\)=.*/\1/p'); do
  unset "$variable"
done
: >"$work/terraformrc"
export TF_CLI_CONFIG_FILE="$work/terraformrc" TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1

color=
[ -t 1 ] || color=-no-color

# run COMMAND [FLAG]...: runs Terraform against the emulator.
run() {
  command=$1
  shift
  # shellcheck disable=SC2086 # Without the option, there must be no word.
  "$work/awsconfig-emulator" --seed examples/quickstart/seed.json -- \
    "$cli" -chdir="$work/module" "$command" $color -input=false "$@"
}

# quietly COMMAND [FLAG]...: shows the output only if the command fails.
quietly() {
  run "$@" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
}

cat <<'TEXT'

The emulator simulates AWS Config on this machine, in one account with three regions:

  eu-west-1       the recorder is recording
  us-east-1       the recorder is stopped
  ap-southeast-2  there is no recorder

1. A check warns, and the run continues
   The warning names each region that is not recording, and the reason.

TEXT
echo "\$ $name apply"
quietly init -plugin-dir="$work/plugins"
quietly plan -out=plan
run apply plan

cat <<'TEXT'

2. A precondition stops the run
   The workload moves to us-east-1, where the recorder is stopped. Nothing changes.

TEXT
echo "\$ $name plan -var region=us-east-1"
# Hide standard output, where the check prints the same warning again.
if run plan -var region=us-east-1 2>&1 >"$work/log"; then
  cat "$work/log" >&2
  echo "The precondition did not stop the plan." >&2
  exit 1
fi

cat <<'TEXT'

Next steps
  examples/quickstart/main.tf   the configuration that you have just run
  make install                  use the provider in a configuration of your own
  docs/guides/gate-a-plan.md    all ways to stop a run, or to warn
  docs/index.md                 data sources, credentials and IAM permissions
TEXT
