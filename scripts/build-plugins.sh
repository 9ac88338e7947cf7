#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Builds the provider into a folder that is laid out like the registries of Terraform and
# OpenTofu, as `terraform init` and its option -plugin-dir expect it. Prints the source
# address for required_providers.
#
# Usage: scripts/build-plugins.sh FOLDER [VERSION]
set -eu

folder=${1:?usage: scripts/build-plugins.sh FOLDER [VERSION]}
version=${2:-1.0.0}
cd "$(dirname "$0")/.."

source=$(sed -n 's|^const Address = "registry.terraform.io/\(.*\)"$|\1|p' internal/provider/provider.go)
: "${source:?is not in internal/provider/provider.go}"
target=$source/$version/$(go env GOOS)_$(go env GOARCH)
binary=terraform-provider-awsconfig_v$version$(go env GOEXE)

# With the flags of a release, which `make test` uses too, Go compiles each dependency
# only once.
CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags=grpcnotrace -ldflags="-s -w -X main.version=$version" \
  -o "$folder/registry.terraform.io/$target/$binary" .
mkdir -p "$folder/registry.opentofu.org/$target"
cp "$folder/registry.terraform.io/$target/$binary" "$folder/registry.opentofu.org/$target"
echo "$source"
