# Two commands do everything: `make sheets` and `make test`. Each builds the environment that it needs.
PYTHON ?= python3
BIN    := .venv/bin
SHEETS := $(sort $(wildcard derivations/*.yaml))

.PHONY: sheets test check lint types docs bench clean

sheets: .venv/base
	$(BIN)/symconv build $(SHEETS) --output build/sheets --report --jobs 2

test: .venv/dev
	$(BIN)/python -m pytest -n auto $(OPTIONS)

check: lint types

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev
	$(BIN)/mypy

docs: .venv/docs
	$(BIN)/sphinx-build -W --keep-going -b html docs build/docs

bench: .venv/peers
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/regions.py

clean:
	rm -rf .venv build

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("symconv needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

# One marker file per set of packages; it is younger than pyproject.toml exactly when nothing has to be installed.
.venv/base: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/%: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[$*]'
	touch .venv/base $@
