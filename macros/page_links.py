"""Links between pages, checked in the source: MkDocs names no line, and it says so in English."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from pymdownx import slugs

from macros.model import Curriculum
from macros.problems import Finding, nearest
from macros.sources import Line, blocks, prose

_IMAGE = re.compile(r"!\[[^\]]*\]\((?![a-z]+:)([^)\s]+)")
_NOT_MARKDOWN = re.compile(r"(?<!!)\[[^\]]*\]\((?![a-z]+:|#)(/[^)\s]*|[^)\s.#]*(?:\.\./)*(?:[\w-]+/)*[\w-]+/?(?:#[^)\s]*)?)(?=[\s)])")
_ANCHOR = re.compile(r"\{[^{}]*#([\w-]+)[^{}]*\}|\bid=\"([\w-]+)\"")
_LINK = re.compile(r"\]\(((?![a-z]+:)[^)\s#]+\.md)?(?:#([\w-]+))?(?=[\s)])")


def broken(curriculum: Curriculum, page: str, lines: list[Line], pages: Collection[str], files: Collection[str]) -> Iterator[Finding]:
    """Yield links to pages that are not in `pages`, links to a question on a page where it does not stand, and pictures that are not in `files`.

    `page`, `pages` and `files` are relative to docs/. Other anchors: `dead_anchors`.
    """
    for number, text in prose(lines):
        for path, anchor in _LINK.findall(text):
            target = _target(page, path)
            place = curriculum.places.get(anchor)
            if path and target not in pages:
                moved = f" Вопрос «{anchor}» стоит в docs/{place.page}." if place else nearest(target, pages)
                yield number, f"ссылка ведёт на docs/{target}, а такой страницы нет.{moved} Исправьте путь: он пишется от текущего файла."
            elif place and place.page != target and target in {p.path for p in curriculum.pages()}:
                yield number, f"ссылка ведёт к вопросу «{anchor}» в docs/{target}, а он стоит в docs/{place.page}. Исправьте путь."
        for path in _IMAGE.findall(text):
            if (target := _target(page, path)) not in files:
                near = nearest(target, [file for file in files if file.endswith((".svg", ".png"))])
                yield number, f"картинки docs/{target} нет.{near} Исправьте путь: он пишется от текущего файла."
        for path in _NOT_MARKDOWN.findall(text):
            yield number, f"ссылка «{path}» ведёт на адрес сайта. Укажите файл страницы с «.md», путь — от текущего файла: «../nlp/rnn.md»."


def dead_anchors(curriculum: Curriculum, page: str, lines: list[Line], anchors: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Yield links to places of a page that are not among the `anchors` of that page; pages whose anchors are not known have none there."""
    for number, text in prose(lines):
        for path, anchor in _LINK.findall(text):
            target = _target(page, path)
            if anchor and anchor not in curriculum.places and target in anchors and anchor not in anchors[target]:
                mend = nearest(anchor, anchors[target])
                yield number, f"на странице docs/{target} нет места «#{anchor}».{mend} Исправьте якорь: это id в фигурных скобках у заголовка."


def anchors_of(lines: list[Line]) -> set[str]:
    """The anchors that a page without macros has: ids that are written, and those that headings get from their words."""
    found = {id for line in lines if not line.code for pair in _ANCHOR.findall(line.text) for id in pair if id}
    slugify = slugs.slugify(case="lower")
    headings = (re.match(r"#+ +(.*?)(?: *\{.*\})? *#*$", line.text) for line in lines if not line.code)
    found |= {block.argument for block in blocks(lines)} | {line.text[2:].strip() for line in lines if line.text.startswith("? ")}
    return found | {slugify(re.sub(r"[`*]|\]\(.*?\)|\[", "", heading[1]), "-") for heading in headings if heading}


def _target(page: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
