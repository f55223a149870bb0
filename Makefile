# Two commands matter: `make site` and `make test`. Both run on a bare machine with Python 3.11+,
# git and make, without root, and again without harm.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

FUZZ_SECONDS ?= 60

.PHONY: site serve test fuzz audit audit-dependencies lint browser sample messages lock clean

site: $(VENV)/.runtime
	@$(BIN)/gongshi build
	@echo
	@echo "看网站 / Look at it: make serve, or open site/index.html"

serve: $(VENV)/.runtime
	@$(BIN)/gongshi serve

test: $(VENV)/.dev lint
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

# Files that nobody would think of, by coverage, for FUZZ_SECONDS; what breaks something is kept in
# .venv/fuzz and belongs into tests/fuzz/corpus, which `make test` repeats.
fuzz: $(VENV)/.dev $(VENV)/.fuzz
	$(BIN)/python -m tests.fuzz $(FUZZ_SECONDS) $(VENV)/fuzz

# What the site promises in weight and reach, measured on the sample. Needs Chromium and Node too.
audit: $(VENV)/.dev $(VENV)/.audit
	@CI=true $(BIN)/python tests/browser/chromium.py
	@$(BIN)/python -m tests.audit

# The packages that run: known vulnerabilities, and whether anybody still looks after them. Needs the
# internet; what could not be asked fails.
audit-dependencies: $(VENV)/.audit-dependencies
	@$(BIN)/python -m tests.audit.dependencies $(VENV)/audit-dependencies/bin

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The demonstration county, made again from its seed.
sample: $(VENV)/.dev
	$(BIN)/python -m tests.factory records

# New messages of the templates into every catalogue, left empty for a translator. A new language is
# an empty folder of its code, which this fills: mkdir site_templates/messages/ug
messages: $(VENV)/.dev
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k say --no-location --omit-header --sort-output -o $(VENV)/messages.pot .
	@for language in $(notdir $(wildcard site_templates/messages/*)); do \
	  $(BIN)/pybabel -q update -i $(VENV)/messages.pot -d site_templates/messages -D gongshi -l $$language --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 1000 || exit 1; \
	done

# Needs uv; writes hashes and no index address.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev -c requirements.lock --universal --generate-hashes --no-header -q -o requirements-dev.lock
	uv pip compile --group audit --universal --generate-hashes --no-header -q -o tests/audit/requirements.lock
	uv pip compile --group fuzz --universal --generate-hashes --no-header -q -o requirements-fuzz.lock

clean:
	rm -rf $(VENV) site .site.*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The locked packages with their hashes, then gongshi itself from this folder.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.fuzz: requirements-fuzz.lock | $(VENV)/bin/python
	$(PIP) install -q --require-hashes --only-binary :all: -r requirements-fuzz.lock
	@touch $@

# The audit's tools, as locked, with nothing of theirs run on installing.
$(VENV)/.audit: tests/audit/package.json tests/audit/package-lock.json | $(VENV)/bin/python
	@command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || { echo "make audit 需要 Node 20.19 或更新版本和 npm / make audit needs Node 20.19 or newer, and npm (Debian: apt-get install nodejs npm)" >&2; exit 1; }
	@mkdir -p $(VENV)/audit && cp $^ $(VENV)/audit
	npm ci --prefix $(VENV)/audit --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Apart from the others, so that what they ask is not what they are.
$(VENV)/.audit-dependencies: tests/audit/requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/audit-dependencies
	$(VENV)/audit-dependencies/bin/python -m pip --disable-pip-version-check install -q --require-hashes -r $<
	@touch $@
