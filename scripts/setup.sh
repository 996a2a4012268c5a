#!/usr/bin/env bash
# What the tests need beyond Rust and Node: Chromium, fonts for its pictures, PostgreSQL's server programs, Python with the
# Graph client, the test runner. As root, or with --install, what is missing is installed; otherwise the one command is printed.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi "noto sans cjk" || missing+=(fonts-noto-cjk fontconfig)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v cc >/dev/null || missing+=(build-essential)
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing+=(python3 python3-venv)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then run=""; else run="sudo"; fi
  if [ "$(id -u)" = 0 ] || [ "${1:-}" = "--install" ]; then
    echo "installing: ${missing[*]}"
    $run apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "The tests need more than is installed here. Run: make test SETUP=1"
    echo "(or: sudo apt-get install ${missing[*]})"
    exit 1
  fi
fi

if ! cargo nextest --version >/dev/null 2>&1; then
  echo "installing the test runner (cargo-nextest); this takes a few minutes once"
  cargo install cargo-nextest --locked
fi

# The official Graph client for Python, in an environment of its own; the one for JavaScript comes with `web/`.
clients=target/graph-clients
wanted=crates/server/tests/graph_clients/requirements.txt
if ! cmp -s "$wanted" "$clients/installed.txt"; then
  if [ "${1:-}" != "--install" ]; then
    echo "The tests need the Graph client for Python. Run: make test SETUP=1"
    exit 1
  fi
  echo "installing the Graph client for Python; this takes a minute or two once"
  rm -rf "$clients"
  python3 -m venv "$clients"
  "$clients/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted"
  cp "$wanted" "$clients/installed.txt"
fi
