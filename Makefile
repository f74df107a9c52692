# Two commands matter: `make run` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.stamp
BIN := $(VENV)/bin

.PHONY: setup run test check lock

setup: $(STAMP)

$(STAMP): requirements/base.txt requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: $(STAMP)
	$(BIN)/spil serve --open-link

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist loadfile -o tmp_path_retention_policy=failed

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/spil check --code

# Needs uv; writes pins with hashes and no index address.
COMPILE := uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11
lock:
	$(COMPILE) requirements/base.in -o requirements/base.txt
	for set in slack telegram teams mail postgres caldav encoder bench dev; do \
	  $(COMPILE) -c requirements/base.txt requirements/$$set.in -o requirements/$$set.txt; done
