#!/usr/bin/env bash
# The room agent for Windows: compiled and held to the lints, never run. It takes Rust's library for Windows, a C compiler and crates,
# which --install installs where they can be had; where something is missing, this says so, leaves the agent out and succeeds.
set -euo pipefail

target=x86_64-pc-windows-gnu
compiler=x86_64-w64-mingw32-gcc
cargo=${CARGO:-cargo}

has_library() { ls "$(rustc --print target-libdir --target "$target")"/libstd-*.rlib >/dev/null 2>&1; }
has_compiler() { "$compiler" -x c -fsyntax-only - <<<'#include <stdlib.h>' >/dev/null 2>&1; }
has_crates() { "$cargo" fetch --quiet --locked --target "$target"; }

install_compiler() {
  local run=""
  if [ "$(id -u)" != 0 ]; then run="sudo -n"; fi
  command -v apt-get >/dev/null || return 1
  timeout 120 $run apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive timeout 300 $run apt-get install -y -qq --no-install-recommends gcc-mingw-w64-x86-64-win32 >/dev/null
}

if [ "${1:-}" = "--install" ]; then
  if ! has_compiler; then
    echo "installing: gcc-mingw-w64-x86-64-win32"
    install_compiler || echo "it could not be installed"
  fi
  if ! has_library; then
    echo "installing: Rust's library for $target"
    rustup target add "$target" || echo "it could not be installed"
  fi
fi

missing=()
has_compiler || missing+=("$compiler")
has_library || missing+=("Rust's library for $target")
has_crates || missing+=("its crates")
if [ ${#missing[@]} -gt 0 ]; then
  echo "LEFT OUT: the agent is not compiled for Windows, because these are not here:$(printf ' %s;' "${missing[@]}")"
  exit 0
fi

"$cargo" clippy -p agent --target "$target" -- -D warnings
