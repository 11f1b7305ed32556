"""What the printed sheets share: their style (print_kit.typ on top of style.typ), QR codes, and the facts of a stage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import segno

from macros.bank import Entry
from macros.downloads.escape import string
from macros.downloads.material import Material
from macros.downloads.typeset import NEEDS, Typesetter, attached, compile, outside
from macros.model import Curriculum, Stage
from macros.problems import ContentError
from macros.schedule import stage_weeks, weeks_text
from macros.words import hours_text, plural

__all__ = [
    "A4",
    "NEEDS",
    "asked_stages",
    "contents",
    "entries",
    "linked",
    "page_address",
    "plain_words",
    "qr",
    "questions_text",
    "sheet",
    "stage_facts",
]

STYLE = Path(__file__).with_suffix(".typ")
A4 = "A4, масштаб 100\N{NO-BREAK SPACE}%; хватит чёрно-белого принтера."
_PANIC = re.compile(r'panicked with: "?([^"\n]+)')

plain_words = Typesetter(lambda href: None)  # on paper a link is its words


def sheet(material: Material, title: str, description: str, body: str, held: Iterable[Entry] = (), *, options: str = "") -> bytes:
    """A PDF of single sheets; `held` are the questions in it, `options` more arguments of `kit` in print_kit.typ.

    Raises ContentError for a text that does not fit where it has to.
    """
    address = string(re.sub("^https?://|/$", "", material.site_url)) if material.site_url else "none"
    stages = ", ".join(f"(title: {string(stage.title)}, weeks: {stage.weeks})" for stage in material.curriculum.stages)
    date = f"datetime(year: {material.date.year}, month: {material.date.month}, day: {material.date.day})"
    head = "\n".join(
        [
            f"#let stages = ({stages},)",
            f"#let site = (name: {string(material.site_name)}, address: {address})",
            STYLE.read_text(encoding="utf-8"),
            f"#set document(description: {string(description)}, author: {string(material.site_name)})",
            f"#show: kit.with(title: {string(title)}, date: {date}{options})",
        ]
    )
    try:
        return compile(body, title=f"{title} — {material.site_name}", date=material.date, hashes={e.id: e.hash for e in held}, head=head)
    except RuntimeError as error:
        if said := _PANIC.search(str(error)):  # in print_kit.typ: something does not fit
            raise ContentError([said[1]]) from None
        raise


def qr(address: str | None, size: str) -> str:
    """An expression of Typst: a QR code `size` wide; `none` without an address."""
    return f"qr({string(_code(address))}, {string(address)}, {size})" if address else "none"


@lru_cache(maxsize=1000)  # a card and an answer share theirs, and making one takes as long as setting the card
def _code(address: str) -> str:
    """The SVG of a code as one filled outline, so that no viewer shows seams between its rows. Level M: a seventh may be unreadable."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    runs = (f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z" for y, row in enumerate(rows) for run in re.finditer(rb"\x01+", row))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {len(rows) + 4} {len(rows) + 4}"><path d="{"".join(runs)}"/></svg>'


def linked(text: str, address: str | None) -> str:
    """Markup that is a link on the screen."""
    return f"#link({outside(address)})[{text}]" if address else text


def page_address(material: Material, page: str) -> str | None:
    """The full address of a page of docs/."""
    return material.site_url + material.addresses[page] if material.site_url else None


def asked_stages(curriculum: Curriculum) -> list[Stage]:
    """The stages that have questions."""
    return [stage for stage in curriculum.stages if stage.all_questions()]


def entries(material: Material, stage: Stage) -> list[Entry]:
    """The questions of a stage in the roadmap's order."""
    return [entry for entry in material.entries if entry.place.stage == stage]


def stage_facts(curriculum: Curriculum, stage: Stage) -> str:
    """«Этап 2 из 7 · недели 5–10 · 66 ч · 72 вопроса»."""
    facts = [f"Этап {curriculum.number(stage)} из {len(curriculum.stages)}", weeks_text(stage_weeks(curriculum, stage)), hours_text(stage.hours)]
    if count := len(stage.all_questions()):
        facts.append(questions_text(count))
    return " · ".join(facts)


def questions_text(count: int) -> str:
    return plural(count, "вопрос", "вопроса", "вопросов").replace(" ", "\N{NO-BREAK SPACE}")


def contents(data: bytes, file: str) -> dict[str, str]:
    """The hash of every question in a finished file."""
    return attached(data)
