"""Fixtures for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest

from macros.curriculum import load
from macros.model import Curriculum
from tests.site_build import downloads, handbook, handbook_by_zensical, handbook_without_addresses, said_without_libraries

__all__ = ["downloads", "handbook", "handbook_by_zensical", "handbook_without_addresses", "said_without_libraries"]

os.environ["DOWNLOADS"] = "false"  # whatever a test builds; the site itself has them

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of everything that a build reads, to break at will."""
    for name in ("docs", "macros", "overrides"):
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
