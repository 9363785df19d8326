# Everything a change needs. `make` alone lists the targets.

GO            ?= go
FUZZTIME      ?= 30s
# Extra flags for the test runs, such as -json, -v or -run.
TESTFLAGS     ?=
# How many reports the benchmarks run over.
PIR_BENCH_SIZES ?= 1000 10000
# Packages whose tests define -update and keep golden files.
GOLDEN_PKGS   ?= ./cmd/pir ./internal/archtest ./internal/render ./internal/rules

GOLANGCI      := $(GO) tool -modfile=tools/golangci-lint/go.mod golangci-lint
GORELEASER    := $(GO) tool -modfile=tools/goreleaser/go.mod goreleaser
GOVULNCHECK   := $(GO) tool -modfile=tools/govulncheck/go.mod govulncheck

COUNTERPARTS  := $(sort $(dir $(wildcard ./cmd/*/*_counterpart_test.go ./internal/*/*_counterpart_test.go)))
NPM           := tools/npm/node_modules/.package-lock.json

export PIR_BENCH_SIZES

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: build
build: ## Build bin/pir, static and stripped
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags="-s -w" -o bin/pir ./cmd/pir

.PHONY: test
test: ## Run the tests
	$(GO) test $(TESTFLAGS) ./...

# Tests with the build tag counterpart need programs of others, and fail without them. Their names begin alike.
.PHONY: counterpart
counterpart: $(NPM) ## Hold what is written against the programs that read it, such as act, actionlint, DuckDB and Chromium
	$(GO) test -tags counterpart -run '^TestCounterpart' $(TESTFLAGS) $(COUNTERPARTS)

$(NPM): tools/npm/package.json tools/npm/package-lock.json
	cd tools/npm && npm ci --no-progress
	touch $@

# Each program under the race detector waits a second before it ends, unless told otherwise, and the tests start many.
.PHONY: race
race: ## Run the tests in random order under the race detector, with less of what is only long
	GORACE=atexit_sleep_ms=0 $(GO) test -race -short -shuffle=on $(TESTFLAGS) ./...

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME (30s)
	@listed=$$($(GO) test -list '^Fuzz' ./...) || { echo "$$listed"; exit 1; }; \
	echo "$$listed" | awk '/^Fuzz/{t[++n]=$$1} /^ok/{for(i=1;i<=n;i++)print $$2, t[i]; n=0}' | \
	while read -r pkg target; do \
		echo "== $$target ($$pkg)"; \
		$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$pkg" </dev/null || exit 1; \
	done

.PHONY: bench
bench: ## Run the benchmarks once each over PIR_BENCH_SIZES reports
	$(GO) test -run '^$$' -bench . -benchtime 1x -timeout 1h $(TESTFLAGS) ./internal/bench

.PHONY: golden
golden: ## Rewrite the golden files; read the diff afterwards
	$(GO) test $(GOLDEN_PKGS) -update

.PHONY: cover
cover: ## Test coverage over all packages, in cover.out
	$(GO) test -coverpkg=./... -coverprofile=cover.out $(TESTFLAGS) ./...
	@$(GO) tool cover -func=cover.out | tail -n 1

.PHONY: fmt
fmt: ## Format the code
	$(GOLANGCI) fmt

.PHONY: fmt-check
fmt-check: ## Show what fmt would change, and fail if it would
	$(GOLANGCI) fmt --diff

.PHONY: vet
vet: ## Run go vet, also on what is built and tested on Windows alone
	$(GO) vet -tags counterpart,release ./...
	GOOS=windows $(GO) vet ./...

.PHONY: lint
lint: ## Run the linters
	$(GOLANGCI) run

.PHONY: check
check: fmt-check vet lint race ## What must pass before a merge; changes no file

.PHONY: vuln
vuln: ## Look for known vulnerabilities (needs the network)
	$(GOVULNCHECK) ./...

# Needs root, dpkg, mandoc and man, and about a quarter of an hour where goreleaser is not built yet.
.PHONY: release-check
release-check: ## Build a release twice without publishing it, compare, and install the package
	$(GORELEASER) check
	$(GO) test -tags release -run '^TestRelease' -timeout 1h $(TESTFLAGS) ./cmd/pir

.PHONY: clean
clean: ## Remove what the targets above wrote
	rm -rf bin dist cover.out
