#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Builds a release into dist/, and creates a draft of it on GitHub. The tag sets the
# version. The flags are those of `goreleaser release`: --snapshot needs no tag and
# publishes nothing, --skip=sign needs no key, and --skip=publish needs no token.
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
    echo "CHANGELOG.md has no entries under \"## ${tag#v}\" for the release $tag." >&2
    exit 1
  fi
  set -- --release-notes=dist/notes.md "$@"
fi

goreleaser --config=.goreleaser.emulator.yml "$@"
goreleaser --config=.goreleaser.yml "$@"
