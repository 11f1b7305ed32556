# Everything that the handbook needs is put into .venv from a bare python3; nothing is installed system-wide.
# Plain equivalents are in README.md: with uv on the PATH every target is one `uv run …`.

UV_VERSION := 0.13.9
# The redirection matters: without it the make of macOS looks for a program named `command` instead of asking the shell.
UV := $(or $(shell command -v uv 2>/dev/null),.tools/uv-$(UV_VERSION)/bin/uv)
RUN := $(UV) run --locked
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build test check lint old links audit bench search-bench lighthouse fuzz pictures notebooks reproducible clean

serve: $(UV)
	$(RUN) --no-dev mkdocs serve

build: $(UV)
	$(RUN) --no-dev --group downloads mkdocs build --strict

test: $(UV)
	$(RUN) pytest

check: $(UV)
	@$(RUN) --no-dev --group check --quiet python -m macros.check

# The form and the types of the code
lint: $(UV)
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy

# Answers that nobody has held against their sources for a year
old: $(UV)
	@$(RUN) --no-dev --quiet python -m macros.freshness

# Links that lead out of the handbook: minutes, and it needs the network
links: $(UV)
	@$(RUN) --no-dev --quiet python -m macros.external_check

# Known vulnerabilities of the locked packages; asks osv.dev
audit: $(UV)
	@$(UV) audit --locked --preview-features audit-command

pictures: $(UV)
	$(RUN) python -m tests.pictures

notebooks: $(UV)
	$(RUN) --no-dev python -m macros.notebooks

bench: $(UV)
	$(RUN) python -m tests.bench

# What Lighthouse says of a page of each kind: minutes, and it needs Node
lighthouse: $(UV)
	@$(RUN) python -m tests.lighthouse

search-bench: $(UV)
	$(RUN) python -m tests.search_bench

# Damaged files and builds by the thousand: half an hour. FUZZ="--seed 2 --mutations 2000 --builds 10"
fuzz: $(UV)
	$(RUN) python -m tests.fuzz $(FUZZ)

reproducible: $(UV)
	EVERY_FILE=1 $(RUN) pytest -n 0 tests/test_downloads.py -k byte_for_byte

clean:
	rm -rf .venv .tools site .cache .pytest_cache .mypy_cache .ruff_cache

.tools/uv-%/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Нужен Python 3.11 или новее: https://www.python.org/downloads/" >&2; exit 1; }
	@python3 -c 'import venv, ensurepip' || { echo "У python3 нет модуля venv. В Debian и Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	python3 -m venv --clear .tools/uv-$*
	.tools/uv-$*/bin/pip install --quiet --disable-pip-version-check uv==$*
