# shellcheck shell=bash
# What the checks of packages and images have in common: each step says what it shows, and the first
# that fails ends the check.
: "${check:?the name of the check}"

say() { printf '%s: %s\n' "$check" "$*" >&2; }

die() {
  say "FAILED: $*"
  exit 1
}

# root ends the check where it does not run as root.
root() {
  [ "$(id -u)" -eq 0 ] || die "this needs root: run sudo env \"PATH=\$PATH\" make $check"
}

# programs COMMAND=PACKAGE... ends the check where a command is missing.
programs() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ "${#missing[@]}" -eq 0 ] || die "programs are missing: run apt-get install ${missing[*]}"
}

# has TEXT PATTERN WHAT fails where no line of TEXT matches.
has() {
  grep -Eq -- "$2" <<<"$1" || die "$3: nothing like '$2' in:
$1"
}

# same GOT WANT WHAT fails where they differ.
same() { [ "$1" = "$2" ] || die "$3: '$1', expected '$2'"; }

# until_true SECONDS COMMAND... runs it until it succeeds, and fails after that time.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.05
  done
}

# now is the time in milliseconds.
now() { date +%s%3N; }

# debian_tree makes a small Debian, in DEBIAN_TREE where that is set, so that several checks make one,
# and sets tree to it.
debian_tree() {
  tree=${DEBIAN_TREE:-$work/debian}
  [ -e "$tree/.whole" ] && return
  rm -rf "$tree"
  mkdir -p "$tree"
  local name
  name=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  say "debootstrap ${name:=bookworm}"
  debootstrap --variant=minbase --include=ca-certificates "$name" "$tree" >"$work/debootstrap" 2>&1 ||
    die "debootstrap: $(tail -5 "$work/debootstrap")"
  touch "$tree/.whole"
}

# reader PORT KNOWN_HOSTS COMMAND... reads a blog on this machine as a client that has met it.
reader() {
  local port=$1 known=$2
  shift 2
  ssh -n -F none -p "$port" -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$known" \
    -o GlobalKnownHostsFile=/dev/null -o ConnectTimeout=5 127.0.0.1 "$@"
}
