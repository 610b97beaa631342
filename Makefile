# Two commands are for everybody: `make run` and `make test`. The others are for those who change Accord.
# An environment is made in .venv once for each content of the locks; PYTHON=... chooses the interpreter.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--annotation-style line --custom-compile-command "make lock" $(UPGRADE)

UNREACHED = printf '%s\n' "The packages were not installed: pip says why above." \
	"  do: see that pip reaches an index of packages (PIP_INDEX_URL names yours), then run make again" >&2

# Five processes: two for each engine, one for the tests that ask for none; while an engine works, the process that asks
# it leaves a core idle. The tests keep the order that tests/conftest.py gives them.
SPREAD := -n 5 --no-loadscope-reorder

# Python keeps what it compiled, whatever the environment says: else each process compiles all of Accord anew.
unexport PYTHONDONTWRITEBYTECODE

# Stamps name the content and the place they stand for: an older commit and a moved checkout are noticed too.
key = $(shell (pwd && cat /dev/null $(1)) | cksum | cut -d ' ' -f 1)
MADE := $(VENV)/made-$(call key)
RUN := $(VENV)/run-$(call key,requirements.lock pyproject.toml)
DEV := $(VENV)/dev-$(call key,requirements.lock requirements-dev.lock pyproject.toml)

# An environment whose Python has gone (an upgrade of the system) counts as absent.
$(shell $(BIN)/python -c '' 2>/dev/null || rm -f $(VENV)/made-* $(VENV)/run-* $(VENV)/dev-*)

.PHONY: help run test check bench soak graphiql neo4j lock clean

help: ## Print this list
	@sed -n 's/^\([a-z0-9]*\):.*## /\1	/p' Makefile | expand -t 10

run: $(RUN) ## Make the environment, start the engine, load the facts that changed, serve
	@$(BIN)/accord up

test: $(DEV) ## Run the tests on every engine this machine can start
	@$(BIN)/python -m pytest $(SPREAD) $(ARGS)

check: $(DEV) ## Check the form, types and imports, then run the tests, which check facts and rules too
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest $(SPREAD) $(ARGS)

bench: $(DEV) ## Print the ratios that Accord promises
	@missed=0; for file in tests/bench/bench_*.py; do \
		$(BIN)/python -m tests.bench.$$(basename $$file .py) || missed=1; done; exit $$missed

soak: $(DEV) ## Run the tests at full counts (hours) and write docs/soak.md
	@mkdir -p .cache
	@ACCORD_SOAK=1 $(BIN)/python -m pytest $(SPREAD) --junitxml=.cache/soak.xml $(ARGS); outcome=$$?; \
		$(BIN)/python -m tests.soak_report docs/soak.md .cache/soak.xml && exit $$outcome

graphiql: ## Install GraphiQL for the page at /graphql (needs npm)
	@npm ci --prefix api/page --ignore-scripts --no-audit --no-fund

neo4j: $(DEV) ## Start a Neo4j to try Accord on (needs Maven and Java 17)
	@$(BIN)/python -m tests.neo4j_server

lock: $(DEV) ## Write the locks anew; UPGRADE=--upgrade takes newer versions
	@$(COMPILE) --group build pyproject.toml --output-file requirements.lock
	@$(COMPILE) --group build --group dev --extra notebooks --constraint requirements.lock pyproject.toml \
		--output-file requirements-dev.lock

clean: ## Remove what make has made, but no data of yours
	@rm -rf $(VENV) .cache api/page/node_modules build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find schema graph queries loaders api tests -name __pycache__ -prune -exec rm -rf {} +

$(MADE):
	@test -n "$(PYTHON)" || { printf '%s\n' \
		"No Python 3.11 or later with venv was found." \
		"  do: install one (on Debian and Ubuntu also the package python3-venv), or say make PYTHON=/path/to/python" \
		>&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUN): | $(MADE)
	@echo "Installing Accord in $(VENV) (once for each requirements.lock)"
	@$(PIP) install --require-hashes --requirement requirements.lock || { $(UNREACHED); exit 1; }
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): | $(RUN)
	@echo "Installing the development tools in $(VENV) (once for each requirements-dev.lock)"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock || { $(UNREACHED); exit 1; }
	@touch $@
