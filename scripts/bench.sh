#!/usr/bin/env bash
# Reproduces the figures of docs/benchmarks.md on this machine. Takes about ten minutes after the build.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release -p steward -p agent -p bench
target/release/bench "$@" | tee target/bench-report.md
