#!/usr/bin/env bash
# Changes the files that decide in small ways and tells which changes none of the engine's tests notices. What remains on purpose
# stands in CONTRIBUTING.md. Works in a copy of the sources; with arguments, in those files instead: those of lists alone
# (crates/authz/src/image/list.rs, crates/authz/src/image/positions.rs) are tried that way.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo mutants --version >/dev/null 2>&1 || cargo install --locked cargo-mutants --version 27.1.0
cargo nextest --version >/dev/null 2>&1 || cargo install --locked cargo-nextest
files=(crates/authz/src/{decide,confer,permit,facts,grant,sight,explain,image,preview}.rs
  crates/authz/src/image/{gate,rooms,rights,organization,directory,places}.rs
  crates/authz/src/preview/{changes,effect}.rs)
[ $# -eq 0 ] || files=("$@")
options=()
for file in "${files[@]}"; do options+=(--file "$file"); done
# A mutant takes seconds: a little optimization pays in the tests what it costs in the build, nothing is shrunk, the first
# failure ends it, and what never ends is stopped early, before it fills the memory.
export PROPTEST_MAX_SHRINK_ITERS=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=1
ulimit -v 16000000
# Only tests ask whether organizations are equal.
exec cargo mutants --package authz --test-package authz "${options[@]}" --exclude-re 'impl PartialEq' --jobs "${JOBS:-$(nproc)}" \
  --timeout "${TIMEOUT:-40}" --build-timeout 600 --test-tool nextest --output target \
  --cargo-arg=--test --cargo-arg=engine -- --max-fail=1:immediate
