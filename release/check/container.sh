#!/usr/bin/env bash
# container.sh: builds the image as anybody would, and runs it as docs/hosting.md says, more strictly:
# read-only, without capabilities, with 256 MiB. Then it makes the commonest mistakes.
#
# No registry is asked. What stands in for golang:1.26 is a small Debian with this machine's Go, and
# is seen by nothing but this check, which has images and containers of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
check=container-check
# shellcheck source=release/check/steps.sh
. release/check/steps.sh
root
programs git=git make=make buildah=buildah podman=podman runc=runc debootstrap=debootstrap nsenter=util-linux ssh=openssh-client \
  ssh-keyscan=openssh-client
go=${GO:-go}
image=localhost/sshblog:check
name=sshblog-check-$$

# Without these no container runs, whoever asks.
unshare --mount --pid --net --fork true 2>/dev/null || {
  say "NOT CHECKED: this machine gives even root no namespaces ($(unshare --mount --pid --net --fork true 2>&1))"
  exit 0
}
[ -d /sys/fs/cgroup/memory ] || grep -qw memory /sys/fs/cgroup/cgroup.controllers 2>/dev/null ||
  die "no memory controller below /sys/fs/cgroup: mount cgroup2 there, as in mount -t cgroup2 none /sys/fs/cgroup"

work=$(mktemp -d)
clean() {
  podman rm -fa >/dev/null 2>&1 || true
  buildah rm -a >/dev/null 2>&1 || true
  umount -l "$work/images/overlay" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

# Images of its own: the stand-in has a name that is somebody else's.
export CONTAINERS_STORAGE_CONF=$work/storage.conf
printf '[storage]\ndriver = "overlay"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/images" "$work/run" >"$CONTAINERS_STORAGE_CONF"

# base makes what the Dockerfile begins with.
base() {
  debian_tree
  local made at
  made=$(buildah from scratch)
  at=$(buildah mount "$made")
  tar -C "$tree" --exclude=./var/cache --exclude=./var/lib/apt -c . | tar -C "$at" -x
  mkdir -p "$at/usr/local/go"
  tar -C "$("$go" env GOROOT)" --exclude=./test --exclude=./api --exclude=./doc -c . | tar -C "$at/usr/local/go" -x
  cp /etc/ssl/certs/ca-certificates.crt "$at/etc/ssl/certs/"
  buildah config --env PATH=/usr/local/go/bin:/usr/sbin:/usr/bin:/sbin:/bin --env GOPATH=/go --env GOTOOLCHAIN=local "$made"
  buildah umount "$made" >/dev/null
  buildah commit --quiet --rm "$made" docker.io/library/golang:1.26 >/dev/null
}

# build makes the image of a clone with what must not get into it: a key, files of others, a cache.
build() {
  local source=$work/source secret=not-for-the-image-$$ file
  git clone -q --no-hardlinks . "$source"
  version=$("$source/release/version")
  commit=$(git -C "$source" rev-parse HEAD)
  mkdir -p "$source/keys" "$source/bin" "$source/dist" "$source/.cache"
  for file in keys/ssh_host_ed25519_key bin/sshblog dist/sshblog .cache/x .env posts.tar; do echo "$secret" >"$source/$file"; done
  # The compiler's memory of this machine saves a minute; it is only lent.
  make -s -C "$source" image IMAGE="$image" VERSION="$version" IMAGE_BUILD="buildah bud --quiet --isolation chroot \
    --pull-never --format docker --layers=false -v $("$go" env GOMODCACHE):/go/pkg/mod -v $("$go" env GOCACHE):/root/.cache/go-build" \
    >"$work/build" 2>&1 || die "the image cannot be built: $(tail -20 "$work/build")"

  podman save -q --format docker-archive -o "$work/image.tar" "$image"
  mkdir "$work/layers"
  tar -C "$work/layers" -xf "$work/image.tar"
  ! grep -rl "$secret" "$work/layers" || die "files of the directory that it was built in are in the image"
  local layer files=""
  for layer in "$work"/layers/*.tar; do files+=$(tar -tf "$layer")$'\n'; done
  same "$(sort -u <<<"$files" | xargs)" "content/ keys/ usr/ usr/bin/ usr/bin/sshblog" "files of all layers"
  size=$(podman image inspect -f '{{.Size}}' "$image")
  [ "$size" -le 25300000 ] || die "the image has $size bytes, more than 25.3 MB"
}

# described holds what the image says of itself to what it is.
described() {
  local label
  config() { podman image inspect -f "$1" "$image"; }
  same "$(config '{{.Config.User}}')" 65532:65532 "user of the image"
  same "$(config '{{.Config.ExposedPorts}} {{.Config.Volumes}}')" "map[2222/tcp:{}] map[/content:{} /keys:{}]" "ports and volumes"
  has "$(config '{{.HealthCheck.Test}}')" '/usr/bin/sshblog health' "the health check"
  label() { config "{{index .Labels \"org.opencontainers.image.$1\"}}"; }
  same "$(label version) $(label revision)" "$version $commit" "labels"
  has "$(label created)" '^20[0-9-]*T[0-9:]*Z$' "label created"
  for label in title description licenses url source documentation; do has "$(label $label)" . "label $label"; done
  local said
  said=$(run --rm "$image" version 2>/dev/null)
  has "$said" "^sshblog ${version//+/\\+}\$" "sshblog version"
  has "$said" "^commit +$commit\$" "sshblog version"
  has "$said" "^date +$(label created)\$" "sshblog version"
  say "built: $size bytes, $(sed -n 1p <<<"$said")"
}

# run runs the image as docs/hosting.md has it. What systemd would do for podman is not needed.
run() {
  podman --log-level=fatal --runtime runc run --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --read-only --cap-drop all \
    --security-opt no-new-privileges --memory 256m "$@"
}

# start starts the blog in the background, sets port and pid, and fails if it is not healthy in 2 s.
start() {
  run -d --name "$name" -p 127.0.0.1::2222 -v "$work/posts:/content:ro" -v "$name:/keys" "$image" >/dev/null
  local began
  began=$(now)
  pid=$(podman inspect -f '{{.State.Pid}}' "$name")
  until_true 10 within health >/dev/null 2>&1 || die "it does not get healthy: $(podman logs "$name" 2>&1)"
  took=$(($(now) - began))
  [ "$took" -le 2000 ] || die "healthy after $took ms, more than 2 s"
  port=$(podman port "$name" 2222)
  port=${port##*:}
}

# within runs the program of the image beside the one that runs, without the time that podman takes.
within() { nsenter --target "$pid" --mount --net /usr/bin/sshblog "$@"; }

# confined looks at the process that runs.
confined() {
  local status
  status=$(cat "/proc/$pid/status")
  has "$status" '^Uid:.65532.65532.65532.65532$' "the process"
  has "$status" '^CapPrm:.0+$' "the process"
  has "$status" '^CapBnd:.0+$' "the process"
  has "$status" '^NoNewPrivs:.1$' "the process"
  has "$(awk '$5 == "/" { print $6 }' "/proc/$pid/mountinfo" | tail -1)" '^ro,' "the mount of its root"
  has "$(podman logs "$name" 2>&1)" 'memory limited" bytes=228170137' "what it knows of 256 MiB"
}

# visited reads a post from outside, and notes the host key.
visited() {
  ssh-keyscan -p "$port" 127.0.0.1 2>/dev/null >"$work/known"
  fingerprint=$(ssh-keygen -lf "$work/known" | cut -d' ' -f2)
  has "$(podman logs "$name" 2>&1)" "fingerprint=${fingerprint//+/\\+}" "the log"
  has "$(reader "$port" "$work/known" cat read-me)" 'The frost came early' "the post over ssh"
}

# hung stops the process without ending it, which is what health is for.
hung() {
  podman healthcheck run "$name" >/dev/null 2>&1 || die "podman finds it ill"
  kill -STOP "$pid"
  local began status=0
  began=$(now)
  within health >"$work/health" 2>&1 || status=$?
  took=$(($(now) - began))
  same "$status" 1 "status of health for a blog that hangs"
  [ "$took" -le 3000 ] || die "health takes $took ms to find that the blog hangs"
  ! podman healthcheck run "$name" >/dev/null 2>&1 || die "podman finds a blog that hangs healthy"
  kill -CONT "$pid"
  say "hangs: $(cat "$work/health") ($took ms)"
}

# ended stops it as an orchestrator does.
ended() {
  podman --log-level=fatal stop -t 10 "$name" >/dev/null 2>&1
  same "$(podman inspect -f '{{.State.ExitCode}}' "$name")" 0 "exit status after SIGTERM"
  podman --log-level=fatal rm "$name" >/dev/null
}

lives() {
  local first=""
  mkdir "$work/posts"
  printf '%s\n' '---' 'title: Read me' '---' 'The frost came early.' >"$work/posts/read-me.md"
  for life in 1 2 3; do
    start
    visited
    same "$fingerprint" "${first:=$fingerprint}" "host key of container $life"
    if [ "$life" = 1 ]; then
      confined
      say "healthy after $took ms, read over ssh"
      hung
    fi
    ended
  done
  say "three containers, one after the other, have the host key $first"
}

# mistake PATTERN OPTION... makes one, and looks for what the log says.
mistake() {
  local pattern=$1
  shift
  run -d --no-healthcheck --name "$name" "$@" "$image" >/dev/null
  said() { podman logs "$name" 2>&1 | grep -Eq -- "$pattern"; }
  until_true 10 said || die "with $*: nothing like '$pattern' in: $(podman logs "$name" 2>&1)"
  podman --log-level=fatal rm -f -t 0 "$name" >/dev/null
}

mistakes() {
  local keys="-v $name:/keys" wrong=$work/wrong
  mkdir -m 755 "$wrong" "$wrong/keys" "$wrong/empty" "$wrong/posts"
  mkdir -m 700 "$wrong/closed"
  install -m 600 "$work/posts/read-me.md" "$wrong/posts/"
  mistake 'this is user 65532, and /keys has mode 0755 of user 0: run chown 65532 on the directory that is mounted there, or mount a volume' -v "$wrong/keys:/keys"
  # shellcheck disable=SC2086 # two words
  {
    mistake '/content: permission denied for user 65532; its mode is 0700 of user 0, expected 0755: run chmod' -v "$wrong/closed:/content:ro" $keys
    mistake 'read-me.md .*permission denied for user 65532; its mode is 0600 of user 0, expected 0644: run chmod' -v "$wrong/posts:/content:ro" $keys
    mistake 'nothing to read.*-v DIR:/content:ro' -v "$wrong/empty:/content:ro" $keys
  }
  mistake 'WARN.*host key does not survive this container.*-v sshblog-keys:/keys' -v "$work/posts:/content:ro"
  mistake 'WARN.*host key; it will change.*-v sshblog-keys:/keys' -v "$work/posts:/content:ro" -e SSHBLOG_KEYS=/elsewhere
  say "the commonest mistakes are told, with what to type"
}

base
build
described
lives
mistakes
say "done in $SECONDS s"
