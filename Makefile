# Two commands do all the set-up: `make review` and `make test`. Both are quick when nothing changed.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: review test browser lint types fix fuzz bench docs gold lock clean help

help:
	@echo "make review   set up and review the course"
	@echo "make test     set up for development; lint, types and all tests"
	@echo "make lint types fix fuzz bench docs gold lock clean"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "flashcards needs Python 3.11 or newer; none was found (set PYTHON=/path/to/python3.11)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "could not make a virtual environment (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }

$(VENV)/ok: requirements.txt | $(BIN)/python
	@echo "Installing what flashcards needs into $(VENV) …" >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/ok-dev: requirements-dev.txt $(VENV)/ok
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

review: $(VENV)/ok
	@$(BIN)/python cli.py --collection decks review || [ $$? -eq 130 ] # leaving by Ctrl-C is no error

lint: $(VENV)/ok-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/ok-dev
	$(BIN)/mypy

# The pages are tested in a real browser. It is installed where that can be done, else its tests are skipped (not on CI).
browser:
	@for b in chromium chromium-browser google-chrome; do command -v $$b >/dev/null 2>&1 && exit 0; done; \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-get update -qq >/dev/null 2>&1 && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || \
	  echo "There is no Chromium, so nothing is tested in a browser (on Debian and Ubuntu: apt install chromium)" >&2

test: lint types browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

fix: $(VENV)/ok-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Every reader on texts made by chance, for so many seconds: make fuzz SECONDS=60
SECONDS ?= 300
fuzz: $(VENV)/ok-dev
	$(BIN)/python -m tests.fuzz $(SECONDS)

bench: $(VENV)/ok-dev
	$(BIN)/python -m bench

# The gold files: terminal output and formulas. Look at the difference before you commit it.
gold: $(VENV)/ok-dev
	$(BIN)/python -m pytest -q --gold tests

# The recording of the README's tour.
docs: $(VENV)/ok-dev
	$(BIN)/python docs/tour.py

# The locks hold hashes and no address. Needs `uv`.
lock:
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-strip-extras --no-annotate --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 --no-strip-extras --no-annotate --no-header -q -o requirements-dev.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
