# What a developer types. Each target installs what it needs and says so.
GOLANGCI_VERSION := v2.15.0
TOOLS := $(CURDIR)/.tools

.PHONY: run test lint bench fuzz soak build

run: ## the product on the embedded default: a chat page, an invented team
	go run ./cmd/roundsman try

build: ## one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(shell git describe --tags --always --dirty 2>/dev/null || echo dev)" -o bin/roundsman ./cmd/roundsman

test: ## every test, with the race detector and a real browser
	@./.ci/browser
	ROUNDSMAN_BROWSER=required ROUNDSMAN_LONG=1 go test -race -timeout 15m ./...

lint: $(TOOLS)/golangci-lint-$(GOLANGCI_VERSION)
	$(TOOLS)/golangci-lint-$(GOLANGCI_VERSION) run ./...

$(TOOLS)/golangci-lint-$(GOLANGCI_VERSION):
	@echo "installing golangci-lint $(GOLANGCI_VERSION) into .tools (once)"
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS)/bin GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	@mv $(TOOLS)/bin/golangci-lint $@

BENCH ?= .
COUNT ?= 1
SCALE ?= 1
bench: ## benchmarks, in the form benchstat reads: make bench BENCH=Message COUNT=6 | tee new.txt (SCALE=0.01: a small store)
	ROUNDSMAN_SCALE=$(SCALE) go test -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) -timeout 60m ./...

KILLS ?= 500
soak: ## live through a year of 200 reps, then kill the bot KILLS times while it works, with the race detector; ROUNDSMAN_SEED=n repeats a round
	ROUNDSMAN_YEAR=1 go test -count 1 -v -timeout 30m -run '^TestAYearOfATeam$$' ./reminders
	ROUNDSMAN_KILLS=$(KILLS) go test -race -count 1 -v -timeout 120m -run '^TestAKilledBot' ./cmd/roundsman

FUZZTIME ?= 20s
fuzz: ## every fuzz target for FUZZTIME
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done
