"""The `downloads` and `downloads_state` macros: what the download page says of the files of one aim, and of this build.

Before the build knows its files, and wherever there are none, it says so and links to nothing; `fill` puts the finished files in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from macros.downloads.artefact import Aim, Artefact
from macros.downloads.catalogue import modules
from macros.links import Href
from macros.model import Curriculum
from macros.problems import ContentError, nearest
from macros.words import day_text, number_text

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


def aim_named(name: str) -> Aim:
    """Raises ContentError."""
    if name not in get_args(Aim):
        raise ContentError([f"раздела «{name}» на странице «Скачать» нет.{nearest(name, get_args(Aim))} Бывают: {', '.join(get_args(Aim))}."])
    return cast(Aim, name)


def downloads(curriculum: Curriculum, aim: Aim, href: Href, made: Made | None = None) -> str:
    """The files of one aim as a list; a title is a link where its file is there."""
    families: dict[tuple[str, str, str], list[Artefact]] = {}
    for artefact in _catalogue(curriculum):
        if artefact.aim == aim:
            families.setdefault(_family(artefact), []).append(artefact)
    return f'<div class="downloads">{"".join(_item(family, artefacts, href, made) for family, artefacts in families.items())}</div>'


def downloads_state(curriculum: Curriculum, href: Href, made: Made | None = None, changed: date | None = None) -> str:
    """A paragraph: of what day the files are, or why some are not there. It brings the stylesheet of the page."""
    if made is None or changed is None:
        return _paragraph(
            "В этой копии сайта файлов нет, поэтому ниже нет ссылок: только рассказ, что бывает. Файлы лежат на сайте хендбука; "
            "в своей копии их собирает команда <code>make build</code>.",
            href,
        )
    said = f"Файлы собраны из того же текста, что и страницы сайта; последняя правка — {day_text(changed)}."
    if left_out := [a for a in _catalogue(curriculum) if a.aim and a.location in made.left_out]:
        names = ", ".join(f"«{a.title}»" for a in left_out)
        said += f" Этой сборке не хватило программ, поэтому нет файлов: {names}. Команда <code>make build</code> ставит нужное сама."
    return _paragraph(said, href)


def fill(content: str, curriculum: Curriculum, href: Href, made: Made, changed: date) -> str:
    """The content of the download page with links to the files that were made."""
    for before, after in (
        (downloads_state(curriculum, href), downloads_state(curriculum, href, made, changed)),
        *((downloads(curriculum, aim, href), downloads(curriculum, aim, href, made)) for aim in get_args(Aim)),
    ):
        if before not in content:
            raise ContentError([f"docs/{PAGE}: нет одного из списков файлов. Верните его: {{{{ downloads_state() }}}} и по списку на каждый раздел."])
        content = content.replace(before, after)
    return content


def size_text(size: int) -> str:
    """«48 КБ», «1,2 МБ»: what a file manager shows."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}КБ"
    return f"{number_text(round(size / 1_000_000, 1))}\N{NO-BREAK SPACE}МБ"


def _catalogue(curriculum: Curriculum) -> Sequence[Artefact]:
    return [artefact for module in modules() for artefact in module.artefacts(curriculum)]


def _family(artefact: Artefact) -> tuple[str, str, str]:
    """What files that differ by stage only have in common."""
    return artefact.title.partition(": ")[0], artefact.purpose, artefact.how_to


def _item(family: tuple[str, str, str], artefacts: Sequence[Artefact], href: Href, made: Made | None) -> str:
    title, purpose, how_to = family
    format = _FORMATS[Path(artefacts[0].file).suffix]
    if len(artefacts) == 1:
        title, names = artefacts[0].title, ["Скачать"]
    else:
        names = [artefact.title.partition(": ")[2] for artefact in artefacts]
    files = "".join(f"<li>{_file(artefact, name, title, href, made)}</li>" for artefact, name in zip(artefacts, names, strict=True))
    return (
        f'<section class="download"><h3>{title} <span class="resource-facts">{format}</span></h3>'
        f'<p>{purpose}</p><ul class="download-files">{files}</ul><p class="download-how">{how_to}</p></section>'
    )


def _file(artefact: Artefact, name: str, title: str, href: Href, made: Made | None) -> str:
    """A link with the size of its file, or the bare name where there is none."""
    file = made.files.get(artefact.location) if made else None
    if not file:
        return f'<span class="download-missing">{artefact.file}</span>'
    which = f'<span class="for-screen-reader"> «{title}»</span>'
    return f'<a href="{escape(href(artefact.location))}" download>{name}{which}, {size_text(file.stat().st_size)}</a>'


def _paragraph(text: str, href: Href) -> str:
    return f'<div class="downloads-state"><link rel="stylesheet" href="{href("assets/css/downloads.css")}"><p>{text}</p></div>'
