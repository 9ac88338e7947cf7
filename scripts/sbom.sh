#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Writes what a command of this repository is made of, its modules and their licenses,
# as CycloneDX.
#
# Usage: scripts/sbom.sh FOLDER-OF-COMMAND FILE
set -eu

cd "$(dirname "$0")/.."
mkdir -p "$(dirname "$2")"

# The file holds the checksum of the program that wrote it, so that this must not hold
# paths of the machine. It has no number and no time of its own.
CGO_ENABLED=0 GOFLAGS=-trimpath go tool -modfile=tools/release/go.mod cyclonedx-gomod app \
  -json -licenses -noserial -notimestamp -short-purls -std -main "$1" -output "$2" .
