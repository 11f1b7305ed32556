"""The bank as data: `questions.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from macros.bank import Entry, text_of
from macros.downloads.artefact import Artefact
from macros.downloads.material import Material
from macros.model import Curriculum

NEEDS: Sequence[str] = ()
FILE = "questions.json"


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            FILE,
            "Вопросы и ответы для программ",
            "Для своего бота, тренажёра или исследования: все вопросы с ответами и постоянными адресами.",
            "JSON в UTF-8.",
            _questions,
            "data",
        )
    ]


def contents(data: bytes, file: str) -> dict[str, str]:
    return {question["id"]: question["hash"] for question in json.loads(data)["questions"]}


def _questions(material: Material) -> bytes:
    data = {"questions": [_question(material, entry) for entry in material.entries]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _question(material: Material, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "hash": entry.hash,
        "url": material.permalink(entry.id),
        "text": entry.place.question.text,
        "short": _html(entry.short),
        "points": [text_of(point) for point in entry.points],
        "full": _html(entry.full),
    }


def _html(element: HtmlElement | None) -> str | None:
    return None if element is None else html.tostring(element, encoding="unicode")
