#!/usr/bin/env bash
# Lock the requirements again: exact versions with hashes, without naming any index or host.
# Run it after changing requirements/*.in; with -U it also moves to the newest releases:
#     tools/lock.sh [-U]
# Needs uv (`pip install uv`). Commit the .in and .txt files together.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
[ -x "$uv" ] || uv=$(command -v uv) || { echo "uv is missing: pip install uv" >&2; exit 2; }
lock() {
  UV_PYTHON_DOWNLOADS=never "$uv" pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
    --output-file "requirements/$1.txt" "${@:2}" "requirements/$1.in"
}
lock run "$@"
lock dev "$@" --constraint requirements/run.txt
if grep -nE '://|^-' requirements/*.txt; then
  echo "A lock file names a host or an option; see above." >&2
  exit 1
fi
