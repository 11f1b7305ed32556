"""What a workflow of GitHub prints so that a finding stands on its line in a pull request."""

from __future__ import annotations

from types import SimpleNamespace

from macros.github import annotation, commands, found_in
from macros.problems import Problem
from tests.conftest import pytest_terminal_summary


def test_a_finding_is_a_command_with_what_would_end_it_escaped():
    problem = Problem("docs/a,b:c.md", 4, "доля 5%: пишется\n«5 %», так-то")
    assert annotation(problem) == "::error file=docs/a%2Cb%3Ac.md,line=4::доля 5%25: пишется%0A«5 %25», так-то"


def test_what_several_tests_find_is_said_once():
    problem = Problem("docs/a.md", 4, "раз")
    assert commands([problem, Problem("docs/b.md", 1, "два"), problem]) == [annotation(problem), "::error file=docs/b.md,line=1::два"]


def test_findings_are_read_from_what_a_failed_test_says_with_all_their_lines():
    report = """\
docs/python/oop.md:12: вывод кода другой. Исправьте код или комментарий.
На странице:
    [1, 2]
Напечатано:
    [1]
docs/a.md:3: второе
E   curriculum.yml:7: третье
tests/test_x.py:9: AssertionError
/usr/lib/x.py:12: in run
"""
    whole = "вывод кода другой. Исправьте код или комментарий.\nНа странице:\n    [1, 2]\nНапечатано:\n    [1]"
    assert list(found_in(report)) == [
        Problem("docs/python/oop.md", 12, whole),
        Problem("docs/a.md", 3, "второе"),
        Problem("curriculum.yml", 7, "третье"),
    ]


def test_a_failed_test_tells_its_line_on_github_only(monkeypatch):
    failed = SimpleNamespace(longreprtext="docs/a.md:3: слово")
    lines: list[str] = []
    reporter = SimpleNamespace(stats={"failed": [failed]}, write_line=lines.append)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    pytest_terminal_summary(reporter)
    assert lines == []
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    pytest_terminal_summary(reporter)
    assert lines == ["::error file=docs/a.md,line=3::слово"]
