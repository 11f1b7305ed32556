"""What contributors send, as patches: bad ones are refused with the message that tells what to do, good ones pass.

A patch of tests/data/contributions/bad/ begins with what has to be said, and with the line it has to be said of, as that line reads once the
patch is applied (`Строка: …`, then `Сообщение: …`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from macros import check, freshness, language, permanent_ids
from macros.curriculum import load, read
from macros.problems import Problem
from tests.conftest import ROOT
from tests.snippets import Interpreter, run_page

pytestmark = pytest.mark.usefixtures("pages_read_once")

PATCHES = ROOT / "tests" / "data" / "contributions"
BAD, GOOD = (sorted((PATCHES / kind).glob("*.patch")) for kind in ("bad", "good"))
TODAY = date(2026, 11, 28)
BEFORE = load()
KEPT = ("curriculum.yml", "dictionary", "docs", "mkdocs.yml")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contributed")
    for name in KEPT:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def interpreter() -> Iterator[Interpreter]:
    with Interpreter(hash_seed=1) as one:
        yield one


def changed(patch: Path) -> list[str]:
    return re.findall(r"^\+\+\+ b/(\S+)", patch.read_bytes().decode(), re.MULTILINE)


@pytest.fixture
def contributed(request: pytest.FixtureRequest, copy: Path) -> Iterator[Path]:
    """The copy with the patch applied, and as it was afterwards."""
    patch: Path = request.param
    done = subprocess.run(["git", "apply", "--whitespace=nowarn", "-C1", str(patch)], cwd=copy, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{patch.name} больше не ложится на страницы, обновите его: {done.stderr}"
    yield copy
    for file in changed(patch):
        shutil.copy(ROOT / file, copy / file)


def findings(root: Path, files: list[str], interpreter: Interpreter) -> list[Problem]:
    """What `make check` and the tests that run code say; what looks at a file by itself is asked for the files that are changed."""
    found, _ = check.problems(root)
    pages = {file: (root / file).read_text(encoding="utf-8") for file in files if file.endswith(".md")}
    texts = pages | {file: (root / file).read_text(encoding="utf-8") for file in files if file == "curriculum.yml"}
    vocabulary = language.Vocabulary(root)
    found += [problem for file, text in texts.items() for problem in language.problems(file, text, vocabulary)]
    found += freshness.ahead(root, TODAY)
    if "curriculum.yml" in files and (curriculum := read(root / "curriculum.yml")[0]):
        found += permanent_ids.lost(BEFORE, curriculum, texts["curriculum.yml"])
    if not found:
        for page, text in pages.items():
            found += [problem for problems in run_page(page, text, [interpreter]).values() for problem in problems]
    return sorted(set(found))


def expected(patch: Path) -> list[tuple[str, str]]:
    head = patch.read_bytes().decode().partition("diff --git")[0]
    return re.findall(r"^Строка: (.*)\nСообщение: (.*)$", head, re.MULTILINE)


def said(root: Path, problem: Problem) -> tuple[str, str]:
    line = (root / problem.file).read_text(encoding="utf-8").split("\n")[problem.line - 1]
    return line.strip()[:100], f"{problem.file}: {problem.text}".replace("\n", " ⏎ ")


@pytest.mark.parametrize("contributed", BAD, ids=lambda patch: patch.stem, indirect=True)
def test_a_bad_contribution_is_refused_and_told_what_to_do(contributed, request, interpreter):
    patch = request.node.callspec.params["contributed"]
    found = findings(contributed, changed(patch), interpreter)
    assert [said(contributed, problem) for problem in found] == expected(patch)


@pytest.mark.parametrize("contributed", GOOD, ids=lambda patch: patch.stem, indirect=True)
def test_a_good_contribution_passes(contributed, request, interpreter):
    found = findings(contributed, changed(request.node.callspec.params["contributed"]), interpreter)
    assert list(map(str, found)) == []


def test_there_are_enough_of_them_and_each_bad_one_says_what_is_expected():
    assert (len(BAD) >= 25, len(GOOD) >= 10) == (True, True)
    assert [patch.name for patch in BAD if not expected(patch)] == []
