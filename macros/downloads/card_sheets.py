"""Cards to cut: eight to a sheet of A4, the question on the front and what has to be said on the back."""

from __future__ import annotations

from functools import partial

from macros.bank import Entry
from macros.downloads.artefact import Artefact
from macros.downloads.escape import escape, string
from macros.downloads.material import Material
from macros.downloads.print_kit import NEEDS, asked_stages, contents, entries, linked, plain_words, qr, questions_text, sheet
from macros.model import Curriculum, Stage

__all__ = ["NEEDS", "artefacts", "contents"]


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            f"cards-{stage.id}.pdf",
            f"Карточки: {stage.title}",
            "По восемь на листе: спереди вопрос, сзади — что должно прозвучать.",
            "A4, двусторонняя печать с переворотом по длинному краю, масштаб 100 %; лучше бумага от 160 г/м². Разрежьте по пунктиру. "
            "Принтер печатает с одной стороны? Сначала нечётные страницы, потом на тех же листах чётные.",
            partial(_make, stage=stage),
            "cards",
        )
        for stage in asked_stages(curriculum)
    ]


def _make(material: Material, *, stage: Stage) -> bytes:
    held = entries(material, stage)
    cards = "".join(_card(material, entry) for entry in held)
    body = f"#card-sheets({material.curriculum.number(stage)}, {string(stage.title)}, ({cards}))"
    description = f"{questions_text(len(held))}: спереди вопрос, сзади — что должно прозвучать"
    return sheet(material, f"Карточки: {stage.title}", description, body, held, options=", margin: 0pt, footer: none")


def _card(material: Material, entry: Entry) -> str:
    address = material.permalink(entry.id)
    question = linked(escape(entry.place.question.text), address)
    points = "".join(f"[{plain_words.blocks(point)}], " for point in entry.points)
    topic = (entry.place.group or entry.place.topic).title
    return f"(id: {string(entry.id)}, topic: {string(topic)}, question: [{question}], points: ({points}), code: {qr(address, '15mm')}),\n"
