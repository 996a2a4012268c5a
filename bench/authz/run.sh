#!/usr/bin/env bash
# Measures the engine beside its peers in a world of a million rooms (SIZE=M: a hundred thousand). Takes about ten minutes
# after the build, six gigabytes of memory and two of disk. PostgreSQL runs in a cluster of its own on a socket.
set -euo pipefail
cd "$(dirname "$0")"
cargo build --release
out=$PWD/target/run
rm -rf "$out" && mkdir -p "$out"
peers=${PEERS:-sqlite,cedar,regorus,postgres}
bin=$(dirname "$(readlink -f "$(command -v postgres || ls -d /usr/lib/postgresql/*/bin/postgres | tail -1)")")
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
if [[ $peers == *postgres* ]]; then
  cluster=$(mktemp -d)
  if [ "$(id -u)" = 0 ]; then chown postgres "$cluster"; fi
  as_postgres "$bin/initdb" -D "$cluster/data" -A trust -U postgres --locale=C.UTF-8 > "$out/initdb.log"
  as_postgres tee -a "$cluster/data/postgresql.conf" < postgresql.conf > "$out/settings"
  as_postgres "$bin/pg_ctl" -D "$cluster/data" -l "$cluster/log" -o "-k $cluster -h ''" -w start > "$out/start.log"
  trap 'as_postgres "$bin/pg_ctl" -D "$cluster/data" -m immediate stop > "$out/stop.log"; rm -rf "$cluster"' EXIT
fi
target/release/authz-bench --size "${SIZE:-L}" --peers "$peers" --data "$out" --postgres "host=${cluster:-/tmp} user=postgres"
