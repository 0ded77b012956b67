# `make help` lists the targets. Needs python3 (3.11 or newer) with pip; everything else goes into .venv.
PORT ?= 8000
PYTHON ?= python3
UV ?= uv
BIN := .venv/bin
# pip of the system installs into .venv, so that python3-venv (ensurepip) is not needed: see docs/adr/0005.
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input install --quiet --root-user-action=ignore
LOCK := compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	--custom-compile-command "make lock" --quiet
PROJECT := pyproject.toml README.md LICENSE
.DEFAULT_GOAL := help
.PHONY: help run install dev check test browser bench coverage i18n urls lock clean
.DELETE_ON_ERROR:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## Make the demo town if needed and serve it at http://127.0.0.1:$(PORT)
	@exec $(BIN)/civic demo --serve --port $(PORT)

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --without-pip .venv

.venv/.installed: requirements.lock $(PROJECT) | $(BIN)/python
	@echo "Installing what civic needs into .venv ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements-dev.lock $(PROJECT) | .venv/.installed
	@echo "Installing the test tools into .venv ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

install: .venv/.installed ## Install into .venv and compile the catalogues
	@$(BIN)/python -m civic.i18n.compile

dev: install .venv/.installed-dev

check: dev ## Static checks: style, types, import contracts, templates, catalogues, architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet civic --lint
	@$(BIN)/python -m civic.i18n.catalogue_check
	@$(BIN)/python -m pytest -q tests/architecture -m static

test: check ## Everything that CI runs
	@$(BIN)/python -m tests.run

browser: dev ## Journeys, accessibility, sizes in real Chromium
	@$(BIN)/python -m pytest -q tests/browser

bench: dev ## Measure speed and size; writes docs/performance.md
	@$(BIN)/python -m bench

coverage: dev ## Tests on SQLite with coverage of services and policies
	@$(BIN)/python -m pytest -q tests --ignore=tests/browser -m "not redis" -n 2 --cov=civic --cov-report=
	@$(BIN)/coverage report --include='civic/*/services.py,civic/*/policies.py,civic/*/queries.py'

i18n: dev ## Collect the sentences of the code into the catalogues and check these
	@$(BIN)/python -m civic.i18n.collect
	@$(BIN)/python -m civic.i18n.compile
	@$(BIN)/python -m civic.i18n.catalogue_check
	@$(BIN)/python -m civic.i18n.catalogue_advice

urls: dev ## Write the stored list of addresses anew (after adding some)
	@$(BIN)/python -m tests.architecture.urls

lock: ## Lock the dependencies anew, with hashes (needs uv)
	$(UV) pip $(LOCK) pyproject.toml --group build --output-file requirements.lock
	$(UV) pip $(LOCK) pyproject.toml --group build --group dev --output-file requirements-dev.lock

clean: ## Remove .venv and caches; data in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
