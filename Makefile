# Steward. `make demo` shows it, `make test` proves it, `make bench` measures it.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench mutants web setup openapi clean

CARGO ?= cargo
DATA ?= demo-data
LISTEN ?= 127.0.0.1:8080

help:
	@echo "make demo [RESET=1]   start Steward with sample organizations and live simulated rooms"
	@echo "make test [SETUP=1]   run every test (PostgreSQL and browser included); SETUP=1 installs what is missing"
	@echo "make check            the inner loop: format, lints, fast tests"
	@echo "make bench            reproduce docs/benchmarks.md"
	@echo "make mutants          change the engine in small ways; tells which changes no test notices (takes long)"

web/dist/manifest.json: web/package-lock.json web/build.mjs $(shell find web/src -type f)
	npm --prefix web ci --no-audit --no-fund
	npm --prefix web run build

web: web/dist/manifest.json

demo: web
	$(CARGO) build -p steward -p agent
	exec target/debug/steward demo --data $(DATA) --listen $(LISTEN) $(if $(RESET),--reset)

setup:
	@scripts/setup.sh $(if $(SETUP),--install)

test: setup web
	$(CARGO) fmt --all -- --check
	npm --prefix web run check
	node --test web/test/contract.test.mjs
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	CARGO="$(CARGO)" scripts/windows.sh $(if $(SETUP),--install)
	$(CARGO) nextest run --workspace --no-fail-fast

check: web
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	$(CARGO) nextest run --workspace --exclude journeys

bench: web
	scripts/bench.sh

mutants:
	scripts/mutants.sh

openapi: web
	$(CARGO) run -q -p server --example openapi > docs/openapi.json

clean:
	$(CARGO) clean
	rm -rf web/dist web/node_modules
