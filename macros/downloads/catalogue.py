"""Which files there are. A module is registered by one line here.

A module has

- NEEDS: the import names of the optional libraries (group `downloads` of pyproject.toml) without which it makes nothing; functions import them;
- artefacts(curriculum): its files, cheaply;
- contents(data, file): the content hash of each question that a finished file holds, read back out of it;
- extras(material), if it has any: further files by their location in the site, which the download page does not name.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, cast

from macros.downloads.artefact import Artefact
from macros.downloads.material import Material
from macros.model import Curriculum

# Those that take longest come first: they are made side by side.
MODULES = (
    *("book", "site_zip", "card_sheets", "question_sheets", "anki", "open_data", "llms", "roadmap_sheet", "checklists", "cheat_sheets"),
    *("mlsd_form", "calendar"),
)


class Module(Protocol):
    __name__: str
    NEEDS: Sequence[str]

    def artefacts(self, curriculum: Curriculum) -> list[Artefact]: ...

    def contents(self, data: bytes, file: str) -> dict[str, str]: ...


def modules() -> list[Module]:
    return [cast(Module, importlib.import_module(f"{__package__}.{name}")) for name in MODULES]


def extras(module: Module) -> Callable[[Material], Mapping[str, bytes]] | None:
    return getattr(module, "extras", None)


def missing(module: Module) -> list[str]:
    """The libraries that the module needs and that are not installed."""
    return [name for name in module.NEEDS if importlib.util.find_spec(name) is None]
