"""Text for Typst."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Markup that shows exactly `text`: no sign of it is read as markup, none becomes another (dashes, dots, quotes)."""
    return _PUNCTUATION.sub(r"\\\1", text)


def string(text: str) -> str:
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
