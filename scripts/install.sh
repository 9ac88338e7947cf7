#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Installs the provider into the folder that Terraform and OpenTofu search before they ask
# a registry, and the emulator into the folder of `go install`.
#
# Usage: scripts/install.sh [VERSION]
set -eu

version=${1:-}

cd "$(dirname "$0")/.."

if [ "$(go env GOOS)" = windows ]; then
  home=$(echo "$APPDATA" | tr '\\' /)
  plugins=$home/terraform.d/plugins
  cli_configs="$home/terraform.rc $home/tofu.rc"
else
  plugins=$HOME/.terraform.d/plugins
  cli_configs="$HOME/.terraformrc $HOME/.tofurc"
fi

# Lock files contain a checksum of each version, so every commit needs a version of its
# own: the time of the commit. It is not a prerelease, because Terraform ignores those
# unless a configuration requires one exactly.
if [ -z "$version" ]; then
  commit=$(TZ=UTC git log -1 --format=%cd --date=format-local:%Y%m%d%H%M%S) || {
    echo "Without a Git checkout, set a version: make install VERSION=1.0.1" >&2
    exit 1
  }
  version=1.0.$commit
fi

source=$(scripts/build-plugins.sh "$plugins" "$version")
echo "Installed the provider, version $version, in $plugins."

go install ./internal/emulator/cmd/awsconfig-emulator
bin=$(go env GOBIN)
echo "Installed awsconfig-emulator in ${bin:-$(go env GOPATH)/bin}."

echo
echo 'Next, run "terraform init" in your configuration. If it has used an older build, run "terraform init -upgrade".'
# shellcheck disable=SC2086 # These are several files.
configured=$(grep -ls '^[[:space:]]*provider_installation' $cli_configs ${TF_CLI_CONFIG_FILE:-} || true)
if [ -n "$configured" ]; then
  cat <<NOTE

But first change $configured: its provider_installation
block replaces the default search path. It needs these two blocks:

  filesystem_mirror {
    path    = "$plugins"
    include = ["$source"]
  }
  direct {
    exclude = ["$source"]
  }
NOTE
fi
