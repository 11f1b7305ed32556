"""Takes out of a page what no reader sees: a topic page has to stay under 16 KB compressed."""

from __future__ import annotations

import re

# Names, punctuation and spaces: the theme draws them, or as good as, in the colour of the code itself.
_PLAIN = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')
_LANGUAGE = re.compile(r'(?<=<div class=")language-[\w-]+ (?=highlight")')  # no style and no script asks for it
_INDENTATION = re.compile(r"\n\s+")
# The theme's script for tabs that stand behind one another; the handbook has none.
_TABS = re.compile(r'<script>var target=document\.getElementById\(location\.hash\.slice\(1\)\);target&&target\.name&&[^<]*"__tabbed_"[^<]*</script>')
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)


def lean(html: str) -> str:
    """The same page with code of the same text and look, and without the indentation of templates: about a kilobyte less."""
    html = _TABS.sub("", _LANGUAGE.sub("", html))
    parts = _KEPT.split(_PLAIN.sub(r"\1", html))  # what lies between, a block that is kept, the name of its tag, what lies between…
    return "".join(_INDENTATION.sub("\n", part) if index % 3 == 0 else part for index, part in enumerate(parts) if index % 3 != 2)
