#!/bin/sh
# twice.sh [PLATFORMS]: makes the release twice and fails where a file differs. The second run is in
# another directory, on another day of the calendar, later, with files of another age, another umask
# and other flags of Go. KEEP=DIR keeps the files there. CACHE=new has the second compiler remember
# nothing of the first, which takes minutes.
set -eu
cd "$(dirname "$0")/../.."
go=${GO:-go}
platforms=${1:+"PLATFORMS=$1"}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
first=$work/a
second="$work/a much longer name of a directory"

say() { echo "dist-check: $*" >&2; }

# Releases are made of a clone, not of what lies around here.
git clone -q . "$first"
git clone -q --no-hardlinks . "$second"
find "$second" -name .git -prune -o -type f -exec touch -d 2001-02-03T04:05:06 {} +

nfpm=$(make -s nfpm-version)
GOBIN=$work/bin "$go" install "$nfpm"

release() ( # release DIRECTORY UMASK VARIABLE=VALUE...
  directory=$1
  umask "$2"
  shift 2
  env "$@" make -s -C "$directory" dist GO="$go" MAKE_PACKAGES="$work/bin/nfpm" ${platforms:+"$platforms"}
)
# Between these two zones there are 26 hours, and so always another day.
say "first run"
release "$first" 022 TZ=Etc/GMT+12
say "second run"
release "$second" 077 TZ=Etc/GMT-14 LC_ALL=C.UTF-8 GOFLAGS="-tags=other -ldflags=-w" ${CACHE:+GOCACHE="$work/cache"}

sums=dist/release/SHA256SUMS
if ! diff "$first/$sums" "$second/$sums"; then
  say "the files above differ"
  exit 1
fi
(cd "$first/dist/release" && sha256sum --quiet -c SHA256SUMS)
say "$(wc -l <"$first/$sums") files, the same in both"
if [ -n "${KEEP:-}" ]; then
  mkdir -p "$KEEP"
  cp "$first"/dist/release/* "$KEEP"
fi
