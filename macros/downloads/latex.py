"""The LaTeX of formulas that a page shows as MathML.

Pages are light because they do not carry it, so it is looked up where it was written: a formula of the sources becomes MathML again, and the one
that becomes the same is the one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from macros.formulas import math_element
from macros.problems import ContentError
from macros.sources import formulas, read_lines

_Key = tuple[Any, ...]


class Written:
    """The formulas of Markdown files by the MathML that becomes of them."""

    def __init__(self, files: Iterable[Path]) -> None:
        found: dict[str, None] = {}
        for file in files:
            lines = read_lines(file.read_text(encoding="utf-8"))
            found.update((latex.strip(), None) for _, latex in formulas(lines))
        self._latex: dict[_Key, str] = {}
        for latex in found:
            for display in (False, True):
                try:
                    self._latex.setdefault(_key(math_element(latex, display=display)), latex)
                except ContentError:  # dollars that were no formula: the build has looked at those that are
                    break

    def latex(self, math: Any) -> str | None:
        """The LaTeX of a `<math>` element, None where no source has it."""
        return self._latex.get(_key(math))


def _key(element: Any) -> _Key:
    """What two elements share that look the same, whichever library read them."""
    children = tuple((_key(child), child.tail or "") for child in element)
    return element.tag, tuple(sorted(element.attrib.items())), element.text or "", children
