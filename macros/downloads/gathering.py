"""Puts together what a build knows into the material of downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from macros.bank import bank
from macros.curriculum import ROOT
from macros.downloads.history import changes, last_change
from macros.downloads.material import Material
from macros.formulas import written
from macros.model import Curriculum


def material(config: Any, curriculum: Curriculum, pages: Sequence[Any], articles: Mapping[str, str]) -> Material:
    """`pages` are those of MkDocs, rendered, in the order of the navigation."""
    date = last_change(ROOT)
    site_url = config.extra.get("downloads_url") or config.site_url
    return Material(
        curriculum=curriculum,
        entries=tuple(bank(curriculum, articles, directory_urls=config.use_directory_urls)),
        articles={page.file.src_uri: articles[page.file.src_uri] for page in pages},
        addresses={page.file.src_uri: page.url for page in pages},
        titles={page.file.src_uri: page.title for page in pages},
        descriptions={page.file.src_uri: said for page in pages if (said := page.meta.get("description"))},
        site_name=config.site_name,
        site_url=f"{site_url.rstrip('/')}/" if site_url else None,
        docs=Path(config.docs_dir),
        date=date,
        changed=changes(ROOT, curriculum, date),
        formulas=dict(written),
    )
