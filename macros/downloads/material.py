"""What all downloads are made from: the same for each, so that none can differ from the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml.html import HtmlElement

from macros.bank import Entry
from macros.formulas import shape
from macros.model import Curriculum


@dataclass(frozen=True)
class Material:
    """Everything that a build knows about its own text.

    `entries` stand in the roadmap's order. `articles` are the rendered pages without the theme by their path in docs/, in the order of the
    navigation; `addresses` (relative to the site, what their links start from) and `titles` have the same keys, `descriptions` those of pages
    that have one. `site_url` ends with a slash; None where no address is configured: then nothing carries a QR code. `date` is that of the last
    change, in UTC: never the time of the build, or two builds of one commit would differ. `changed` has the Unix time at which the page of a
    question last changed.
    `formulas` have the LaTeX of what stands in articles as MathML: ask `latex`.
    """

    curriculum: Curriculum
    entries: tuple[Entry, ...]
    articles: Mapping[str, str]
    addresses: Mapping[str, str]
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    site_name: str
    site_url: str | None
    docs: Path
    date: datetime
    changed: Mapping[str, int]
    formulas: Mapping[str, str]

    def latex(self, math: HtmlElement) -> str:
        """What an author wrote for a `<math>` element of an article. Raises KeyError for one that was changed since."""
        return self.formulas[shape(math)]

    def permalink(self, id: str) -> str | None:
        """The permanent address of a question."""
        return f"{self.site_url}q/{id}/" if self.site_url else None

    @property
    def hashes(self) -> dict[str, str]:
        """The content hash of each question by its id: every artefact carries it for the questions that it holds."""
        return {entry.id: entry.hash for entry in self.entries}
