"""A file that is offered for download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from macros.downloads.material import Material

# What a learner wants to do with a file: the sections of the download page.
Aim = Literal["wall", "cards", "friend", "offline", "data"]


@dataclass(frozen=True)
class Artefact:
    """`file` is its name below `folder`, which is relative to the site; `make` returns equal bytes for equal material, on any day and anywhere.

    `title`, `purpose` and `how_to` (how to print, open or import it) are HTML of one line without links. Files that differ by stage only are called
    «Чек-лист: Python», «Чек-лист: NLP» and say the same otherwise: the download page lists them as one. It does not list a file without an `aim`.
    """

    file: str
    title: str
    purpose: str
    how_to: str
    make: Callable[[Material], bytes]
    aim: Aim | None = None
    folder: str = "downloads/"

    @property
    def location(self) -> str:
        """The file, relative to the site."""
        return self.folder + self.file
