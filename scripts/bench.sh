#!/usr/bin/env bash
# Reproduces the figures of docs/benchmarks.md on this machine. Takes about half an hour after the build. With arguments
# only the server is measured: they are those of target/release/bench.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release -p steward -p agent -p bench
target/release/bench "$@" | tee target/bench-report.md
if [ $# = 0 ]; then bench/authz/run.sh | tee target/bench-authz-report.md; fi
