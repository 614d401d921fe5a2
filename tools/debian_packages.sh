#!/usr/bin/env bash
# The suite needs PostgreSQL's server, Chromium and a Chinese font; what measures (`bench`) needs
# the server, a C compiler and two libraries' headers. Where one is lacking, root gets it from
# Debian; anybody else is told the line to type.
set -eu
lacking=()
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || lacking+=(postgresql)
if [ "${1:-tests}" = bench ]; then
  whose='The benchmarks'
  command -v gcc >/dev/null || lacking+=(gcc libc6-dev)
  [ -e /usr/include/sqlite3.h ] || lacking+=(libsqlite3-dev)
  [ -e /usr/include/openssl/hmac.h ] || lacking+=(libssl-dev)
else
  whose='The tests'
  command -v chromium >/dev/null || lacking+=(chromium)
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || lacking+=(fonts-noto-cjk)
fi
[ ${#lacking[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "$whose need: ${lacking[*]}. On Debian:" >&2
  echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${lacking[*]}" >&2
  exit 2
fi
echo "Installing ${lacking[*]} …"
export DEBIAN_FRONTEND=noninteractive
if [[ " ${lacking[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  # The tests start a server of their own; Debian need not set one up.
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
fi
log=$(mktemp)
if ! { apt-get update && apt-get install -y --no-install-recommends "${lacking[@]}"; } >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "Debian's packages could not be installed." >&2
  exit 2
fi
rm -f "$log"
