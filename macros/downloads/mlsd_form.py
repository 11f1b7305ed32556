"""The template of ML System Design as a form to fill in with a pen."""

from __future__ import annotations

from collections.abc import Iterator

from macros.downloads.artefact import Artefact
from macros.downloads.escape import string
from macros.downloads.material import Material
from macros.downloads.print_kit import A4, NEEDS, contents, page_address, qr, sheet
from macros.model import TEMPLATE_TOPIC, Curriculum, Section, TemplateQuestion, page_of
from macros.words import plural
from macros.workbench import minutes

__all__ = ["NEEDS", "artefacts", "contents"]


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            "mlsd-form.pdf",
            "Шаблон ML System Design с линейками",
            f"{_size(curriculum)}: заполнить ручкой на собеседовании понарошку или на работе.",
            A4,
            _make,
            "friend",
        )
    ]


def _size(curriculum: Curriculum) -> str:
    asked = sum(len(section.questions) + len(section.extra) for section in curriculum.template)
    sections = plural(len(curriculum.template), "раздел", "раздела", "разделов")
    return f"{sections}, {plural(asked, 'вопрос', 'вопроса', 'вопросов')}"


def _make(material: Material) -> bytes:
    curriculum = material.curriculum
    stage = next(stage for stage in curriculum.stages if any(topic.id == TEMPLATE_TOPIC for topic in stage.topics))
    topic = next(topic for topic in stage.topics if topic.id == TEMPLATE_TOPIC)
    budget = minutes(curriculum)
    facts = f"{_size(curriculum)} · {plural(sum(budget), 'минута', 'минуты', 'минут')}"
    lead = "Пропускайте вопросы, на которые задача отвечает сама. Чего не знаете, запишите гипотезой."
    code = qr(page_address(material, page_of(stage, topic)), "22mm")
    station = curriculum.number(stage)
    head = f"#head({string(stage.title)}, number: {station}, facts: {string(facts)}, lead: {string(lead)}, code: {code})"
    fields = '#block(above: 4mm, below: 2mm)[#blank("Задача", 112mm) #h(4mm) #blank("Дата", 26mm)]'
    sections = (_section(station, place, section, budget[place - 1]) for place, section in enumerate(curriculum.template, 1))
    return sheet(material, "Шаблон ML System Design", f"Форма с линейками: {facts}", "\n".join([head, fields, *sections, "#rest-for-notes()"]))


def _section(station: int, place: int, section: Section, budget: int) -> str:
    table = section.table
    sample = "; ".join(" — ".join(row) for row in table.rows) if table else ""
    arguments = [
        str(station),
        str(place),
        string(section.title),
        str(budget),
        string(section.goal),
        _optional(section.intro),
        f"({''.join(_questions(section.questions))})",
        f"({''.join(_questions(section.extra))})",
        f"({''.join(f'{string(column)}, ' for column in (table.columns if table else []))})",
        string(sample),
        _optional(section.tip),
    ]
    return f"#form-section({', '.join(arguments)})"


def _questions(questions: list[TemplateQuestion]) -> Iterator[str]:
    for question in questions:
        yield f"({string(question.text)}, {_optional(question.example)}), "


def _optional(text: str | None) -> str:
    return string(text) if text else "none"
