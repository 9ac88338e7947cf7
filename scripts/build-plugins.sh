#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Builds the provider into a folder that is laid out like a registry, from which
# `terraform init -plugin-dir=FOLDER` takes it without a network. Prints the source
# by which a configuration requires it.
#
# Usage: scripts/build-plugins.sh FOLDER
set -eu

folder=${1:?usage: scripts/build-plugins.sh FOLDER}
cd "$(dirname "$0")/.."

version=0.0.1
address=$(sed -n 's/^const Address = "\(.*\)"$/\1/p' internal/provider/provider.go)
plugin="$folder/${address:?is not in internal/provider/provider.go}/$version/$(go env GOOS)_$(go env GOARCH)"
mkdir -p "$plugin"
go build -o "$plugin/terraform-provider-awsconfig_v$version" .
echo "${address#registry.terraform.io/}"
