#!/usr/bin/env bash
# package.sh: what a release gives to those who install it. The files are made twice and are the same;
# the deb is installed, run, installed again, removed and purged in a small Debian; lintian finds no
# error; rpm and apk have the same files; systemd takes the units, and rates them.
#
# PLATFORMS, all of them by default, says what is made twice; linux/amd64 has to be in it. FILES=DIR
# has files that are there already, and makes none.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
check=package-check
# shellcheck source=release/check/steps.sh
. release/check/steps.sh
root
programs git=git make=make debootstrap=debootstrap lintian=lintian rpm=rpm systemd-analyze=systemd ssh=openssh-client ssh-keyscan=openssh-client
work=$(mktemp -d)
server=""
clean() {
  [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

commit=$(git rev-parse HEAD)
[ -n "${FILES:-}" ] || KEEP=$work/release release/check/twice.sh "${PLATFORMS:-}"
deb=$(echo "${FILES:-$work/release}"/*_linux_amd64.deb)
rpm=${deb%.deb}.rpm
apk=${deb%.deb}.apk

files() {
  # What all packages have; the places of units and of completions differ.
  local common="usr/bin/sshblog etc/sshblog/sshblog.yaml usr/share/man/man1/sshblog.1.gz var/lib/sshblog/content
    usr/share/bash-completion/completions/sshblog usr/share/doc/sshblog/README.md usr/share/doc/sshblog/NOTICES.txt"
  local systemd="lib/systemd/system/sshblog.service lib/systemd/system/sshblog.socket usr/lib/sysusers.d/sshblog.conf" file list
  list=$(dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's,^\./,,; s,/$,,')
  for file in $common $systemd; do has "$list" "^$file\$" "files of the deb"; done
  rpm --nosignature -K "$rpm" >/dev/null || die "the sums in the rpm are wrong"
  list=$(rpm --nosignature -qlp "$rpm" | sed 's,^/,,')
  for file in $common usr/${systemd// / usr/}; do has "$list" "^${file/usr\/usr/usr}\$" "files of the rpm"; done
  list=$(tar -tzf "$apk" 2>/dev/null | sed 's,^\./,,; s,/$,,')
  for file in $common .PKGINFO etc/init.d/sshblog; do has "$list" "^$file\$" "files of the apk"; done
  has "$(tar -xzOf "$apk" .PKGINFO 2>/dev/null)" '^arch = x86_64$' "the apk's description"
  say "deb, rpm and apk have their files"
}

inside() { chroot "$debian" env DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

# start runs the blog as its unit would, and sets port and server.
start() {
  local command
  command=$(sed -n 's,^ExecStart=,/usr/bin/,p' "$debian/lib/systemd/system/sshblog.service")
  : >"$work/log"
  # shellcheck disable=SC2086 # its words are arguments
  chroot --userspec=sshblog:sshblog "$debian" $command --listen 127.0.0.1:0 2>"$work/log" &
  server=$!
  until_true 20 grep -q 'msg=listening' "$work/log" || die "the installed blog does not start: $(cat "$work/log")"
  port=$(sed -n 's/.*msg=listening addr=127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/log")
}

# stop ends it, and fails if it does not end well.
stop() {
  kill -TERM "$server"
  wait "$server" || die "the installed blog ends with $?: $(cat "$work/log")"
  server=""
}

installed() {
  debian=$work/root
  cp -a "$tree" "$debian"
  cp "$deb" "$debian/sshblog.deb"
  inside apt-get install -y -qq ./sshblog.deb >"$work/apt" 2>&1 || die "installing: $(cat "$work/apt")"
  [ -z "$(find "$debian/etc/systemd" "$debian"/etc/rc?.d -name '*sshblog*')" ] || die "installing starts it at boot"
  same "$(stat -c %a:%U "$debian/var/lib/sshblog/content")" 755:root "the directory of the posts"
  same "$(inside stat -c %a:%U:%G /var/lib/sshblog/keys)" 700:sshblog:sshblog "the directory of keys"
  has "$(inside sshblog version)" "^commit +$commit\$" "sshblog version"

  printf '%s\n' '---' 'title: Read me' '---' 'The frost came early.' >"$debian/var/lib/sshblog/content/read-me.md"
  start
  ssh-keyscan -p "$port" 127.0.0.1 >"$work/known" 2>/dev/null
  has "$(reader "$port" "$work/known" cat read-me)" 'The frost came early' "the post over ssh"
  inside sshblog health "127.0.0.1:$port" >/dev/null || die "it is not healthy"
  stop

  inside apt-get install -y -qq --reinstall ./sshblog.deb >"$work/apt" 2>&1 || die "installing again: $(cat "$work/apt")"
  start
  sed "s/:[0-9]*\]*/:$port/; s/^[^ ]* /[127.0.0.1]:$port /" "$work/known" >"$work/known2"
  reader "$port" "$work/known2" cat read-me >/dev/null || die "after the second installation it has another key"
  stop
  say "the deb installs, runs, and keeps its key when it is installed again"
}

removed() {
  inside apt-get remove -y -qq sshblog >"$work/apt" 2>&1 || die "removing: $(cat "$work/apt")"
  [ ! -e "$debian/usr/bin/sshblog" ] || die "the program is left"
  local kept
  for kept in etc/sshblog/sshblog.yaml var/lib/sshblog/keys/ssh_host_ed25519_key var/lib/sshblog/content/read-me.md; do
    [ -e "$debian/$kept" ] || die "removing took $kept"
  done
  inside apt-get purge -y -qq sshblog >"$work/apt" 2>&1 || die "purging: $(cat "$work/apt")"
  [ ! -e "$debian/etc/sshblog/sshblog.yaml" ] || die "purging left the settings"
  [ -e "$debian/var/lib/sshblog/keys/ssh_host_ed25519_key" ] || die "purging took the host key"
  say "removed and purged; the posts and the host key stay"
}

# units has this machine's systemd read the units, in a view of it in which the program is installed.
units() {
  local unit said dir=$debian/lib/systemd/system
  for unit in sshblog.service sshblog.socket; do
    # shellcheck disable=SC2016 # the words are those of the inner shell
    said=$(unshare --mount sh -c 'mount --bind "$1" /usr/local/bin && systemd-analyze verify --man=no "$2"' - \
      "$debian/usr/bin" "$dir/$unit" 2>&1) || die "$unit: $said"
    ! grep sshblog <<<"$said" || die "systemd has something to say of $unit"
  done
  said=$(systemd-analyze security --offline=true --threshold=20 "$dir/sshblog.service" 2>&1) ||
    die "the unit is rated worse than 2.0: $(tail -1 <<<"$said")"
  said=$(grep -o 'exposure level.*: [0-9.]*' <<<"$said")
  say "units verified; ${said##*for }"
}

files
lintian --fail-on error "$deb" || die "lintian finds errors"
say "lintian finds no error"
debian_tree
installed
units
removed
say "done in $SECONDS s"
