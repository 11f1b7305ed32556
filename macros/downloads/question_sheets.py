"""What two people need who ask each other: the questions of a stage without a word of their answers, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from urllib.parse import urljoin

from lxml.html import HtmlElement

from macros.bank import Entry
from macros.downloads.artefact import Artefact
from macros.downloads.escape import escape, string
from macros.downloads.material import Material
from macros.downloads.print_kit import (
    A4,
    NEEDS,
    asked_stages,
    contents,
    entries,
    linked,
    page_address,
    qr,
    sheet,
    stage_facts,
)
from macros.downloads.typeset import Typesetter, outside
from macros.model import Curriculum, Stage

__all__ = ["NEEDS", "artefacts", "contents"]


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    stages = asked_stages(curriculum)
    return [
        *(
            Artefact(
                f"questions-{stage.id}.pdf",
                f"Вопросы без ответов: {stage.title}",
                "Тому, кто вас спрашивает: номер вопроса, три клетки для отметки, место для замечаний.",
                A4,
                partial(_questions, stage=stage),
                "friend",
            )
            for stage in stages
        ),
        *(
            Artefact(
                f"answers-{stage.id}.pdf",
                f"Ответы: {stage.title}",
                "Под теми же номерами: тридцать секунд вслух, что должно прозвучать и разбор.",
                "A4. Файл длинный: на экране переходите по закладкам, печатайте страницы нужной темы, лучше с двух сторон.",
                partial(_answers, stage=stage),
                "friend",
            )
            for stage in stages
        ),
    ]


def _head(material: Material, stage: Stage, title: str, lead: str) -> str:
    code = qr(page_address(material, f"{stage.id}/index.md"), "22mm")
    facts = stage_facts(material.curriculum, stage)
    station = material.curriculum.number(stage)
    return f"#head({string(title)}, number: {station}, facts: {string(facts)}, lead: {string(lead)}, code: {code})"


def _by_topic(held: list[Entry]) -> Iterator[tuple[str, list[tuple[int, Entry]]]]:
    """The topics with their questions, numbered through the stage from 1."""
    for _, group in groupby(enumerate(held, 1), key=lambda numbered: numbered[1].place.topic.id):
        questions = list(group)
        yield questions[0][1].place.topic.title, questions


def _questions(material: Material, *, stage: Stage) -> bytes:
    held = entries(material, stage)
    lead = "Клетки: ответил сам · с подсказкой · не ответил. Ответы под теми же номерами — в файле «Ответы» и по QR-коду."
    topics = "\n".join(
        f"#asked({string(title)}, ({''.join(f'({place}, [{_wording(material, entry)}]), ' for place, entry in numbered)}))"
        for title, numbered in _by_topic(held)
    )
    body = f"{_head(material, stage, f'{stage.title}: вопросы', lead)}\n#interview\n{topics}\n#rest-for-notes()"
    return sheet(material, f"Вопросы: {stage.title}", "Вопросы без ответов для собеседования понарошку", body, held)


def _wording(material: Material, entry: Entry) -> str:
    return linked(escape(entry.place.question.text), material.permalink(entry.id))


def _answers(material: Material, *, stage: Stage) -> bytes:
    held = entries(material, stage)
    lead = "Сначала тридцать секунд вслух, под чертой — разбор. QR-код рядом с вопросом ведёт к ответу на сайте: там он всегда свежий."
    topics = "\n".join(
        f"#heading(level: 2)[{escape(title)}]\n" + "\n".join(_answer(material, place, entry) for place, entry in numbered)
        for title, numbered in _by_topic(held)
    )
    body = f"{_head(material, stage, f'{stage.title}: ответы', lead)}\n#show: answers-body.with({material.curriculum.number(stage)})\n{topics}"
    return sheet(material, f"Ответы: {stage.title}", "Короткие ответы, что должно прозвучать и разбор", body, held, options=", ..answers-page")


def _answer(material: Material, place: int, entry: Entry) -> str:
    typesetter = Typesetter(partial(_destination, material, entry), level=1)
    address = material.permalink(entry.id)
    short, full = (_content(typesetter, part) for part in (entry.short, entry.full))
    return f"#answer({place}, [{_wording(material, entry)}], {qr(address, '13mm')}, [{short}], [{full}])"


def _content(typesetter: Typesetter, part: HtmlElement | None) -> str:
    return "Ответа пока нет." if part is None else typesetter.blocks(part)


def _destination(material: Material, entry: Entry, href: str) -> str | None:
    """Links lead to the site: what they name is not always in this file."""
    if href.startswith(("https://", "http://", "mailto:")):
        return outside(href)
    return outside(urljoin(material.site_url + entry.page, href)) if material.site_url else None
