#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Rehearses a release of the current commit: builds it twice, compares the two builds,
# checks names, contents, checksums and versions, and runs a plan with it. Publishes
# nothing. By default, it builds for all platforms, otherwise for the given ones and this
# machine. Needs Terraform, GNU tar, sha256sum, unzip and jq.
#
# Usage: scripts/test-release.sh [PLATFORM]...
set -eu

cd "$(dirname "$0")/.."

version=0.0.1
provider=terraform-provider-awsconfig
emulator=awsconfig-emulator

fail() {
  echo "$*" >&2
  exit 1
}

[ -z "$(git status --porcelain)" ] || fail "Commit your changes first. A release is built from a commit."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Ignore the settings and tokens of the environment.
for variable in $(env | sed -nE 's/^((AWS|GITEA|GITHUB|GITLAB|GORELEASER|TF)_[A-Za-z0-9_]*)=.*/\1/p'); do
  unset "$variable"
done
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null CHECKPOINT_DISABLE=1
export GIT_AUTHOR_NAME=Rehearsal GIT_AUTHOR_EMAIL=rehearsal@example.com
export GIT_COMMITTER_NAME=Rehearsal GIT_COMMITTER_EMAIL=rehearsal@example.com

# clone REPOSITORY FOLDER [FLAG]...: clones a repository, with the remote from which
# goreleaser reads the owner.
clone() {
  repository=$1
  folder=$2
  shift 2
  git -c advice.detachedHead=false clone -q "$@" "file://$repository" "$folder"
  git -C "$folder" remote set-url origin "https://$(go list -m)"
}

targets() {
  sed -nE 's/^ +- ([a-z]+_[a-z0-9]+)( #.*)?$/\1/p' "$1"
}

# same WHAT WANTED GOT: compares two texts, line by line.
same() {
  printf '%s\n' "$2" >"$work/want"
  printf '%s\n' "$3" >"$work/got"
  diff "$work/want" "$work/got" || fail "$1: lines with < are missing, lines with > are unexpected"
}

echo "== Tag"
clone "$PWD" "$work/tagged" --no-tags
(
  cd "$work/tagged"
  git tag v0.0.2
  if output=$(scripts/release.sh 2>&1) || [ "${output#*CHANGELOG.md has no entries under}" = "$output" ]; then
    fail "The release of v0.0.2 should fail because the changelog has no such section, but it printed: $output"
  fi
  git tag -d v0.0.2 >/dev/null

  awk -v version="$version" '
    /^## / && !done++ { print "## " version " (January 1, 2030)\n\nNOTES:\n\n* This is a rehearsal.\n" }
    { print }
  ' CHANGELOG.md >changelog.new
  mv changelog.new CHANGELOG.md
)
this=$(go env GOOS)_$(go env GOARCH)
platforms=$(targets .goreleaser.yml)
same "platforms of .goreleaser.emulator.yml" "$platforms" "$(targets .goreleaser.emulator.yml)"
for platform in "$this" "$@"; do
  echo "$platforms" | grep -qx "$platform" || fail "Releases do not include the platform $platform."
done
if [ $# -gt 0 ]; then
  platforms=$(printf '%s\n' "$this" "$@" | sort -u)
  for file in .goreleaser.yml .goreleaser.emulator.yml; do
    awk -v wanted=" $this $* " '!/^ +- [a-z]+_[a-z0-9]+$/ || index(wanted, " " $2 " ")' "$file" >"$work/tagged/$file"
  done
fi
git -C "$work/tagged" commit -q --no-gpg-sign -am Release
git -C "$work/tagged" -c tag.gpgSign=false tag -am "v$version" "v$version"

echo "== Build"
"$work/tagged/scripts/release.sh" --skip=publish,sign >"$work/log" 2>&1 || fail "$(cat "$work/log")"
same "notes" "NOTES:

* This is a rehearsal." "$(sed -n '/./,$p' "$work/tagged/dist/notes.md")"

echo "== Build again, elsewhere"
clone "$work/tagged" "$work/elsewhere/again" --depth=1 --branch="v$version"
chmod 600 "$work/elsewhere/again/LICENSE"
(
  umask 077
  TZ=Asia/Kathmandu "$work/elsewhere/again/scripts/release.sh" --skip=publish,sign >"$work/log" 2>&1
) || fail "$(cat "$work/log")"
# The SBOMs must not depend on the location of the module cache.
ln -s "$(go env GOMODCACHE)" "$work/modules"
GOMODCACHE="$work/modules" "$work/elsewhere/again/scripts/sbom.sh" "$version" >"$work/log" 2>&1 || fail "$(cat "$work/log")"

# collect CHECKOUT FOLDER: copies the files that .goreleaser.yml publishes.
collect() {
  mkdir "$2"
  cp "$1"/dist/provider/*.zip "$1"/dist/provider/*_SHA256SUMS "$2"
  cp "$1/terraform-registry-manifest.json" "$2/${provider}_${version}_manifest.json"
  sed -nE "s/^ +- glob: (dist\/.*)/\1/p" .goreleaser.yml | sed "s/{{ .Version }}/$version/" | while read -r glob; do
    # shellcheck disable=SC2086 # The glob names several files.
    (cd "$1" && cp $glob "$2")
  done
}
collect "$work/tagged" "$work/published"
collect "$work/elsewhere/again" "$work/again"
diff -r "$work/published" "$work/again" || fail "The two builds differ."

echo "== Names and checksums"
cd "$work/published"
of_provider=$(for platform in $platforms; do echo "${provider}_${version}_$platform.zip"; done; echo "${provider}_${version}_manifest.json")
of_emulator=$(for platform in $platforms; do echo "${emulator}_${version}_$platform.tar.gz"; done; printf '%s\n' "${emulator}_$version.cdx.json" "${provider}_$version.cdx.json")
sums="${provider}_${version}_SHA256SUMS"
other_sums="awsconfig_${version}_checksums.txt"
export LC_ALL=C
same "files" "$(printf '%s\n' "$of_provider" "$of_emulator" "$sums" "$other_sums" | sort)" "$(printf '%s\n' * | sort)"
# Terraform copies every line of the first file into lock files, so it must have no others.
same "$sums" "$(echo "$of_provider" | sort)" "$(awk '{ print $2 }' "$sums" | sort)"
same "$other_sums" "$(echo "$of_emulator" | sort)" "$(awk '{ print $2 }' "$other_sums" | sort)"
sha256sum --check --strict --quiet "$sums" "$other_sums"

echo "== Contents"
# check_binary PLATFORM BINARY SBOM: checks the platform and version of a binary, and that
# the SBOM lists its modules.
check_binary() {
  info=$(go version -m "$2")
  for setting in "GOOS=${1%_*}" "GOARCH=${1#*_}" CGO_ENABLED=0; do
    echo "$info" | grep -q "build.$setting\$" || fail "$2 was not built with $setting."
  done
  echo "$info" | grep -q "mod.*[[:space:]]v$version[[:space:]]" || fail "$2 does not have the version $version."
  same "modules in $3" \
    "$(echo "$info" | awk 'NR == 1 { print "std@" $NF } $1 == "mod" || $1 == "dep" { print $2 "@" $3 }' | sort)" \
    "$(jq -r '.metadata.component, .components[] | .name + "@" + .version' "$3" | sort)"
}
for platform in $platforms; do
  folder=$work/unpacked/$platform
  mkdir -p "$folder"
  exe=
  [ "${platform%_*}" != windows ] || exe=.exe

  zip=${provider}_${version}_$platform.zip
  binary=${provider}_v$version$exe
  same "$zip" "-rwxr-xr-x $binary" "$(unzip -Z "$zip" | awk '/^[-dl]/ { print $1, $NF }')"
  unzip -q "$zip" -d "$folder"
  check_binary "$platform" "$folder/$binary" "${provider}_$version.cdx.json"

  tarball=${emulator}_${version}_$platform.tar.gz
  same "$tarball" "-rw-r--r-- root/root LICENSE
-rwxr-xr-x root/root $emulator$exe" "$(tar -tvzf "$tarball" | awk '{ print $1, $2, $NF }' | sort)"
  tar -xzf "$tarball" -C "$folder"
  check_binary "$platform" "$folder/$emulator$exe" "${emulator}_$version.cdx.json"
done
same "$emulator --version" "$emulator $version" "$("$work/unpacked/$this/$emulator" --version)"

echo "== Rebuild with go build"
(
  cd "$work/elsewhere/again"
  CGO_ENABLED=0 GOFLAGS='' go build -trimpath -buildvcs=true -tags=grpcnotrace -ldflags="-s -w -X main.version=$version" -o "$work/rebuilt" .
)
cmp "$work/rebuilt" "$work/unpacked/$this/${provider}_v$version"

echo "== Plan"
address=$(sed -n 's|^const Address = "\(.*\)"$|\1|p' "$work/tagged/internal/provider/provider.go")
mkdir -p "$work/mirror/$address" "$work/module"
cp ./*.zip "$work/mirror/$address"
printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$work/mirror" >"$work/terraformrc"
export TF_CLI_CONFIG_FILE="$work/terraformrc"
quickstart=$work/tagged/examples/quickstart
for file in "$quickstart"/*.tf; do
  # In a fork, the provider has another source address.
  sed "s|source = \".*/awsconfig\"|source = \"${address#registry.terraform.io/}\"|" "$file" >"$work/module/$(basename "$file")"
done
terraform -chdir="$work/module" init -input=false -no-color >"$work/log" 2>&1 || fail "$(cat "$work/log")"
plan=$("$work/unpacked/$this/$emulator" --seed "$quickstart/seed.json" -- terraform -chdir="$work/module" plan -input=false -no-color)
for expected in \
  'Plan: 1 to add, 0 to change, 0 to destroy.' \
  'AWS Config in ap-southeast-2 of account 123456789012 has no customer managed' \
  'stopped since 2026-03-01T17:45:00.125Z.'; do
  echo "$plan" | grep -qF -- "$expected" || fail "The plan does not contain \"$expected\":
$plan"
done
# shellcheck disable=SC2086 # One word for each platform.
echo "== Passed for" $platforms
