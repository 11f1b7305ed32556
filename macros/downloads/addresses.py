"""Where links of the handbook lead from inside a file that was taken away from it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import urljoin

from macros.downloads.material import Material

_ROOT = "https://site.invalid/"


def absolute(material: Material, page: str) -> Callable[[str], str]:
    """A function of links as they stand on a page, named by its address. Without an address of the site the result is relative to its root."""
    base = material.site_url or _ROOT

    def resolve(link: str) -> str:
        found = urljoin(base + page, link)
        return found if material.site_url else found.removeprefix(_ROOT) or "./"

    return resolve


def beside(material: Material, page: str) -> Callable[[str], str]:
    """The same for a file that lies beside the page: without an address of the site the links stay as they are."""
    if material.site_url:
        return absolute(material, page)
    name = posixpath.basename(page) or "./"
    return lambda link: name + link if link.startswith("#") else link
