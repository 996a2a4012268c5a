#!/usr/bin/env bash
# Changes the engine in small ways and tells which changes no test of the engine notices. What remains on purpose stands in
# CONTRIBUTING.md. Works in a copy of the sources; with arguments, only in those files, such as crates/authz/src/decide.rs.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo mutants --version >/dev/null 2>&1 || cargo install --locked cargo-mutants --version 27.1.0
# What decides. Pages, orders and counts of rooms (image/list.rs, image/rooms.rs) are held by the tests of the store.
files=(crates/authz/src/{decide,confer,permit,facts,grant,sight,explain,preview,image}.rs
  crates/authz/src/preview/effect.rs crates/authz/src/image/{rights,directory,organization,places}.rs)
[ $# -eq 0 ] || files=("$@")
options=()
for file in "${files[@]}"; do options+=(--file "$file"); done
# Without shrinking and without symbols a mutant takes seconds.
export PROPTEST_MAX_SHRINK_ITERS=0 CARGO_PROFILE_DEV_DEBUG=0
exec cargo mutants --package authz --test-package authz "${options[@]}" --jobs "${JOBS:-2}" --minimum-test-timeout 60 \
  --output target -- --tests
