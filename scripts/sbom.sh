#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Lists the modules of the provider and of the emulator, with their licenses, as CycloneDX
# files in dist/sbom.
#
# Usage: scripts/sbom.sh VERSION
set -eu

version=$1
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The files contain the checksum of the program that wrote them. `go tool` would compile
# the paths of this machine into it, so the checksum would differ between machines.
export CGO_ENABLED=0
go build -trimpath -buildvcs=false -modfile=tools/release/go.mod -o "$work/" github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod

# sbom NAME FOLDER: writes the SBOM of the command in a folder.
sbom() {
  "$work/cyclonedx-gomod" app -json -licenses -noserial -notimestamp -short-purls -std \
    -main "$2" -output "dist/sbom/$1_$version.cdx.json" .
}

mkdir -p dist/sbom
sbom terraform-provider-awsconfig .
sbom awsconfig-emulator internal/emulator/cmd/awsconfig-emulator
