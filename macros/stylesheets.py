"""Trims the theme's stylesheets to what the built site uses.

A stylesheet blocks the first paint, and many networks stall a foreign host after 16 KB of a response; Material's own is 22 KB compressed.
Like PurgeCSS, it keeps a rule when every class and id of its selector occurs as a word in some page or script of the site.

Two kinds of rules cost more than their bytes, for they make a browser go through the styles of a whole page each time it loads: those for tables
without a class, of which macros/tables.py leaves none, whenever the class of any element changes; and the one that keeps colours from fading
while the palette is switched, twice when the theme's script comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

_WORD = re.compile(r"[\w-]+")
_NAMES = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_BETWEEN_SELECTORS = re.compile(r",(?![^()]*\))")  # no comma inside :is(…)
_NEGATION = re.compile(r":not\([^)]*\)")
_COLOUR = re.compile(r'\[(data-md-color-(?:accent|primary))="?([\w-]+)"?\]')
_BARE_TABLE = "table:not([class])"
_SWITCHING = "[data-md-color-switching]"
_PROPERTY = re.compile(r"(?<![\w-])(--[\w-]+):(?:[^;{}\"'(]|\"[^\"]*\"|'[^']*'|\((?:[^()]|\([^()]*\))*\))*;?")
_USE = re.compile(r"var\(\s*(--[\w-]+)")
# Their names stand in the theme's script, but mkdocs.yml does not switch these features on.
_SWITCHED_OFF = ("md-annotation", "md-banner", "md-consent", "md-feedback", "md-tabs", "md-tooltip", "md-version")


def trim_site(site: Path) -> None:
    """Rewrite every stylesheet of the theme in a finished site."""
    words: set[str] = set()
    for path in [*site.rglob("*.html"), *site.rglob("*.js")]:
        words.update(words_of(path.read_text(encoding="utf-8")))
    words = {word for word in words if not word.startswith(_SWITCHED_OFF)}
    trimmed = {path: trim(path.read_text(encoding="utf-8"), words) for path in (site / "assets" / "stylesheets").glob("*.css")}
    ours = "".join(path.read_text(encoding="utf-8") for path in (site / "assets" / "css").glob("*.css"))
    used = {name for css in (ours, *trimmed.values()) for name in _USE.findall(css)}
    for path, css in trimmed.items():
        path.write_text(_PROPERTY.sub(lambda found: found[0] if found[1] in used else "", css), encoding="utf-8")


def words_of(text: str) -> set[str]:
    """The words of a page or a script, and beside them what a rule may ask for that is no word: colours of the palette and `<table>`."""
    words = set(_WORD.findall(text))
    words.update(f'{name}="{value}"' for name, value in re.findall(r'(data-md-color-(?:accent|primary))="([\w-]+)"', text))
    if "<table>" in text:
        words.add(_BARE_TABLE)
    return words


def trim(css: str, words: set[str]) -> str:
    """The rules of `css` that can match a page made of `words`."""
    return "".join(_kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words))


def _kept(rules: Iterable[Any], words: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in _BETWEEN_SELECTORS.split(tinycss2.serialize(rule.prelude)) if _can_match(s, words)]
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), words))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        elif rule.type != "whitespace":
            yield rule.serialize()


def _can_match(selector: str, words: set[str]) -> bool:
    if "[dir=rtl]" in selector or _SWITCHING in selector:  # the site is Russian
        return False
    if _BARE_TABLE in selector and _BARE_TABLE not in words:
        return False
    selector = _NEGATION.sub("", selector)
    return all(name in words for name in _NAMES.findall(selector)) and all(f'{name}="{value}"' in words for name, value in _COLOUR.findall(selector))
