"""Takes out of a page what no reader sees: a topic page has to stay under 16 KB compressed."""

from __future__ import annotations

import json
import re

# Names, operators, punctuation and spaces: the theme draws them, or as good as, in the colour of the code itself.
_PLAIN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')
_LANGUAGE = re.compile(r'(?<=<div class=")language-[\w-]+ (?=highlight")')  # no style and no script asks for it
_INDENTATION = re.compile(r"\n\s+")
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'  # a parser of HTML knows it
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>\n?')
_SETTINGS = re.compile(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)', re.DOTALL)
# What Material's script asks for only with features that are off, and the worker of its own search, in whose place search.js puts ours.
_UNUSED_SETTINGS = ("annotate", "search", "tags", "version")
_UNUSED_TEXTS = ("clipboard.copied", "clipboard.copy", "search.result.term.missing", "select.version")
# By it the theme's script finds the text, to measure each block of code and to watch each link and <details> of it, for features that are off or
# that the page has without it: from the first look on, a page of answers would be laid out ten times, with all that is closed.
_WATCHED = ' data-md-component="content"'
_STYLES = '<link rel="stylesheet"'
_BELOW_STYLES = re.compile(r"<script>__md_scope=.*?</script>\n?")  # there it waits for the styles, and the text waits for it
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)


def lean(html: str) -> str:
    """The same page with code of the same text and look, and without what templates repeat for nobody: about a kilobyte and a half less."""
    html = _SETTINGS.sub(lambda found: _settings(found[0]), _GENERATOR.sub("", _LANGUAGE.sub("", html.replace(_WATCHED, "", 1))))
    if script := _BELOW_STYLES.search(html):
        html = html.replace(script[0], "", 1).replace(_STYLES, script[0] + _STYLES, 1)
    parts = _KEPT.split(_PLAIN.sub(r"\1", html))  # what lies between, a block that is kept, the name of its tag, what lies between…
    return "".join(
        _INDENTATION.sub("\n", part).replace(_NAMESPACE, "") if index % 3 == 0 else part for index, part in enumerate(parts) if index % 3 != 2
    )


def _settings(text: str) -> str:
    """The settings of Material's script, with Russian letters instead of six characters for each."""
    settings = json.loads(text)
    settings = {name: value for name, value in settings.items() if name not in _UNUSED_SETTINGS}
    settings["translations"] = {name: value for name, value in settings["translations"].items() if name not in _UNUSED_TEXTS}
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
