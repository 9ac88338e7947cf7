#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Builds the provider into a folder with the layout of the registries of Terraform and
# OpenTofu, for `init -plugin-dir=FOLDER`. Prints the source that a configuration
# requires it by.
#
# Usage: scripts/build-plugins.sh FOLDER
set -eu

folder=${1:?usage: scripts/build-plugins.sh FOLDER}
cd "$(dirname "$0")/.."

version=1.0.0
source=$(sed -n 's|^const Address = "registry.terraform.io/\(.*\)"$|\1|p' internal/provider/provider.go)
: "${source:?is not in internal/provider/provider.go}"
target=$version/$(go env GOOS)_$(go env GOARCH)
go build -o "$folder/registry.terraform.io/$source/$target/terraform-provider-awsconfig_v$version" .
mkdir -p "$folder/registry.opentofu.org"
cp -R "$folder/registry.terraform.io/." "$folder/registry.opentofu.org"
echo "$source"
