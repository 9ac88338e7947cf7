#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests with an old Terraform, and lists those that need a newer
# one. The default is the oldest that `go install` can build.
#
# Usage: scripts/testacc-old-terraform.sh [VERSION]
set -eu

version=${1:-1.3.10}
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

GOBIN=$work GOFLAGS= go install "github.com/hashicorp/terraform@v$version"

TF_ACC_TERRAFORM_PATH=$work/terraform scripts/testacc.sh
