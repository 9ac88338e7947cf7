#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests with an old Terraform, and lists those that need a newer
# one. The default is the oldest that is supported.
#
# Usage: scripts/testacc-old-terraform.sh [VERSION]...
set -eu

[ $# -gt 0 ] || set -- 1.0.11
exec "$(dirname "$0")/testacc-built.sh" github.com/hashicorp/terraform . "$@"
