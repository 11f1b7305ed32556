"""Links between pages, checked in the source: MkDocs names no line, and it says so in English."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from macros.model import Curriculum
from macros.problems import nearest
from macros.sources import Line, prose

Finding = tuple[int, str]
_LINK = re.compile(r"\]\(((?![a-z]+:)[^)\s#]+\.md)?(?:#([\w-]+))?(?=[\s)])")


def broken(curriculum: Curriculum, page: str, lines: list[Line], pages: Collection[str]) -> Iterator[Finding]:
    """Yield links to pages that are not in `pages`, and links to a question on a page where it does not stand.

    `page` and `pages` are relative to docs/. Other anchors are left to the build, which knows the headings.
    """
    for number, text in prose(lines):
        for path, anchor in _LINK.findall(text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
            place = curriculum.places.get(anchor)
            if path and target not in pages:
                moved = f" Вопрос «{anchor}» стоит в docs/{place.page}." if place else nearest(target, pages)
                yield number, f"ссылка ведёт на docs/{target}, а такой страницы нет.{moved} Исправьте путь: он пишется от текущего файла."
            elif place and place.page != target and target in {p.path for p in curriculum.pages()}:
                yield number, f"ссылка ведёт к вопросу «{anchor}» в docs/{target}, а он стоит в docs/{place.page}. Исправьте путь."
