"""Links between pages, checked in the source: MkDocs names no line, and it says so in English."""

from __future__ import annotations

import difflib
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
                mend = _write(page, place.page, anchor) if place else _guess(page, target, pages)
                yield number, f"ссылка ведёт на docs/{target}, а такой страницы нет. {mend}"
            elif place and place.page != target and target in {p.path for p in curriculum.pages()}:
                yield number, f"ссылка ведёт к вопросу «{anchor}» в docs/{target}, а он стоит в docs/{place.page}. {_write(page, place.page, anchor)}"
        for path in _IMAGE.findall(text):
            if (target := _target(page, path)) not in files:
                pictures = [file for file in files if file.endswith((".svg", ".png"))]
                yield number, f"картинки docs/{target} нет. {_guess(page, target, pictures)}"
        for path in _NOT_MARKDOWN.findall(text):
            address, _, anchor = path.partition("#")
            place = curriculum.places.get(anchor)
            mend = _write(page, place.page, anchor) if place else _from_address(page, address, anchor, pages)
            yield number, f"ссылка «{path}» ведёт на адрес сайта, а нужен файл. {mend}"


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


def _from_address(page: str, address: str, anchor: str, pages: Collection[str]) -> str:
    """What to write for an address of the site: from the root, with the name of the site before it or without, or as seen from the page."""
    if address.startswith("/"):
        stems = [address.strip("/"), address.strip("/").partition("/")[2]]
    else:
        seen_from = (page.removesuffix("index.md").removesuffix(".md"), posixpath.dirname(page))
        stems = [posixpath.normpath(posixpath.join(folder, address)) for folder in seen_from]
    exact = [file for stem in stems for file in (f"{stem}.md", posixpath.join(stem, "index.md")) if file in pages]
    return _write(page, exact[0], anchor) if exact else _guess(page, f"{stems[0]}.md", pages)


def _write(page: str, target: str, anchor: str) -> str:
    """Nobody should have to count folders to understand a message."""
    return f"Напишите «{_path(page, target)}{f'#{anchor}' if anchor else ''}»."


def _guess(page: str, wrong: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(wrong, known, n=1, cutoff=0.6)
    return (f"Ближайший путь: «{_path(page, near[0])}»." if near else "Исправьте путь.") + " Он пишется от текущего файла."


def _path(page: str, target: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def _target(page: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
