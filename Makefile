# What there is to do with Roundview. Each target brings the tools that it needs (see .ci/setup).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve dev build check test bench format lint unit-test audit doc-test web-test size end2end-test pictures fuzz fuzz-corpus clean

export PATH := $(CURDIR)/.tools/bin:$(PATH)

PORT := 8080
WASM := --target wasm32-unknown-unknown

help: ## This list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

serve: build ## Build the application and serve it with its sample course at http://127.0.0.1:8080
	@node tests/end2end/serve.js $(PORT)

dev: ## Serve a quick unoptimised build, rebuilt and reloaded whenever a file changes
	@.ci/setup rust trunk wasm-bindgen
	trunk serve --port $(PORT)

# A build that fails leaves no folder of an older one, and none that is half of each.
build: ## Build the optimised application into dist/
	@.ci/setup rust trunk wasm-bindgen wasm-split wasm-opt esbuild
	@rm -rf dist target/wasm-bindgen
	@trunk build --release || { rm -rf dist; echo "make: the build failed, so there is no dist/" >&2; exit 1; }

check: format lint unit-test ## Format, lints and native tests: what to run before a commit

test: check audit doc-test web-test size end2end-test ## Every check there is
	@echo "make: every check passed"

# S, M and L: 30, 1,000 and 20,000 students with 10 thousand, 750 thousand and 7 million events.
BENCH := target/bench
SYNTHESIZE := target/native/examples/synthesize --seed 1

bench: build ## Measure the built application in a browser, beside what else one would use; see benches/RESULTS.md
	@.ci/setup browser end2end benches
	@mkdir -p $(BENCH)
	cargo build --locked --quiet --profile native --example synthesize --example exchange --example report
	for form in rows columns; do \
	  $(SYNTHESIZE) --students 30 --visits-per-student 88 --form $$form --out $(BENCH)/S.$$form.json; \
	  $(SYNTHESIZE) --students 1000 --form $$form --out $(BENCH)/M.$$form.json; \
	  $(SYNTHESIZE) --students 20000 --visits-per-student 93 --form $$form --out $(BENCH)/L.$$form.json; \
	done
	node benches/page.mjs $(BENCH)/M.columns.json $(BENCH)/L.columns.json
	node benches/run.mjs $(BENCH) $(or $(RUNS),5) --write

format:
	@.ci/setup rust
	cargo fmt --check

# Native code with all its tests and programs, then what runs in a browser.
lint:
	@.ci/setup rust
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked $(WASM) --lib --bins --test web -- -D warnings

unit-test:
	@.ci/setup rust nextest
	cargo nextest run --locked

audit: ## Licences and sources of the dependencies, and what is known of their weaknesses where a list can be had
	@.ci/setup rust cargo-deny
	@.ci/audit

doc-test:
	@.ci/setup rust
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib --quiet
	cargo test --locked --doc

web-test:
	@.ci/setup rust wasm-bindgen browser
	CHROMEDRIVER=$(CURDIR)/.tools/bin/chromedriver \
	WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(CURDIR)/.tools/webdriver.json \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	cargo test --locked $(WASM) --test web
	@if command -v firefox >/dev/null && command -v geckodriver >/dev/null; then \
	  GECKODRIVER=$$(command -v geckodriver) \
	  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	  cargo test --locked $(WASM) --test web; \
	else echo "make: no Firefox with geckodriver here; tested in Chromium alone" >&2; fi

size: build
	@node tests/size.mjs

# Against dist/ as it was built last; `make test` builds it first. The reference host serves it too, and a program writes
# what hosts mail.
end2end-test:
	@.ci/setup rust browser end2end
	@test -f dist/index.html || { echo "make: build the application first (make build)" >&2; exit 1; }
	cargo build --locked --quiet --example host --example weekly_update
	cd tests/end2end && CHROMIUM=$(CURDIR)/.tools/bin/chromium npx playwright test

pictures: ## Take the pictures of the pages anew (tests/end2end/screenshots), after a look at what has changed
	@.ci/setup browser end2end
	@test -f dist/index.html || { echo "make: build the application first (make build)" >&2; exit 1; }
	cd tests/end2end && CHROMIUM=$(CURDIR)/.tools/bin/chromium npx playwright test specs/pictures.spec.js --update-snapshots
	node tests/end2end/shrink.js

# Each law of tests/fuzz/src for TIME seconds, from the corpus that the tests replay. What breaks one is left in
# target/fuzz/found, what reaches more in target/fuzz/corpus.
FUZZ := target/fuzz
LAWS := $(patsubst tests/fuzz/targets/%.rs,%,$(wildcard tests/fuzz/targets/*.rs))

fuzz: ## Feed the readers with whatever a fuzzer comes upon: TIME seconds for each of LAWS (nightly Rust)
	@.ci/setup rust nightly cargo-fuzz
	cargo +nightly fuzz build --fuzz-dir tests/fuzz --sanitizer none --target-dir $(FUZZ)
	@mkdir -p $(FUZZ)/found
	for law in $(LAWS); do \
	  mkdir -p $(FUZZ)/corpus/$$law && tar -xzf tests/fuzz/corpus/$$law.tar.gz -C $(FUZZ)/corpus/$$law; \
	  $(FUZZ)/x86_64-unknown-linux-gnu/release/$$law -max_total_time=$(or $(TIME),60) -max_len=12000 -timeout=20 \
	    -rss_limit_mb=2048 -dict=tests/fuzz/words.dict -artifact_prefix=$(FUZZ)/found/$$law- $(FUZZ)/corpus/$$law; \
	done

# By places in the program and not by how often it was there, which would keep some thousand inputs for each law.
fuzz-corpus: ## After `make fuzz`: put into the archives of LAWS what it came upon that reaches more than they do
	for law in $(LAWS); do \
	  rm -rf $(FUZZ)/kept && mkdir -p $(FUZZ)/kept && tar -xzf tests/fuzz/corpus/$$law.tar.gz -C $(FUZZ)/kept && \
	  $(FUZZ)/x86_64-unknown-linux-gnu/release/$$law -set_cover_merge=1 -use_counters=0 -max_len=12000 \
	    $(FUZZ)/kept $(FUZZ)/corpus/$$law && \
	  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C $(FUZZ)/kept -cf - . | \
	    gzip -9n > tests/fuzz/corpus/$$law.tar.gz || exit 1; \
	done

clean: ## Remove what was built (not the tools)
	rm -rf dist target
