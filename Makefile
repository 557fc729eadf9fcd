# Overridable: make test PYTHON=python3.12 VENV=/tmp/kg-venv PYTEST_ARGS="-k plan"
PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=

BIN := $(VENV)/bin
# What the shell of the caller points kg at is not for the demo and the tests.
OWN := env -u KG_STORE -u NEO4J_URI -u NEO4J_USERNAME -u NEO4J_PASSWORD -u NEO4J_DATABASE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check lint docs browser node clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.kg-installed ## install kg into .venv and show it on the bundled notes
	@$(OWN) $(BIN)/kg demo

test: $(VENV)/.kg-dev browser node ## install what the tests need and run them
	@$(OWN) $(BIN)/python -m pytest $(PYTEST_ARGS)

check: lint test ## run everything that must be green before a commit

lint: $(VENV)/.kg-dev ## check format, style, types, layers and generated pages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/generate.py --check

docs: $(VENV)/.kg-dev ## write the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

browser:
	@if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else echo "No Chromium: install it (apt-get install chromium) to test the page too." >&2; fi

node: tests/node/package.json
	@if command -v npm >/dev/null; then \
	  npm install --prefix tests/node --no-package-lock --no-audit --no-fund --loglevel=error >/dev/null \
	    || echo "npm could not install tests/node/package.json: the tests that need it are skipped." >&2; \
	else echo "No npm: install Node.js (apt-get install npm) to test accessibility and the Mermaid diagrams too." >&2; fi

clean: ## remove what builds, tests and the demo leave; .venv stays
	rm -rf tests/node/node_modules build dist demo .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find kg tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# The stamps are newer than pyproject.toml when what it asks for is there.
$(VENV)/.kg-installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.kg-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev --editable .
	@touch $@ $(VENV)/.kg-installed
