#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Runs the acceptance tests with OpenTofu, and lists those that need a newer one. The
# default is the oldest that is supported, and one that has ephemeral resources.
#
# Usage: scripts/testacc-opentofu.sh [VERSION]...
set -eu

[ $# -gt 0 ] || set -- 1.6.3 1.12.6
exec "$(dirname "$0")/testacc-built.sh" github.com/opentofu/opentofu ./cmd/tofu "$@"
