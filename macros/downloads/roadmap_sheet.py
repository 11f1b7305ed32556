"""The whole roadmap on one sheet for the wall: the line to scale, a week a row, a box a topic."""

from __future__ import annotations

from collections.abc import Iterator

from macros.downloads.artefact import Artefact
from macros.downloads.escape import string
from macros.downloads.material import Material
from macros.downloads.print_kit import A4, NEEDS, contents, page_address, qr, questions_text, sheet
from macros.model import Curriculum
from macros.schedule import Week, schedule, stage_weeks, weeks_text
from macros.words import hours_text, plural

__all__ = ["NEEDS", "artefacts", "contents"]


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            "roadmap.pdf",
            "Весь путь на одном листе",
            f"{plural(curriculum.weeks, 'неделя', 'недели', 'недель')} в масштабе, темы каждой недели с клетками, место для дат. На стену.",
            A4,
            _make,
            "wall",
        )
    ]


def _make(material: Material) -> bytes:
    curriculum = material.curriculum
    weeks = list(schedule(curriculum))
    hours = hours_text(sum(stage.hours for stage in curriculum.stages))
    length = plural(len(weeks), "неделя", "недели", "недель")
    lead = f"{length}, {plural(len(curriculum.stages), 'этап', 'этапа', 'этапов')}, {hours}. Клетка — тема, линейка справа — дата."
    body = (
        f"#head({string(material.site_name)}, lead: {string(lead)}, code: {qr(page_address(material, 'roadmap.md'), '19mm')}, line: false)\n"
        f"#roadmap(({', '.join(_rows(curriculum, weeks))},), ({', '.join(_facts(curriculum))},))"
    )
    options = ", margin: (x: 14mm, top: 12mm, bottom: 15mm)"
    return sheet(material, "Весь путь на одном листе", lead, body, options=options)


def _rows(curriculum: Curriculum, weeks: list[Week]) -> Iterator[str]:
    """The weeks as dictionaries of Typst; a topic of several weeks has its box in the last of them."""
    for week in weeks:
        first = curriculum.first_week(week.stage)
        topics = "".join(f"({string(topic.title)}, {_flag(first + topic.weeks[-1] - 1 == week.number)}), " for topic in week.topics)
        yield (
            f"(number: {week.number}, stage: {curriculum.number(week.stage)}, begins: {_flag(week.number == first)}, "
            f"length: {week.stage.weeks}, topics: ({topics}))"
        )


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _facts(curriculum: Curriculum) -> Iterator[str]:
    for stage in curriculum.stages:
        when = f"{weeks_text(stage_weeks(curriculum, stage))} · {hours_text(stage.hours)}"
        asked = questions_text(len(stage.all_questions())) if stage.all_questions() else ""
        yield f"({string(when)}, {string(asked)})"
