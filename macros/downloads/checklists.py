"""The checklists: a sheet a stage, the whole way in one file, the same in large print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from macros.bank import parse, text_of
from macros.downloads.artefact import Artefact
from macros.downloads.escape import escape, string
from macros.downloads.material import Material
from macros.downloads.print_kit import A4, NEEDS, contents, entries, linked, page_address, plain_words, qr, sheet, stage_facts
from macros.model import Curriculum, Stage, Topic
from macros.schedule import topic_weeks, weeks_text
from macros.words import hours_text

__all__ = ["NEEDS", "artefacts", "contents"]

_LARGE = ", size: 17pt, margin: (x: 15mm, top: 14mm, bottom: 19mm)"


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    whole = curriculum.stages
    return [
        *(
            Artefact(
                f"checklist-{stage.id}.pdf",
                f"Чек-лист: {stage.title}",
                "Повесить на стену и отмечать ручкой: недели и часы каждой темы, клетка у каждого вопроса, место для даты и заметок.",
                A4,
                partial(_make, stages=[stage], large=False),
                "wall",
            )
            for stage in whole
        ),
        Artefact(
            "checklist.pdf",
            "Чек-лист на весь путь",
            "Все этапы подряд, каждый с нового листа: собрать в папку или печатать по мере дела.",
            A4,
            partial(_make, stages=whole, large=False),
            "wall",
        ),
        Artefact(
            "checklist-large.pdf",
            "Чек-лист крупным шрифтом",
            "Весь путь, 17 пунктов вместо десяти. Нужный этап найдёте по закладкам и печатайте только его листы.",
            A4,
            partial(_make, stages=whole, large=True),
            "wall",
        ),
    ]


def _make(material: Material, *, stages: Sequence[Stage], large: bool) -> bytes:
    title = f"{stages[0].title}: чек-лист" if len(stages) == 1 else "Чек-лист на весь путь"
    body = "\n#pagebreak()\n".join(_sheet(material, stage, large=large) for stage in stages)
    held = [entry for stage in stages for entry in entries(material, stage)]
    return sheet(material, title, "Отметки, место для даты и заметок", body, held, options=_LARGE if large else "")


def _sheet(material: Material, stage: Stage, *, large: bool) -> str:
    station = material.curriculum.number(stage)
    facts, lead = stage_facts(material.curriculum, stage), f"После этого этапа {stage.goal}"
    code = qr(page_address(material, f"{stage.id}/index.md"), "24mm")
    size = ", size: 26pt" if large else ""
    return "\n".join(
        [
            f"#head({string(stage.title)}, number: {station}, facts: {string(facts)}, lead: {string(lead)}, code: {code}{size})",
            "#dates",
            *(_topic(material, stage, topic, large=large) for topic in stage.topics),
            f"#rest-for-notes({'gap: 13mm, least: 2' if large else ''})",
        ]
    )


def _topic(material: Material, stage: Stage, topic: Topic, *, large: bool) -> str:
    facts = f"{weeks_text(topic_weeks(material.curriculum, stage, topic))} · {hours_text(topic.hours)}"
    rows = "".join(f"[{row}], " for row in _rows(material, stage, topic))
    return f"#topic({string(topic.title)}, {string(facts)}, ({rows}), large: {str(large).lower()})"


def _rows(material: Material, stage: Stage, topic: Topic) -> Iterator[str]:
    """What is ticked, as markup: the questions of a topic or, as the checklist of its stage on the site has them, its steps."""
    asked = [entry for entry in entries(material, stage) if entry.place.topic == topic]
    for entry in asked:
        yield linked(escape(entry.place.question.text), material.permalink(entry.id))
    if not asked:
        bodies = parse(material.articles[f"{stage.id}/sheet.md"]).xpath('.//table[starts-with(@class, "sheet")]/tbody')
        (body,) = (body for body in bodies if text_of(body.find(".//th/a")) == topic.title)
        yield from (plain_words.inline(cell) for cell in body.xpath("./tr/td[2]"))
