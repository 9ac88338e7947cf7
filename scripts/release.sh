#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Builds everything of a release into dist/ and creates a draft of the release at GitHub.
# The tag gives the version. Flags are those of `goreleaser release`: --snapshot needs no
# tag and publishes nothing, --skip=sign needs no key, --skip=publish needs no token.
#
# Usage: scripts/release.sh [FLAG]...
set -eu

cd "$(dirname "$0")/.."

# Ignore the flags of the person who releases.
export GOFLAGS=''

goreleaser() {
  go tool -modfile=tools/release/go.mod goreleaser release "$@"
}

rm -rf dist
tag=$(git describe --tags --exact-match --match='v*' 2>/dev/null || true)
if [ -n "$tag" ]; then
  mkdir dist
  awk -v version="${tag#v}" '$1 == "##" { found = $2 == version; next } found' CHANGELOG.md >dist/notes.md
  if ! grep -q . dist/notes.md; then
    echo "CHANGELOG.md has nothing under \"## ${tag#v}\", which $tag releases." >&2
    exit 1
  fi
  set -- --release-notes=dist/notes.md "$@"
fi

goreleaser --config=.goreleaser.emulator.yml "$@"
goreleaser --config=.goreleaser.yml "$@"
