# Two commands for newcomers: `make serve` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve build check facts links test audit campaign advisories bench format pins clean

help:
	@echo "make serve    build the site and serve it with live reload"
	@echo "make build    build the site into site/"
	@echo "make check    problems in data and guides, with file, line and column"
	@echo "make facts    look for each fact of docs/facts.yaml in the guides, and try the patterns in data/"
	@echo "make links    ask the addresses outside the site whether they are still there"
	@echo "make test     prove everything that can be proven"
	@echo "make audit    look at every kind of page of the site in every way, and weigh it"
	@echo "make campaign try for an hour what harms: hostile bytes and texts, changed code, kills, stress"
	@echo "make advisories  ask whether a pinned package is known to be vulnerable"
	@echo "make bench    measure speed and memory beside others"
	@echo "make format   format the code"
	@echo "make pins     pin the newest requirements (needs uv)"

serve: $(VENV)/site
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: $(VENV)/site
	@test -z "$(CLEAN)" || rm -rf .cache/site
	$(BIN)/mkdocs build --strict

check: $(VENV)/site
	$(BIN)/decision check $(CHECK)

facts: $(VENV)/site
	$(BIN)/decision facts $(FACTS)

links: $(VENV)/site
	$(BIN)/decision links

test: $(VENV)/dev
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not campaign" $(PYTEST)

audit: $(VENV)/dev
	$(BIN)/python -m audit $(AUDIT)

campaign: $(VENV)/dev
	$(BIN)/python -m campaign $(CAMPAIGN)

advisories: $(VENV)/advisories
	$(BIN)/python -m audit.advisories

bench: $(VENV)/bench
	@for name in decisions loading large checks adopt exchange site builds serve chooser search pictures translations; do $(BIN)/python -m bench.$$name $(BENCH) || exit 1; echo; done

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The package itself is installed editable, so that the hooks and the command find it.
$(VENV)/%: requirements/%.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$*.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

pins:
	for name in site dev bench actions advisories; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-config \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) site .cache
