"""Fixtures for all tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.site_build import handbook, handbook_by_zensical, handbook_without_addresses

__all__ = ["handbook", "handbook_by_zensical", "handbook_without_addresses"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of everything that a build reads, to break at will."""
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("curriculum.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path
