# Everything that the handbook needs is put into .venv from a bare python3; nothing is installed system-wide.
# Plain equivalents are in README.md: with uv on the PATH every target is one `uv run …`.

UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv),.tools/bin/uv)
RUN := $(UV) run --locked
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build test check bench clean

serve: $(UV)
	$(RUN) --no-dev mkdocs serve

build: $(UV)
	$(RUN) --no-dev mkdocs build --strict

test: $(UV)
	$(RUN) pytest

check: $(UV)
	@$(RUN) --no-dev --quiet python -m macros.check

bench: $(UV)
	$(RUN) python -m tests.bench

clean:
	rm -rf .venv .tools site .pytest_cache .mypy_cache .ruff_cache

.tools/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Нужен Python 3.11 или новее: https://www.python.org/downloads/"; exit 1; }
	@python3 -m venv .tools || { rm -rf .tools; echo "У python3 нет модуля venv. В Debian и Ubuntu: sudo apt install python3-venv"; exit 1; }
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
