#!/usr/bin/env bash
# A town to develop in, kept in var/dev, behind a server that reloads when a file changes.
#     tools/dev.sh [--port N]
set -eu
cd "$(dirname "$0")/.."
export TOWNMOOT_DATA=${TOWNMOOT_DATA:-var/dev} TOWNMOOT_DEBUG=1
port=8000
[ "${1:-}" = --port ] && port=$2
mkdir -p "$TOWNMOOT_DATA"
if [ -e "$TOWNMOOT_DATA/townmoot.sqlite3" ]; then
  .venv/bin/python manage.py migrate --verbosity 0
else
  .venv/bin/townmoot init 澄汀镇 --name-en Chengting
fi
exec .venv/bin/python manage.py runserver "127.0.0.1:$port"
