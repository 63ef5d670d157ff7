# Stelsel. 'make help' prints what can be done here.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
TRANSLATIONS := platform/stelsel/translations
CATALOGUES := $(patsubst %.po,%.mo,$(shell find platform tenants admin -name '*.po'))
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

export STELSEL_DATA_DIR ?= var

# say(what, remedy): the last words of a step that failed.
say = { echo; echo "$(1) failed. $(2)"; exit 1; } >&2

.PHONY: help run setup setup-dev test test-fast test-long check format bench lock assets translations migration clean

help: ## Print every target with its line
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | while IFS=$$'\t' read -r name line; do printf '  make %-14s %s\n' "$$name" "$$line"; done

run: setup ## Set up, load the demo network, serve it on PORT (8000)
	@PORT=$(PORT) STELSEL_BASE_URL="$${STELSEL_BASE_URL:-http://localhost:$(PORT)}" $(BIN)/stelsel demo

setup: $(DONE)/project assets $(CATALOGUES) ## Make .venv, install what the lock names, build assets and translations

setup-dev: setup $(DONE)/dev # Also what checks the project

test: setup-dev ## All tests, on SQLite, PostgreSQL and in a browser
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/pytest

test-fast: setup-dev ## Under a minute: no browser, SQLite only
	@$(BIN)/pytest -m "not long and not browser" --databases sqlite

test-long: setup-dev ## Loads, races and faults in full
	@HYPOTHESIS_PROFILE=long $(BIN)/pytest -m long

check: setup-dev ## Format, lint, types, floors, translations, migrations, templates, licences
	@$(BIN)/python -m tools.check

format: setup-dev ## Put the code into its form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix --quiet .

bench: setup-dev ## Measure pages and rebuilds, and print them beside their goals
	@$(BIN)/python -m tests.bench

lock: setup-dev ## Write down the exact versions with their hashes; the newest that fit with UPGRADE=1
	@for name in runtime setup dev; do \
	    $(LOCK) $(if $(UPGRADE),--upgrade) requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m stelsel.web.build_assets --lock

assets: $(DONE)/project ## Build style sheets, scripts and icons, where they changed
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m stelsel.web.build_assets \
	    || $(call say,Building the assets,Is the npm registry reachable from here? Then run make again; 'make clean' starts from nothing.)

translations: setup-dev ## Collect the texts of the pages into the catalogues, and compile them
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keywords _n:1,2 --no-location --omit-header \
	    --sort-output --output build/messages.pot platform tenants admin
	@test -e $(TRANSLATIONS)/en || $(BIN)/pybabel --quiet init --locale en --input-file build/messages.pot --output-dir $(TRANSLATIONS)
	@$(BIN)/pybabel --quiet update --ignore-obsolete --input-file build/messages.pot --output-dir $(TRANSLATIONS) --no-wrap --no-fuzzy-matching
	@$(MAKE) --no-print-directory setup

migration: setup-dev ## Write a migration from what changed in the models: make migration NAME="add opening hours"
	@test -n "$(NAME)" || { echo 'Say what it does: make migration NAME="add opening hours"' >&2; exit 1; }
	@$(BIN)/stelsel db revision "$(NAME)"

clean: ## Remove what was built; the data in var/ stay
	@rm -rf $(VENV) node_modules build dist platform/stelsel/web/static/build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find platform tenants admin tests tools -name __pycache__ -prune -exec rm -rf {} + ; find platform -name '*.mo' -delete

# What has been done is a file in $(DONE), older than nothing it depends on.

$(DONE)/venv: tools/make_venv.sh
	@echo "Making the virtual environment ..."
	@tools/make_venv.sh $(VENV)
	@mkdir -p $(DONE) && touch $@

$(DONE)/project: $(DONE)/venv requirements/runtime.txt requirements/setup.txt requirements/runtime.in pyproject.toml tools/build_metadata.py
	@echo "Installing the locked requirements ..."
	@$(PIP) install --require-hashes -r requirements/setup.txt \
	    && $(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements/runtime.txt \
	    || $(call say,Installing,Is the package index reachable from here? A proxy is set with HTTPS_PROXY. Then run make again.)
	@$(PIP) install --no-deps --no-build-isolation --editable . \
	    || $(call say,Installing the project itself,Run 'make clean' and try again.)
	@touch $@

$(DONE)/dev: $(DONE)/project requirements/dev.txt
	@echo "Installing what checks the project ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt \
	    || $(call say,Installing,Is the package index reachable from here? A proxy is set with HTTPS_PROXY. Then run make again.)
	@touch $@

%.mo: %.po | $(DONE)/project
	@echo "Compiling $< ..."
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ \
	    || $(call say,Compiling the translations,The lines above name the text that is wrong.)
