#!/bin/sh
# Stops the blog when the package goes, and not when another version takes its place.
set -e

case ${1:-} in
upgrade | failed-upgrade | 1) exit 0 ;;
esac
if [ -d /run/systemd/system ]; then
  systemctl disable --now sshblog.socket sshblog.service 2>/dev/null || true
fi
if command -v rc-service >/dev/null 2>&1; then
  rc-service --ifstarted sshblog stop || true
fi
