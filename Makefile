# A fresh machine needs Python 3.11 or later and make; everything else goes into .venv.
#
#   make leaflet     the dry-needling leaflet, as ./dry-needling.pdf
#   make test        all tests, on all cores
#   make quick       the tests of what a change usually breaks, in less than a minute
#   make explore     the property tests, with different examples each time
#   make lowest      all tests, with the lowest versions of all packages that setup.cfg allows
#   make newest      the quick tests, on the newest Python that is installed
#   make fuzz        fuzzes all that reads files, a minute each (SECONDS=60)
#   make lint        formatter, linter, types, import contract
#   make format      formats the code
#   make gallery     a picture of each handout in every format, into gallery/
#   make benchmark   compares our leaflet with other tools, in one table
#   make benchmark-people   the same for leaflets for many people
#   make benchmark-large    batches of 1,000 and 10,000 people
#   make ink         the toner that each format uses in colour and in black and white

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# ruff does not read setup.cfg, so each line of its section there becomes one --config.
RUFF = sed -n '/^\[ruff\]/,/^$$/s/^[a-z].*/--config=&/p' setup.cfg | tr '\n' '\0' | \
       xargs -0 $(BIN)/ruff $(1) --isolated $(2) .

# On all cores; a core that is done takes over tests of another.
PYTEST = $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

LOWEST := tests/lowest-versions.txt

# A newer Python than the usual one, if there is any: as "python3.14", or where pyenv has it.
NEWER_PYTHON ?= $(shell $(PYTHON) tests/newer_python.py)

.DELETE_ON_ERROR:
.PHONY: leaflet test quick lowest newest lowest-versions fuzz explore lint format gallery benchmark benchmark-people benchmark-large ink clean

leaflet: $(VENV)/installed
	@$(BIN)/handouts build dry-needling --output dry-needling.pdf
	@echo "The program is $(BIN)/handouts. To type 'handouts' alone: source $(BIN)/activate" >&2

test: $(VENV)/with-test
	$(PYTEST)

quick: $(VENV)/with-test
	$(PYTEST) -m "not slow" --hypothesis-profile=quick

lowest: .venv-lowest/installed
	.venv-lowest/bin/python -m pytest --numprocesses=auto --dist=worksteal

newest: .venv-newest/installed
	.venv-newest/bin/python -m pytest --numprocesses=auto --dist=worksteal \
	  -m "not slow" --hypothesis-profile=quick

# Run after a change of versions in setup.cfg; a test compares the two.
lowest-versions: $(VENV)/with-check
	$(BIN)/uv pip compile --quiet --no-header --no-annotate --no-emit-index-url \
	  --no-deps --resolution lowest-direct --extra test --python-version 3.11 pyproject.toml \
	  --output-file $(LOWEST)

# Linux and macOS. What reaches new code is kept in build/fuzz, and is where the next run begins.
FUZZED = spec pages markdown brand svg csv xlsx columns dates person names
SECONDS ?= 60
fuzz: $(VENV)/with-test $(VENV)/with-fuzz
	@for target in $(FUZZED); do \
	  mkdir -p build; $(BIN)/python -m tests.fuzz $$target $(SECONDS) build/fuzz 2>build/fuzz.log || \
	    { cat build/fuzz.log; exit 1; }; \
	  grep -A30 "^FOUND" build/fuzz.log || true; \
	done

explore: $(VENV)/with-test
	$(PYTEST) -m hypothesis --hypothesis-profile=explore

lint: $(VENV)/with-check $(VENV)/with-test
	$(call RUFF,format --check,)
	$(call RUFF,check,)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/with-check
	$(call RUFF,format,)
	$(call RUFF,check --fix,)

gallery: $(VENV)/installed
	@$(BIN)/handouts preview --all --output gallery

benchmark: $(VENV)/with-benchmark
	$(BIN)/python -m benchmarks

benchmark-people: $(VENV)/with-benchmark
	$(BIN)/python -m benchmarks people

benchmark-large: $(VENV)/with-benchmark
	$(BIN)/python -m benchmarks people --large --people --rounds 1

ink: $(VENV)/with-benchmark
	@$(BIN)/python -m benchmarks.toner

clean:
	rm -rf $(VENV) .venv-lowest .venv-newest build dist gallery dry-needling.pdf

# Marker files: nothing is installed again until setup.cfg changes.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "handouts needs Python 3.11 or later; try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; \
	  exit 1; }

.venv-lowest/installed: setup.cfg pyproject.toml $(LOWEST)
	@echo "Setting up .venv-lowest (once)..." >&2
	@rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	@.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint $(LOWEST) --editable '.[test]'
	@touch $@

.venv-newest/installed: setup.cfg pyproject.toml
	@test -n "$(NEWER_PYTHON)" || { echo "no newer Python than $(PYTHON) was found" >&2; exit 1; }
	@echo "Setting up .venv-newest with $(NEWER_PYTHON) (once)..." >&2
	@rm -rf .venv-newest && $(NEWER_PYTHON) -m venv .venv-newest
	@.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/installed: setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo "Setting up .venv (once)..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/with-%: $(VENV)/installed
	@echo "Setting up .venv for $*..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@
