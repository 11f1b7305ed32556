"""An id that was there once stays, or `renamed` says what it is called now: held against the main branch."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from macros.permanent_ids import problems
from tests.conftest import ROOT
from tests.test_downloads import commit, git

GONE = (
    "id «range» пропал, а на нём держатся адреса, прогресс читателей и напечатанные QR-коды. "
    "Верните его или допишите в renamed: «questions:», под ней с отступом «range: range-works»."
)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a project with one commit on main."""
    monkeypatch.delenv("BASE", raising=False)
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "-q", "-b", "main")
    shutil.copy(ROOT / "curriculum.yml", origin)
    commit(origin, "2027-01-01T00:00:00+0000")
    git(tmp_path, "clone", "-q", f"file://{origin}", "clone")
    return tmp_path / "clone"


def rename(folder: Path, *further: tuple[str, str]) -> None:
    text = (folder / "curriculum.yml").read_text(encoding="utf-8")
    for old, new in (("- id: range\n", "- id: range-works\n"), ("question: range}", "question: range-works}"), *further):
        text = text.replace(old, new)
    (folder / "curriculum.yml").write_text(text, encoding="utf-8")


def test_in_a_clone_the_measure_is_where_the_branch_left_main(clone):
    assert problems(clone) == []
    rename(clone)
    (problem,) = problems(clone)
    assert problem.text == GONE
    assert "- id: range-works" in (clone / "curriculum.yml").read_text(encoding="utf-8").split("\n")[problem.line - 1]
    git(clone, "checkout", "-q", "-b", "patch-1")
    commit(clone, "2027-01-02T00:00:00+0000")
    assert [found.text for found in problems(clone)] == [GONE]


def test_with_its_line_in_renamed_an_id_may_change(clone):
    rename(clone, ("\nglossary:\n", "\nrenamed:\n  questions:\n    range: range-works\n\nglossary:\n"))
    assert problems(clone) == []


def test_a_workflow_names_the_commit_and_fetches_it_into_a_shallow_checkout(clone, monkeypatch):
    base = subprocess.run(["git", "rev-parse", "HEAD"], cwd=clone, capture_output=True, text=True, check=True).stdout.strip()
    rename(clone)
    commit(clone, "2027-01-02T00:00:00+0000")
    git(clone, "push", "-q", "origin", "HEAD:refs/heads/patch-1")
    shallow = clone.with_name("shallow")
    git(clone.parent, "clone", "-q", "--depth", "1", "-b", "patch-1", f"file://{clone.parent}/origin", str(shallow))
    git(clone.parent / "origin", "config", "uploadpack.allowAnySHA1InWant", "true")  # as GitHub does
    monkeypatch.setenv("BASE", base)
    assert [found.text for found in problems(shallow)] == [GONE]
    monkeypatch.setenv("BASE", "1" * 40)
    assert "fetch-depth: 0" in problems(shallow)[0].text
    monkeypatch.setenv("BASE", "0" * 40)  # the first push of all
    assert problems(shallow) == []


def test_an_archive_has_nothing_to_compare_with(tmp_path):
    shutil.copy(ROOT / "curriculum.yml", tmp_path)
    assert problems(tmp_path) == []
