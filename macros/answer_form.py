"""What an answer consists of, and what is wrong with one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.problems import Finding
from macros.sources import Block, Line, prose
from macros.words import plural

POINTS = "Должно прозвучать"
MISTAKE = "Частая ошибка"
FOLLOW_UP = "Что спросят дальше"
SOURCES = "Источники"
MORE = "<!-- more -->"
POINT_LENGTH = 120  # characters
SHORT_WORDS, WORDS = 100, 650
_LEAD = re.compile(r"^\*\*(.+?)\.?\*\*\.?\s*(.*)$")
CHECKED = re.compile(r"^20\d\d-(0[1-9]|1[0-2])$")


@dataclass
class Parts:
    """An answer taken apart; each part is the lines between its lead-in and the next, `seen` has the lines of the lead-ins."""

    short: list[Line] = field(default_factory=list)
    points: list[Line] = field(default_factory=list)
    full: list[Line] = field(default_factory=list)
    mistake: list[Line] = field(default_factory=list)
    follow_up: list[Line] = field(default_factory=list)
    sources: list[Line] = field(default_factory=list)
    seen: dict[str, list[int]] = field(default_factory=dict)


_PART = {POINTS: "points", MORE: "full", MISTAKE: "mistake", FOLLOW_UP: "follow_up", SOURCES: "sources"}


def parts(block: Block) -> Parts:
    """Take an answer apart."""
    answer = Parts()
    current = answer.short
    for line in block.lines:
        lead = None if line.code else _LEAD.match(line.text)
        name = MORE if line.text.rstrip() == MORE and not line.code else lead[1] if lead else ""
        if name in _PART:
            answer.seen.setdefault(name, []).append(line.number)
            current = getattr(answer, _PART[name])
            rest = lead[2] if lead else ""
            if rest:
                current.append(Line(line.number, rest, False))
        elif line.text.strip():
            current.append(line)
    return answer


def broken(block: Block) -> Iterator[Finding]:
    """Yield the line and what is wrong, for each thing that an answer of this form must have."""
    yield from _options(block)
    if not any(line.text.strip() for line in block.lines):
        yield block.line, f"ответ на «{block.argument}» пуст. Напишите его или удалите блок: без блока страница сама пригласит написать ответ."
        return
    yield from headings(block)
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
            yield answer.seen[name][0], f"часть «{name}» пуста: нужно {why}."
    order = [answer.seen[name][0] for name in _PART if name in answer.seen]
    if order != sorted(order):
        yield block.line, f"части ответа на «{block.argument}» стоят не по порядку. Порядок: {', '.join(_PART)}."
    yield from _lead_ins(block, answer)
    yield from _points(answer)
    yield from _length(block, answer)
    if answer.sources and not re.search(r"\]\(\S+\)", " ".join(line.text for line in answer.sources)):
        yield answer.sources[0].number, "в источниках нет ни одной ссылки. Дайте первоисточник: [название](https://…)."


def headings(block: Block) -> Iterator[Finding]:
    """Yield headings in a block whose headings are the questions themselves."""
    above = ""
    for line in block.lines:
        text = "" if line.code else line.text.strip()
        if line.text.startswith("#") and not line.code:
            yield line.number, f"внутри ответа заголовок «{text}». Заголовок здесь — сам вопрос; выделите начало абзаца жирным."
        elif above and re.fullmatch(r"=+|-+", text):
            yield line.number, f"черта под текстом делает из него заголовок «{above}». Поставьте перед ней пустую строку или удалите её."
        above = text


def _lead_ins(block: Block, answer: Parts) -> Iterator[Finding]:
    """Each part begins a paragraph of its own, once; otherwise Markdown glues it to what stands before."""
    blank = {line.number for line in block.lines if not line.text.strip()} | {block.line, block.line + len(block.options)}
    for name, (first, *further) in answer.seen.items():
        for number in further:
            yield number, f"«{name}» встречается в ответе второй раз, первый — в строке {first}. Оставьте одну."
        if first - 1 not in blank:
            yield first, f"перед «{name}» нужна пустая строка, иначе Markdown приклеит её к тому, что выше."
        elif name in (MORE, POINTS) and first + 1 not in blank:
            yield first, f"после «{name}» нужна пустая строка, иначе Markdown приклеит к ней то, что ниже."


def _points(answer: Parts) -> Iterator[Finding]:
    if not answer.points or MORE not in answer.seen:  # without the divider the points have no end
        return
    bullets = [line for line in answer.points if re.match(r"^[-*] \S", line.text)]
    lead_in = answer.seen[POINTS]
    wrong = [line for line in answer.points if line.number in lead_in or not re.match(r"^([-*] | {2,})\S", line.text)]
    if wrong or answer.points[0] not in bullets:
        yield (wrong or answer.points)[0].number, "пункты — это список: каждая строка начинается с «- », продолжение пункта — с двух пробелов."
        return
    for line in bullets:
        if (length := len(line.text) - 2) > POINT_LENGTH:
            yield (
                line.number,
                f"в пункте {plural(length, 'знак', 'знака', 'знаков')}, а нужно до {POINT_LENGTH}: его отмечают на слух. Оставьте одну мысль.",
            )
    if not 2 <= len(bullets) <= 5:
        yield bullets[0].number, f"пунктов {len(bullets)}, а должно быть от 2 до 5: их отмечает слушатель и они помещаются на карточку."


def _length(block: Block, answer: Parts) -> Iterator[Finding]:
    """Upper bounds only: that an answer is too short no machine can tell."""
    for lines, what, most, mend in (
        (answer.short, "короткий ответ", SHORT_WORDS, "За тридцать секунд столько не сказать: перенесите лишнее в разбор"),
        (block.lines, f"ответ на «{block.argument}»", WORDS, "Сократите разбор или разделите вопрос на два"),
    ):
        words = sum(len(re.findall(r"\w+", text)) for _, text in prose(lines))
        if words > most:
            yield block.line, f"{what}: {plural(words, 'слово', 'слова', 'слов')}, а бывает до {most}. {mend}."


def _options(block: Block) -> Iterator[Finding]:
    for number, name in enumerate(block.options, block.line + 1):
        if name != "checked":
            yield number, f"неизвестная настройка «{name}» у ответа. Бывает только «checked»."
    checked = block.options.get("checked")
    first = block.lines[0] if block.lines else None
    if first and first.text.startswith("    "):
        yield first.number, "строка с отступом под заголовком блока — его настройка. Пишется так: «    checked: ГГГГ-ММ», с пробелом после двоеточия."
    elif first and re.match(r"^\s*checked\s*:", first.text):
        yield first.number, "перед «checked» должно быть четыре пробела, иначе строка попадёт в текст ответа."
    elif checked is None:
        yield block.line, "нет даты проверки. Второй строкой блока напишите четыре пробела и «checked: ГГГГ-ММ»."
    elif not CHECKED.match(checked):
        number = block.line + 1 + list(block.options).index("checked")
        yield number, f"дата проверки «{checked}» не читается. Напишите год и номер месяца: «2026-11»."
