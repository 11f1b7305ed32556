"""docs/maintainers.md is true to the house: what it names is there, what is there it names, and no floor of `macros` knows the one above."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs/maintainers.md").read_text(encoding="utf-8")
FOLDERS = ("docs", "dictionary", "macros", "overrides", "tests", ".github", ".ci")
FILES = {path.relative_to(ROOT).as_posix() for name in FOLDERS for path in (ROOT / name).rglob("*")} | {path.name for path in ROOT.iterdir()}
ELSEWHERE = {"base.html", "cards.json", "ical.js", "index.html", "site/", "sw.js"}  # of the theme, of the built site, the name of a library
MODULES = {path.relative_to(ROOT / "macros").as_posix(): path for path in (ROOT / "macros").rglob("*.py")}


def floors() -> list[set[str]]:
    """The modules of each floor as the map lists them, from the lowest; a folder stands for all that is in it."""
    listed = re.findall(r"^\d\. (.*(?:\n   .*)*)", TEXT.partition("Внутри `macros/`")[2].partition("\n## ")[0], re.MULTILINE)
    found = []
    for text in listed:
        names = set(re.findall(r"`([\w]+\.py|\w+/)`", text))
        inside = {name for folder in names if folder.endswith("/") for name in MODULES if name.startswith(folder)}
        found.append({name for name in names if name.endswith(".py") and f"downloads/{name}" not in inside} | inside)
    return found


def imported(path: Path) -> set[str]:
    """The modules of `macros` that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "macros":
            folder = str(node.module).replace(".", "/").removeprefix("macros").removeprefix("/")
            inner = {f"{folder}/{alias.name}.py".removeprefix("/") for alias in node.names}
            found |= inner & MODULES.keys() or {f"{folder}.py"}
    return found


def test_the_map_names_each_module_once():
    assert sorted(name for floor in floors() for name in floor) == sorted(MODULES)


def test_no_floor_knows_the_one_above():
    floor_of = {name: number for number, floor in enumerate(floors(), 1) for name in floor}
    upwards = [
        f"{name} ({floor_of[name]}) → {other} ({floor_of[other]})"
        for name, path in MODULES.items()
        for other in imported(path)
        if floor_of[other] > floor_of[name]
    ]
    assert upwards == []


def test_no_module_needs_itself_to_be_imported():
    rest = {name: imported(path) for name, path in MODULES.items()}
    while free := [name for name, needs in rest.items() if not needs & rest.keys()]:
        for name in free:
            del rest[name]
    assert rest == {}


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", "docs/contributing.md", "docs/maintainers.md"])
def test_files_and_commands_that_are_named_exist(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?m)(?:^|`)make ([a-z-]+)", text)) - targets == set()
    named = set(re.findall(r"`(?:macros/|docs/)?((?:[\w.-]+/)*[\w.-]+\.(?:css|html|js|json|md|py|svg|toml|txt|typ|xml|yml)|(?:[\w.-]+/)+)`", text))
    assert [name for name in sorted(named) if name not in ELSEWHERE and not any(f"/{path}/".endswith(f"/{name.strip('/')}/") for path in FILES)] == []
