# Commands for people and CI; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

ENV ?= production
export CHECKPOINT_DISABLE := 1

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 12

node_modules/.installed: package.json package-lock.json .npmrc
	@command -v node >/dev/null || { echo "node is missing: install Node.js 20.9 or newer" >&2; exit 1; }
	npm ci --no-progress --loglevel=error
	@touch $@

.PHONY: install
install: node_modules/.installed ## install the pinned packages

.PHONY: synth
synth: node_modules/.installed ## write cdktf.out/stacks/<stack>/cdk.tf.json of all environments
	@npm run -s synth

.PHONY: preview
preview: synth ## plan ENV (production, staging, development, organization, all) offline, without an AWS account
	@npm run -s mindscape -- preview --env $(ENV)

.PHONY: review
review: node_modules/.installed ## what the checkout does to a clean apply of AGAINST (a commit), without an AWS account
	@test -n "$(AGAINST)" || { echo "AGAINST is missing: make review AGAINST=<commit>" >&2; exit 1; }
	@npm run -s mindscape -- review --synth --against $(AGAINST) --env $(ENV) || test $$? -eq 2

.PHONY: test
test: node_modules/.installed ## everything that CI checks
	@npm run -s test

.PHONY: emulated
emulated: node_modules/.installed ## apply everything that an AWS emulator can hold, and break it on purpose (up to an hour)
	@npm run -s emulated

.PHONY: format
format: node_modules/.installed ## rewrite sources in the house format
	@npx prettier --write --log-level warn .

.PHONY: stand-in
stand-in: node_modules/.installed ## write the image of the API's stand-in to .cache/stand-in, and say its tag
	@npm run -s stand-in
