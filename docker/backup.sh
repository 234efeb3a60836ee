#!/bin/sh
# Backs up an office's container while it runs: one archive, which appears under its name only when it is whole.
# usage: docker/backup.sh CONTAINER FILE
set -eu
[ $# -eq 2 ] || { echo 'usage: docker/backup.sh CONTAINER FILE' >&2; exit 64; }
[ ! -e "$2" ] || { echo "$2 is there already" >&2; exit 73; }
umask 077
trap 'rm -f "$2.part"' EXIT
docker exec "$1" teilhabe backup > "$2.part"
sync "$2.part"
mv "$2.part" "$2"
