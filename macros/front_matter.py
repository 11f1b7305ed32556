"""The settings at the top of a page, between two lines of three dashes, and what is wrong with them.

Of what MkDocs cannot read it prints the text, and what it can it hands to templates and plugins as it is; there a number for a title is a traceback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from macros import lined_yaml
from macros.problems import ContentError, Problem, nearest, printable
from macros.sources import Line

Finding = tuple[int, str]
_DASHES = re.compile(r"---[ \t]*")
# A page without dashes that begins so has settings too, for MkDocs; the page that a reader sees begins below them.
_SETTING = re.compile(r" {0,3}[A-Za-z0-9_-]+:\s")
_TEXT = "нужен текст в одну строку"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip().splitlines()) == 1 and printable(value) == value


def _is_search(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"exclude"} and isinstance(value["exclude"], bool)


def _is_hide(value: Any) -> bool:
    return isinstance(value, list) and all(part in ("navigation", "toc", "footer", "path") for part in value)


def _is_notebook(value: Any) -> bool:
    lists = [value.get(name, []) for name in ("data", "packages")] if isinstance(value, dict) and value.keys() <= {"data", "packages"} else [None]
    return "data" in (value or ()) and all(isinstance(names, list) and all(map(_is_text, names)) for names in lists)


# The settings that there are: what makes the value right, and how it is written.
_SETTINGS = {
    "title": (_is_text, _TEXT),
    "description": (_is_text, _TEXT),
    "render_macros": (lambda value: isinstance(value, bool), "нужно true или false"),
    "search": (_is_search, "под ним с отступом стоит «exclude: true»"),
    "hide": (_is_hide, "под ним список: строка «- toc», «- navigation» или «- footer»"),
    "exercise": (_is_text, _TEXT),
    "notebook": (_is_notebook, "под ним списки «data: [файл.csv]» и, если нужно, «packages: [имя]»"),
}


def read(head: list[Line]) -> tuple[dict[str, Any], list[Finding]]:
    """The settings, and what is wrong with them. `head` is the first line of a page, or those from the first dashes to the second."""
    if _SETTING.match(head[0].text):
        return {}, [(1, f"строку «{head[0].text.strip()[:40]}» MkDocs примет за настройку и не покажет. Начните страницу с заголовка «# …».")]
    if head[0].text.strip() != "---":
        return {}, []
    if len(head) == 1:
        return {}, [(1, "настройки страницы не закрыты. Допишите под ними ещё одну строку «---».")]
    for line in (head[0], head[-1]):
        if not _DASHES.fullmatch(line.text):
            return {}, [(line.number, "перед «---» стоят пробелы, и настройки станут текстом. Начните строку с первой позиции.")]
    text = "\n".join(line.text for line in head[1:-1])
    try:
        data, lines, doubles = lined_yaml.parse(text, "", before=1)
    except ContentError as error:
        return {}, [(problem.line, problem.text) for problem in error.problems if isinstance(problem, Problem)]
    if not isinstance(data, dict):
        return {}, [(1, "между «---» в начале страницы стоят строки «ключ: значение». Допишите их или удалите черту.")]
    findings = [(problem.line, problem.text) for problem in doubles]
    findings += ((lines[name,], finding) for name, value in data.items() for finding in _wrong(name, value))
    if not findings:
        try:
            yaml.safe_load(text)
        except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, ValueError):
            findings = [(2, "MkDocs не прочтёт настройки и напечатает их как текст. Возьмите значения в кавычки.")]
    return data, findings


def _wrong(name: str, value: Any) -> Iterator[str]:
    if name not in _SETTINGS:
        yield f"настройки «{name}» у страницы нет.{nearest(name, _SETTINGS)} Бывают: {', '.join(_SETTINGS)}."
    elif not _SETTINGS[name][0](value):
        yield f"настройка «{name}»: {_SETTINGS[name][1]}; найдено: «{str(value)[:60]}»."
