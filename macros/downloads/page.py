"""The `downloads` and `downloads_state` macros: what the download page says of the files of one aim, and of this build.

Before the build knows its files, and wherever there are none, it says so and links to nothing; `fill` puts the finished files in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from macros.downloads.artefact import Aim, Artefact
from macros.downloads.catalogue import modules
from macros.links import Href
from macros.model import Curriculum
from macros.problems import ContentError, nearest
from macros.words import number_text

if TYPE_CHECKING:
    from macros.downloads.workshop import Made

PAGE = "downloads.md"
_FORMATS = {
    ".apkg": "колода Anki",
    ".epub": "EPUB 3",
    ".ics": "календарь iCalendar",
    ".json": "JSON",
    ".md": "Markdown",
    ".pdf": "PDF",
    ".txt": "текст в Markdown",
    ".zip": "архив ZIP",
}
_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")


def aim_named(name: str) -> Aim:
    """Raises ContentError."""
    if name not in get_args(Aim):
        raise ContentError([f"раздела «{name}» на странице «Скачать» нет.{nearest(name, get_args(Aim))} Бывают: {', '.join(get_args(Aim))}."])
    return cast(Aim, name)


def downloads(curriculum: Curriculum, aim: Aim, href: Href, made: Made | None = None) -> str:
    """The files of one aim as a list; a title is a link where its file is there."""
    items = "".join(_item(artefact, href, made) for artefact in _catalogue(curriculum) if artefact.aim == aim)
    return f'<ul class="downloads">{items}</ul>'


def downloads_state(curriculum: Curriculum, made: Made | None = None, changed: date | None = None) -> str:
    """A paragraph: of what day the files are, or why some are not there."""
    if made is None or changed is None:
        return _paragraph(
            "В этой копии сайта файлов нет, поэтому ниже нет ссылок: только рассказ, что бывает. Файлы собирает команда <code>make build</code>."
        )
    said = f"Файлы собраны из того же текста, что и сайт. Последняя правка — {day_text(changed)}."
    if left_out := [a for a in _catalogue(curriculum) if a.aim and a.location in made.left_out]:
        names = ", ".join(f"«{a.title}»" for a in left_out)
        said += f" Этой сборке не хватило программ, поэтому нет файлов: {names}. Команда <code>make build</code> ставит нужное сама."
    return _paragraph(said)


def fill(content: str, curriculum: Curriculum, href: Href, made: Made, changed: date) -> str:
    """The content of the download page with links to the files that were made."""
    for before, after in (
        (downloads_state(curriculum), downloads_state(curriculum, made, changed)),
        *((downloads(curriculum, aim, href), downloads(curriculum, aim, href, made)) for aim in get_args(Aim)),
    ):
        assert before in content or "<li>" not in after, "страница «Скачать» потеряла список файлов"
        content = content.replace(before, after)
    return content


def day_text(day: date) -> str:
    """«28 ноября 2026»."""
    return f"{day.day}\N{NO-BREAK SPACE}{_MONTHS[day.month - 1]} {day.year}"


def size_text(size: int) -> str:
    """«48 КБ», «1,2 МБ»: what a file manager shows."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}КБ"
    return f"{number_text(round(size / 1_000_000, 1))}\N{NO-BREAK SPACE}МБ"


def _catalogue(curriculum: Curriculum) -> Sequence[Artefact]:
    return [artefact for module in modules() for artefact in module.artefacts(curriculum)]


def _item(artefact: Artefact, href: Href, made: Made | None) -> str:
    files: Mapping[str, Path] = made.files if made else {}
    title, facts = artefact.title, _FORMATS[Path(artefact.file).suffix]
    if file := files.get(artefact.location):
        title = f'<a href="{escape(href(artefact.location))}" download>{title}</a>'
        facts = f"{facts}, {size_text(file.stat().st_size)}"
    return f'<li><b>{title}</b> <span class="resource-facts">{facts}</span><br />{artefact.purpose} {artefact.how_to}</li>'


def _paragraph(text: str) -> str:
    return f'<div class="downloads-state"><p>{text}</p></div>'
