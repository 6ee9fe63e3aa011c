# Everything a newcomer needs. Requires Python 3.11 or later, make, and a package index; uv is fetched when absent.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .uv/bin/uv)
RUN := .venv/bin
export DODOMU_HOME_DEMO := $(or $(DODOMU_HOME),$(CURDIR)/.demo)

.PHONY: help setup demo test test-all check bench clean

help:  ## Say what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/.ready  ## Install everything into .venv; the command is then .venv/bin/dodomu.
	@$(RUN)/python tools/messages.py compile
	@$(RUN)/python -m compileall -q src

.venv/.ready: uv.lock pyproject.toml | python
	@[ "$(UV)" != .uv/bin/uv ] || [ -x .uv/bin/uv ] || { echo "Fetching uv into .uv ..."; \
	  $(PYTHON) -m venv .uv && .uv/bin/python -m pip install --quiet uv; }
	@$(UV) sync --frozen --all-extras --no-extra spark --quiet --no-python-downloads --compile-bytecode $(if $(wildcard .venv/bin/python),,--python $(PYTHON))
	@touch $@

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { echo "Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old: Python 3.11 or later is needed. Name one: make PYTHON=python3.11"; exit 1; }

demo: setup  ## Show the invented scenario on this machine.
	@DODOMU_HOME="$$DODOMU_HOME_DEMO" $(RUN)/dodomu demo

test: setup  ## Run all tests: embedded database, PostgreSQL, browser.
	@$(RUN)/python tools/run_tests.py

test-all: setup spark  ## Run the long and heavy tests as well.
	@$(RUN)/python tools/run_tests.py --heavy

# Spark is 470 MB and takes over a minute to install: only the tests of `dodomu link --engine spark` need it, and Java.
.PHONY: spark
spark: setup
	@$(RUN)/python -c 'import pyspark' 2>/dev/null || $(UV) sync --frozen --all-extras --quiet --no-python-downloads --compile-bytecode
	@command -v java >/dev/null || { [ "$$(id -u)" -eq 0 ] && apt-get update -q && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends default-jre-headless; } || { \
	  echo "Missing: Java 17 or later, for Spark. On Debian: apt install default-jre-headless"; exit 1; }

check: setup  ## Lint, types, layers, dependencies, templates, translations.
	@$(RUN)/python tools/run_checks.py

bench: setup  ## Measure import, search and lists.
	@$(RUN)/python -m bench

clean:  ## Remove what was made here, the demonstration included.
	rm -rf .venv .uv .demo .artifacts build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
