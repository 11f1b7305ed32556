"""The colours of the handbook as its stylesheet gives them."""

from __future__ import annotations

import re

from tests.conftest import ROOT

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{6})\b")


def scheme(name: str) -> dict[str, str]:
    """The custom properties of a colour scheme, "default" or "slate", that are literal colours. The dark one changes the light one."""
    css = (ROOT / "docs" / "assets" / "css" / "handbook.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for selector, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if "[data-md-color-scheme]" in selector or f'[data-md-color-scheme="{name}"]' in selector:
            found.update(_COLOUR.findall(body))
    return found
