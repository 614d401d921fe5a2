#!/usr/bin/env bash
# Make .venv with the given interpreter, or say plainly what is missing.
set -eu
python=${1:-python3}
if ! command -v "$python" >/dev/null; then
  echo "Townmoot needs Python 3.11 or newer; '$python' was not found." >&2
  echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3.12" >&2
  exit 2
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Townmoot needs Python 3.11 or newer; '$python' is $("$python" -c 'import platform; print(platform.python_version())')." >&2
  echo "Name a newer one: make PYTHON=/path/to/python3.12" >&2
  exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "Python's venv is missing. Debian, Ubuntu: apt-get install python3-venv" >&2
  exit 2
fi
[ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null && exit 0
echo "Making .venv …"
"$python" -m venv .venv
