#!/bin/sh
# `lykta …` as root types it: with the desk's settings, as the desk's user. Install it as /usr/local/sbin/lykta.
#
# /etc/lykta/owner.env is for root alone (0600); what the desk can read must not lead to the owner of its tables:
#
#   LYKTA_DATABASE_OWNER="postgresql+asyncpg://lykta_owner:PASSWORD@127.0.0.1/lykta"
set -eu
set -a
. /etc/lykta/lykta.env
[ ! -e /etc/lykta/owner.env ] || . /etc/lykta/owner.env
# What looks for files of its own in somebody's home must not look in root's.
HOME=/var/lib/lykta
set +a
cd "$HOME"
exec setpriv --reuid=lykta --regid=lykta --init-groups /opt/lykta/bin/lykta "$@"
