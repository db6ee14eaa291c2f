# make run   builds and opens the app; without a display, drives it through the main job and shows the proof
# make test  every test: Rust, the screen, the command line, the real window
.NOTPARALLEL:
.PHONY: run test bench faults fuzz generate notices advisories fmt setup setup-test ui bins build check-format check-ui \
	test-rust test-notices test-binding test-window
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run

TARGET := $(or $(CARGO_TARGET_DIR),target)
# Where tests find the reference reader of packages.
export DATELINE_BAGIT_PYTHON := $(abspath $(TARGET))/validators/bin/python
say = @printf '\n== %s\n'

# The development profile: half the wait of a release build for the first window, and the tests share it.
run: setup bins
	@if [ -n "$${DISPLAY-}$${WAYLAND_DISPLAY-}" ]; then \
		printf '\n== Opening Dateline\n'; \
		exec $(TARGET)/debug/dateline-desktop; \
	else \
		printf '\n== No display: driving the window through the main job on a virtual one\n'; \
		exec $(TARGET)/debug/main-job out; \
	fi

test: setup-test check-format build check-ui test-rust test-notices test-binding test-window
	$(say) 'All tests passed'

# Our crates are compiled by clippy's driver, which judges them on the way: what is tested is built once, and not once more
# to be looked at.
build generate test-rust test-window faults: export RUSTC_WORKSPACE_WRAPPER := clippy-driver
build generate test-rust test-window faults: export CLIPPY_ARGS := -D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__

setup:
	$(say) 'What the system must have'
	@scripts/setup

setup-test:
	$(say) 'What the system must have'
	@scripts/setup --test

ui/node_modules/.package-lock.json: ui/package-lock.json
	$(say) 'Packages of the screen'
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui: ui/node_modules/.package-lock.json
	$(say) 'Building the screen'
	cd ui && npm run build

check-format:
	$(say) 'Rust: format'
	cargo fmt --all --check

# All programs at once, the newsroom that the screen's tests ask among them: another choice of packages changes features,
# and builds dependencies again. The app has the page in it.
bins: ui
	$(say) 'Building the programs'
	cargo build --workspace --bins

# Programs, tests and benchmarks, without a warning of the compiler or of clippy.
build: ui
	$(say) 'Building programs and tests, with clippy'
	cargo build --workspace --all-targets --test window

check-ui: ui/node_modules/.package-lock.json build
	$(say) 'Screen: types and lint'
	cd ui && npm run check
	$(say) 'Screen: tests'
	cd ui && CARGO_TARGET_DIR=$(abspath $(TARGET)) npm test

test-rust: build
	$(say) 'Rust: core, command line, app, workflows'
	@rm -rf $(TARGET)/generated-now
	TS_RS_EXPORT_DIR=$(abspath $(TARGET))/generated-now cargo test --workspace
	$(say) "The screen's types are those of Rust"
	@diff -r $(TARGET)/generated-now ui/src/generated || { echo 'They are not fresh: make generate'; exit 1; }

# What the page is made of was written down when it was built, the tool with the rest.
test-notices:
	$(say) 'The notices of third parties are those of the lock files'
	@$(TARGET)/debug/notices --check

test-binding:
	$(say) 'The editor against Rust'
	cd ui && DATELINE_PEER=$(abspath $(TARGET))/debug/desk-peer npx vitest run src/body/binding.peer.test.ts

test-window:
	$(say) 'The real window'
	cargo test --workspace --test window -- --test-threads=2

bench: ui
	$(say) 'Benchmarks'
	cargo bench -p dateline-core
	cargo bench -p dateline-desktop --bench window

# Every call of the system that a verb makes, refused in turn; `make test` tries a few of each.
faults: setup-test
	$(say) 'A disk that fails at every call'
	cargo build --workspace --bins --tests
	DATELINE_FAULTS=all cargo test --quiet --workspace --test whole faults -- --nocapture

# Damaged pictures for so long; what brings the program down is left in the folder fuzz of the target.
SECONDS ?= 60
SEED ?= 1
fuzz:
	$(say) 'Damaged pictures, for $(SECONDS) s'
	DATELINE_FUZZ_SECONDS=$(SECONDS) DATELINE_FUZZ_SEED=$(SEED) DATELINE_FUZZ_FOLDER=$(abspath $(TARGET))/fuzz \
		cargo test --quiet -p dateline-photo tests::fuzz -- --nocapture

# Whose work is inside: from both lock files, the packages' licence files and tools/notices.toml.
notices: ui
	$(say) 'Notices of third parties'
	cargo run --quiet -p dateline-tools --bin notices

# Known faults of what is locked. DB: a folder of advisories, and no network is needed.
DB ?=
advisories:
	$(say) 'Both lock files against known advisories'
	@[ -n "$(DB)" ] || scripts/fetch-advisories $(TARGET)/advisories
	cargo run --quiet -p dateline-tools --bin advisories -- "$(or $(DB),$(TARGET)/advisories)"

generate:
	cargo test --quiet --workspace --lib export_bindings

fmt: ui/node_modules/.package-lock.json
	cargo fmt --all
	cd ui && npm run format
