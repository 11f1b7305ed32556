"""Marks links that leave the handbook: print shows their addresses. Scripts of the theme make every link absolute, so CSS alone cannot tell."""

from __future__ import annotations

import re

_LEAVING = re.compile(r'<a (?=href="https?://)(?![^>]*\brel=)')


def marked(html: str) -> str:
    """The same page with `rel="external"` on links to other hosts, where they have no `rel` yet."""
    return _LEAVING.sub('<a rel="external" ', html)
