# The magazine. `make help` lists what there is; every target sets up what it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PRESS := $(BIN)/python -m plugins.press
DAY_OPTION = $(if $(DAY),--day $(DAY))

.PHONY: html publish serve check test bench lock clean help
.DEFAULT_GOAL := help

html: $(VENV)/compiled  ## print the magazine into output/ for today, or for DAY=2019-05-01 (SEARCH=0: without its index)
	@$(PRESS) $(DAY_OPTION)

serve: $(VENV)/compiled  ## preview at http://localhost:8000 (PORT=8400 DAY=2019-07-01)
	@$(BIN)/python -m plugins.press.serve $(DAY_OPTION)

check: $(VENV)/ready  ## read and check everything, print nothing
	@./desk check $(DAY_OPTION)

publish: $(VENV)/compiled  ## print with publishconf.py, for readers
	@$(PRESS) --settings publishconf.py $(DAY_OPTION)

test: $(VENV)/tested node_modules/.ready  ## run all tests; REQUIRE_ALL=1 leaves none out
	@$(BIN)/ruff check plugins tests pelicanconf.py publishconf.py
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m pytest -rs

bench: $(VENV)/benched $(VENV)/compiled tests/bench/eleventy/node_modules/.ready  ## measure it beside other generators (BENCH="--quick")
	@$(BIN)/python -m tests.bench $(BENCH)

lock: $(VENV)/ready  ## for maintainers: lock what pyproject.toml asks for, by hash
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --extra bench -c requirements.txt pyproject.toml -o requirements-bench.txt

clean:  ## remove what was printed and what was set up
	rm -rf $(VENV) node_modules tests/bench/eleventy/node_modules output .press

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@echo "Setting up, once ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: requirements.txt desk | $(VENV)/made
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@cp desk $(BIN)/desk
	@touch $@

# Where Python itself may keep no bytecode (PYTHONDONTWRITEBYTECODE, as in many containers) each build would compile the house.
$(VENV)/compiled: $(VENV)/ready $(wildcard plugins/*.py plugins/*/*.py plugins/*/*/*.py)
	@$(BIN)/python -m compileall -q plugins
	@touch $@

$(VENV)/tested: requirements-test.txt $(VENV)/ready
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/benched: requirements-bench.txt $(VENV)/ready
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# The page checkers come from npm; without it the tests that use them are left out and named.
node_modules/.ready: package.json package-lock.json
	@mkdir -p node_modules
	@if command -v npm >/dev/null; then npm ci --silent --ignore-scripts --no-audit --no-fund; fi
	@mkdir -p node_modules && touch $@

# So does Eleventy, which only the benchmark uses.
tests/bench/eleventy/node_modules/.ready: tests/bench/eleventy/package.json tests/bench/eleventy/package-lock.json
	@mkdir -p $(@D)
	@if command -v npm >/dev/null; then cd $(<D) && npm ci --silent --ignore-scripts --no-audit --no-fund; fi
	@mkdir -p $(@D) && touch $@
