#!/usr/bin/env bash
# What the tests need beyond Rust and Node: Chromium, fonts for its pictures, PostgreSQL's server programs, the
# test runner. As root, or with --install, what is missing is installed; otherwise the one command is printed.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi "noto sans cjk" || missing+=(fonts-noto-cjk fontconfig)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v cc >/dev/null || missing+=(build-essential)

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
