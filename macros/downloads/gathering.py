"""Puts together what a build knows into the material of downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from macros.bank import bank
from macros.curriculum import ROOT
from macros.downloads.history import changes, last_change
from macros.downloads.material import Material
from macros.model import Curriculum


def material(config: Any, curriculum: Curriculum, pages: Sequence[tuple[str, str, str]], articles: Mapping[str, str]) -> Material:
    """`pages` have their path in docs/, address and title, in the order of the navigation."""
    date = last_change(ROOT)
    return Material(
        curriculum=curriculum,
        entries=tuple(bank(curriculum, articles, directory_urls=config.use_directory_urls)),
        articles={path: articles[path] for path, _, _ in pages},
        addresses={path: address for path, address, _ in pages},
        titles={path: title for path, _, title in pages},
        site_name=config.site_name,
        site_url=config.site_url and config.site_url.rstrip("/") + "/",
        docs=Path(config.docs_dir),
        date=date,
        changed=changes(ROOT, curriculum, date),
    )
