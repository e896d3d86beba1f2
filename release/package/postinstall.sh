#!/bin/sh
# Makes the user and its directory. It starts nothing; what runs already runs the new version.
set -e

if command -v systemd-sysusers >/dev/null 2>&1; then
  systemd-sysusers sshblog.conf
elif command -v useradd >/dev/null 2>&1; then
  getent group sshblog >/dev/null || groupadd --system sshblog
  getent passwd sshblog >/dev/null ||
    useradd --system --gid sshblog --home-dir /var/lib/sshblog --no-create-home --shell /usr/sbin/nologin sshblog
elif ! grep -q '^sshblog:' /etc/passwd; then
  grep -q '^sshblog:' /etc/group || addgroup -S sshblog
  adduser -S -D -H -h /var/lib/sshblog -s /sbin/nologin -G sshblog sshblog
fi

mkdir -p /var/lib/sshblog/keys
chmod 0700 /var/lib/sshblog/keys
chown sshblog:sshblog /var/lib/sshblog/keys

if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl try-restart sshblog.service
fi
