#!/bin/sh
# The host key, the posts and the user stay: no other machine has that key.
set -e

if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
fi
