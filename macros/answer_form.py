"""What an answer consists of, and what is wrong with one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.sources import Block, Line

POINTS = "Должно прозвучать"
MISTAKE = "Частая ошибка"
FOLLOW_UP = "Что спросят дальше"
SOURCES = "Источники"
MORE = "<!-- more -->"
_LEAD = re.compile(r"^\*\*(.+?)\.?\*\*\.?\s*(.*)$")
_CHECKED = re.compile(r"^20\d\d-(0[1-9]|1[0-2])$")

Finding = tuple[int, str]


@dataclass
class Parts:
    """An answer taken apart; each part is the lines between its lead-in and the next."""

    short: list[Line] = field(default_factory=list)
    points: list[Line] = field(default_factory=list)
    full: list[Line] = field(default_factory=list)
    mistake: list[Line] = field(default_factory=list)
    follow_up: list[Line] = field(default_factory=list)
    sources: list[Line] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


_PART = {POINTS: "points", MORE: "full", MISTAKE: "mistake", FOLLOW_UP: "follow_up", SOURCES: "sources"}


def parts(block: Block) -> Parts:
    """Take an answer apart; `seen` has the line of each divider that was found."""
    answer = Parts()
    current = answer.short
    for line in block.lines:
        text = line.text.strip()
        lead = None if line.code else _LEAD.match(line.text)
        name = MORE if text == MORE and not line.code else lead[1] if lead else ""
        if name in _PART:
            answer.seen.setdefault(name, line.number)
            current = getattr(answer, _PART[name])
            rest = lead[2] if lead else ""
            if rest:
                current.append(Line(line.number, rest, False))
        elif text:
            current.append(line)
    return answer


def broken(block: Block) -> Iterator[Finding]:
    """Yield the line and what is wrong, for each thing that an answer of this form must have."""
    yield from _options(block)
    if not any(line.text.strip() for line in block.lines):
        yield block.line, f"ответ на «{block.argument}» пуст. Напишите его или удалите блок: без блока страница сама пригласит написать ответ."
        return
    for line in block.lines:
        if not line.code and re.match(r"^#{1,6}\s", line.text):
            yield line.number, f"внутри ответа заголовок «{line.text.strip()}». Заголовок здесь — сам вопрос; выделите начало абзаца жирным."
    answer = parts(block)
    if not answer.short:
        yield block.line, "нет короткого ответа. Начните с того, что вы сказали бы вслух за 30 секунд."
    for name, why in (
        (POINTS, f"строка «**{POINTS}.**» и под ней список из 2–5 пунктов"),
        (MORE, f"строка «{MORE}» между коротким ответом и разбором"),
        (MISTAKE, f"абзац «**{MISTAKE}.** …» с тем, как правильно"),
        (FOLLOW_UP, f"абзац «**{FOLLOW_UP}.** Вопрос? — Ответ»"),
        (SOURCES, f"абзац «**{SOURCES}.** …» с одной–тремя ссылками"),
    ):
        if name not in answer.seen:
            yield block.line, f"в ответе на «{block.argument}» не хватает части: {why}."
        elif not getattr(answer, _PART[name]) and name != MORE:
            yield answer.seen[name], f"часть «{name}» пуста: нужно {why}."
    order = [answer.seen[name] for name in _PART if name in answer.seen]
    if order != sorted(order):
        yield block.line, f"части ответа на «{block.argument}» стоят не по порядку: {', '.join(_PART)}."
    yield from _points(block, answer)
    if answer.sources and not re.search(r"\]\(\S+\)", " ".join(line.text for line in answer.sources)):
        yield answer.sources[0].number, "в источниках нет ни одной ссылки. Дайте первоисточник: [название](https://…)."


def _points(block: Block, answer: Parts) -> Iterator[Finding]:
    if not answer.points:
        return
    bullets = [line for line in answer.points if re.match(r"^[-*] \S", line.text)]
    if not bullets:
        yield answer.points[0].number, "пункты — это список: каждая строка начинается с «- »."
    elif not 2 <= len(bullets) <= 5:
        yield bullets[0].number, f"пунктов {len(bullets)}, а должно быть от 2 до 5: их отмечает слушатель и они помещаются на карточку."


def _options(block: Block) -> Iterator[Finding]:
    for name in block.options:
        if name != "checked":
            yield block.line + 1, f"неизвестная настройка «{name}» у ответа. Бывает только «checked»."
    checked = block.options.get("checked")
    if checked is None:
        first = block.lines[0] if block.lines else None
        if first and re.match(r"^\s*checked\s*:", first.text):
            yield first.number, "перед «checked» должно быть четыре пробела, иначе строка попадёт в текст ответа."
        else:
            yield block.line, "нет даты проверки. Второй строкой блока напишите четыре пробела и «checked: ГГГГ-ММ»."
    elif not _CHECKED.match(checked):
        yield block.line + 1, f"дата проверки «{checked}» не похожа на «ГГГГ-ММ», например 2026-11."
