"""A file that is offered for download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from macros.downloads.material import Material


@dataclass(frozen=True)
class Artefact:
    """`file` is its name below `downloads/`; `make` returns equal bytes for equal material, on any day and in any folder."""

    file: str
    title: str
    purpose: str
    how_to: str
    make: Callable[[Material], bytes]
