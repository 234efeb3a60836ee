#!/bin/sh
# Puts a backup into an empty volume, which is made if it is not there; then start a container on it.
# usage: docker/restore.sh FILE VOLUME [IMAGE]
set -eu
if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo 'usage: docker/restore.sh FILE VOLUME [IMAGE]' >&2
  exit 64
fi
docker run --rm --interactive --network none --read-only --tmpfs /tmp --cap-drop ALL \
  --security-opt no-new-privileges --volume "$2:/data" "${3:-teilhabe:local}" restore - < "$1"
