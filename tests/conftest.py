"""Fixtures for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import markdown
import pytest

from macros import check, github
from macros.curriculum import load
from macros.model import Curriculum
from macros.sources import Line
from tests.site_build import PLACE, downloads, handbook, handbook_by_zensical, handbook_without_addresses, place_for_all, said_without_libraries

__all__ = ["downloads", "handbook", "handbook_by_zensical", "handbook_without_addresses", "said_without_libraries"]

os.environ["DOWNLOADS"] = "false"  # whatever a test builds; the site itself has them

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
LONGEST = ("test_code_in_pages.py", "test_mistakes.py", "test_axe.py")


def pytest_configure(config: pytest.Config) -> None:
    """One handbook for all processes: the one that shares out the tests serves it."""
    if not hasattr(config, "workerinput"):
        stack = ExitStack()
        config.stash[PLACE] = stack.enter_context(place_for_all())
        config.add_cleanup(stack.close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # of pytest-xdist
    node.workerinput.update(node.config.stash[PLACE])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files are shared out whole: a long one at the end would leave all processes but one without work."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """On GitHub, what a failed test says of a line of the content stands on that line of the pull request."""
    if github.wanted():
        reports = [*terminalreporter.stats.get("failed", []), *terminalreporter.stats.get("error", [])]
        for command in github.commands(problem for report in reports for problem in github.found_in(report.longreprtext)):
            terminalreporter.write_line(command)


@pytest.fixture(scope="session")
def pages_read_once() -> Iterator[None]:
    """What is wrong with a page is worked out once for each text of it: a test changes one page of a hundred."""
    known: dict[tuple[str, tuple[Line, ...]], list[tuple[Any, Any, list[check.Finding]]]] = {}
    read = check.of_page

    def of_page(curriculum: Curriculum | None, name: str, lines: list[Line], answers: check.Answers) -> list[check.Finding]:
        of_text = known.setdefault((name, tuple(lines)), [])
        for for_curriculum, for_answers, findings in of_text:
            if for_curriculum is curriculum and for_answers == answers:
                return findings
        findings = list(read(curriculum, name, lines, answers))
        of_text.append((curriculum, answers, findings))
        return findings

    by_itself: dict[tuple[Any, ...], tuple[check.Finding, ...]] = {}
    broken = check.page_text.broken

    def of_text(body: list[Line], macros_on: bool) -> tuple[check.Finding, ...]:  # whatever the data file says
        key = (macros_on, *body)
        if key not in by_itself:
            by_itself[key] = tuple(broken(body, macros_on))
        return by_itself[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "of_page", of_page)
        patch.setattr(check.page_text, "broken", of_text)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of everything that a build reads, to break at will."""
    for name in ("dictionary", "docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("curriculum.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def tiny() -> Curriculum:
    """A curriculum of three weeks with one of everything: tests/data/curriculum.yml."""
    return load(DATA / "curriculum.yml")


@pytest.fixture
def render(tiny: Curriculum) -> Callable[..., str]:
    """Markdown to HTML with the extensions of the site that answers need, on the tiny curriculum."""

    def convert(text: str, **options: str) -> str:
        pymdownx = [f"pymdownx.{name}" for name in ("arithmatex", "highlight", "superfences")]
        extensions = ["md_in_html", "tables", *pymdownx, "macros.formulas", "macros.answers", "macros.cases"]
        load = {"load": lambda: tiny}
        settings = {"pymdownx.arithmatex": {"generic": True}, "macros.answers": load | options, "macros.cases": load}
        return markdown.markdown(text, extensions=extensions, extension_configs=settings)

    return convert
