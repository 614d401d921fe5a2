# Townmoot. `make` alone prints what can be made.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PIP := .venv/bin/python -m pip --disable-pip-version-check
MO := $(patsubst %.po,%.mo,$(shell find src -name '*.po' 2>/dev/null))

.PHONY: help
help: ## print this help
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo; echo "  Variables: demo SERVE=0 (play to the end, leave no server), PORT=N, DATA=folder; bench ONLY=name"

# ---------------------------------------------------------------- what people make
.PHONY: demo
demo: .venv/app.stamp messages ## play the invented town's year; the address is printed
	@.venv/bin/townmoot demo $(if $(PORT),--port $(PORT)) $(if $(DATA),--data '$(DATA)') \
	  $(if $(filter 0,$(SERVE)),--no-serve)

.PHONY: dev
dev: .venv/dev.stamp .venv/app.stamp messages ## everything for developing, then a server that reloads
	@tools/dev.sh $(if $(PORT),--port $(PORT))

.PHONY: test
test: packages .venv/dev.stamp .venv/app.stamp messages ## lint, then every test on SQLite and on PostgreSQL
	@.venv/bin/python tools/run_tests.py

.PHONY: lint
lint: .venv/dev.stamp .venv/app.stamp ## style, types, layers, templates
	@.venv/bin/python tools/lint.py

.PHONY: bench
bench: .venv/dev.stamp .venv/app.stamp messages ## measure; writes bench/results.json and bench/RESULTS.md
	@tools/debian_packages.sh bench
	@.venv/bin/python bench/run.py $(if $(ONLY),--only $(ONLY))

.PHONY: tamper
tamper: .venv/app.stamp messages ## alter one byte in a copy of the record and see it found
	@.venv/bin/python tools/tamper.py $(if $(DATA),--data '$(DATA)')

.PHONY: clean
clean: ## remove what was made; data in var/ stays
	rm -rf .venv build dist src/*.egg-info .coverage* coverage.json .pytest_cache .mypy_cache \
	  .ruff_cache .hypothesis .schemathesis .import_linter_cache
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	find src -name '*.mo' -delete

# ---------------------------------------------------------------- how it is made
.PHONY: packages
packages:
	@tools/debian_packages.sh

.venv/venv.stamp:
	@tools/make_venv.sh '$(PYTHON)'
	@touch $@

# The locks are whole, so nothing is resolved again: a newer release can't slip in or refuse.
.venv/run.stamp: requirements/run.txt | .venv/venv.stamp
	@echo "Installing what the town hall needs (once) …"
	@$(PIP) install -qq --no-deps --require-hashes -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo "Installing what testing needs (once) …"
	@$(PIP) install -qq --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

# No build isolation: setuptools is one of the pinned requirements.
.venv/app.stamp: pyproject.toml .venv/run.stamp
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: messages
messages: $(MO)

%.mo: %.po | .venv/run.stamp
	@.venv/bin/pybabel --quiet compile --input-file $< --output-file $@
