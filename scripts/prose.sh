#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Fails if a file contains a phrase that readers had to read twice. scripts/prose.txt lists
# the phrases that remain in old texts. It can only get shorter: "update" removes the ones
# that are gone.
#
# Usage: scripts/prose.sh [update]
set -eu

cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# One extended regular expression in each line. What to write instead:
#   stands in             contains, lists, is in
#   tells whether, of     reports, returns, describes
#   is told, tells so     is reported, reports it
#   see that              check that
#   in vain, for good     never succeeds, permanently
cat >"$work/phrases" <<'PHRASES'
stands? in
(stands?|stood) (there|under)
tells (whether|which|what|why|how|that|so)
tells? of
(is|are|was|were|be) told
see that
by accident
of which it is not known
keeps? away from
makes? up for
befalls?
spares?
sparing
(is|are|was|were) spared
in vain
for good
without a word
would ever do
waited (for|through)
(is|are) to be
is right where
that is there
as old as
PHRASES

# docs is generated from the templates and the schemas.
git grep -IiowhE --untracked --full-name -H -f "$work/phrases" -- \
  '*.md' '*.tmpl' '*.go' '*.tf' '*.hcl' '*.sh' '*.yml' GNUmakefile .ci/run ':!docs' ':!scripts/prose.sh' |
  awk -F: '{ print $1 ": " tolower($2) }' | sort >"$work/found"
sort scripts/prose.txt >"$work/listed"

if [ "${1:-}" = update ]; then
  comm -12 "$work/found" "$work/listed" >scripts/prose.txt
elif comm -23 "$work/found" "$work/listed" | grep .; then
  echo "These phrases are new. Rewrite the sentences in common words: see scripts/prose.sh." >&2
  exit 1
fi

gone=$(comm -13 "$work/found" scripts/prose.txt | grep -c . || true)
if [ "$gone" -gt 0 ]; then
  echo "scripts/prose.txt lists $gone phrases that are gone. Run scripts/prose.sh update."
fi
echo "$(grep -c . "$work/found" || true) confusing phrases remain."
