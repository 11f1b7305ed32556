"""Where links lead that macros write as HTML: MkDocs rewrites only those in Markdown."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

Href = Callable[[str], str]


def address(page: str, *, directory_urls: bool = True) -> str:
    """The address of a page or another file of docs/, relative to the site: `python/index.md` → `python/`."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    if not directory_urls:
        return f"{stem}.html"
    return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"


def href_from(here: str, *, directory_urls: bool = True) -> Href:
    """A function that turns "stage/topic.md#anchor" into an address relative to the page whose address is `here`."""
    start = here if here.endswith("/") or not here else posixpath.dirname(here)

    def href(target: str) -> str:
        path, mark, anchor = target.partition("#")
        there = address(path, directory_urls=directory_urls)
        relative = posixpath.relpath(there or ".", start or ".")
        if there == here:
            return f"#{anchor}" if anchor else "./"
        return relative + ("/" if there.endswith("/") or not there else "") + mark + anchor

    return href
