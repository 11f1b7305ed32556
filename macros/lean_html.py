"""Takes out of a page what no reader sees: a topic page has to stay under 16 KB compressed."""

from __future__ import annotations

import re

# Names, punctuation and spaces: the theme draws them, or as good as, in the colour of the code itself.
_PLAIN = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')


def lean(html: str) -> str:
    """The same page with code of the same text and look in about 350 bytes less."""
    return _PLAIN.sub(r"\1", html)
