"""What is wrong with the content, said to the person who wrote it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

try:  # Zensical, which reads the same project, comes without MkDocs.
    from mkdocs.exceptions import BuildError as _Base
except ImportError:
    _Base = Exception  # type: ignore[assignment,misc]


Finding = tuple[int, str]  # the line of a page, counted from 1, and what is wrong there


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `file` is relative to the project, `line` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {printable(self.text)}"


_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with the codes of what a terminal would not print, or would obey, in its place; line ends stay."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class ContentError(_Base):
    """Stops the build with every problem on a line of its own; MkDocs shows it without a traceback."""

    def __init__(self, problems: Iterable[Problem | str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[list[Problem | str]]]:
        return type(self), (self.problems,)  # out of the process that met it


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A sentence that names the most similar known id, or nothing when none is similar."""
    matches = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f" Ближайший: «{matches[0]}»." if matches else ""
