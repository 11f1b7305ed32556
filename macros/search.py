"""What the search knows: a document a question, a document a section of every other page, and the worker that searches them.

Two files, because the first results must not wait for all: `core` has wordings, aliases and keywords, `text` what answers say.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import rjsmin
from lxml.html import HtmlElement

from macros.bank import Entry, parse, text_of
from macros.curriculum import ROOT
from macros.model import Curriculum, Term
from macros.search_words import terms

ASSETS = ROOT / "docs" / "assets"
# In the order in which they need each other. Third-party parts are listed in vendored.yml.
PARTS = (
    "vendor/minisearch/minisearch.min.js",
    "vendor/snowball-russian/russian.min.js",
    *(f"javascript/search/{name}.js" for name in ("words", "keyboard", "transliteration", "spelling", "query", "index", "teaser", "worker")),
)
_NOTICE = "/* MiniSearch 7.2.0, MIT, Luca Ongaro. Snowball stemmer for Russian by @orama/stemmers 3.1.18, Apache 2.0. Texts: assets/vendor/. */\n"


@dataclass(frozen=True)
class Document:
    """`text` is shown as the teaser; `rest` is only searched. `place` says where the document stands."""

    location: str
    title: str
    place: str
    text: str
    rest: str
    question: bool = False
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page that is searched: its path in docs/, its address, its title and its rendered content."""

    path: str
    address: str
    title: str
    article: str


def questions(entries: Iterable[Entry]) -> Iterator[Document]:
    for entry in entries:
        place, question = entry.place, entry.place.question
        yield Document(
            location=entry.address,
            title=question.text,
            place=" · ".join((place.stage.title, (place.group or place.topic).title)),
            text="" if entry.short is None else _short(entry.short),
            rest="" if entry.full is None else text_of(entry.full),
            question=True,
            aliases=tuple(question.aliases),
            keywords=tuple(question.keywords),
        )


def _short(short: HtmlElement) -> str:
    """The answer and its points as one text, without the title of the points."""
    parts = []
    for child in short:
        if child.tag == "ul":
            parts.append("; ".join(text_of(item) for item in child) + ".")
        elif child.get("class") != "points-title":
            parts.append(text_of(child))
    return " ".join(filter(None, parts))


# Lists of what has documents of its own.
_LEFT_OUT = ".//*[@data-search-exclude or contains('|checklist|checklist-facts|way|line|timeline|timeline-weeks|', concat('|', @class, '|'))]"


def sections(pages: Iterable[Page]) -> Iterator[Document]:
    """A document a heading with an id; what stands above the first one belongs to the page. `data-search-exclude` is left out, as in Material."""
    for page in pages:
        article = parse(page.article)
        for left_out in article.xpath(_LEFT_OUT):
            left_out.drop_tree()
        title, location = page.title, page.address
        texts: list[str] = []
        for element in article:
            if element.tag in ("h2", "h3") and element.get("id"):
                yield from _section(page, title, location, texts)
                title, location, texts = text_of(element), f"{page.address}#{element.get('id')}", []
            elif element.tag != "h1":
                texts.append(text_of(element))
        yield from _section(page, title, location, texts)


_TEASER = 180  # characters


def _section(page: Page, title: str, location: str, texts: list[str]) -> Iterator[Document]:
    text = " ".join(filter(None, texts))
    if text:
        cut = text if len(text) <= _TEASER else text[:_TEASER].rpartition(" ")[0] + "…"
        yield Document(location, title, page.title if title != page.title else "", cut, text)


def files(documents: Iterable[Document], glossary: Iterable[Term]) -> dict[str, str]:
    """Both parts of the index by their addresses, which change with the content.

    They are scripts: from file:// nothing else can be loaded. The worker of a site reads the JSON between the parentheses.
    """
    documents = list(documents)
    core = [_synonyms(glossary), [[d.location, d.title, d.place, int(d.question), d.aliases, d.keywords] for d in documents]]
    rest = [_rest(d) for d in documents]
    frequencies = Counter(term for row in rest for term in row)
    vocabulary = sorted(frequencies, key=lambda term: (-frequencies[term], term))
    number = {term: i for i, term in enumerate(vocabulary)}
    text = [" ".join(vocabulary), [[d.text, _steps(number[term] for term in row)] for d, row in zip(documents, rest, strict=True)]]
    return dict(_versioned(f"search/{name}", f'handbookSearch("{name}",{_json(data)})\n') for name, data in (("core", core), ("text", text)))


def _synonyms(glossary: Iterable[Term]) -> list[str]:
    """Names of one word that mean the same, each group as its stems. Longer names are found by their words."""
    groups = ({found[0] for name in term.names() if len(found := terms(name)) == 1} for term in glossary)
    return [" ".join(sorted(group)) for group in groups if len(group) > 1]


def _rest(document: Document) -> set[str]:
    """Stems that stand in no field that is shipped whole. A number or a single letter finds nothing."""
    known = {*terms(document.title), *terms(document.text)}
    return {term for term in terms(document.rest) if term not in known and len(term) > 1 and not term.isdecimal()}


def _steps(numbers: Iterable[int]) -> list[int]:
    """Ascending numbers as differences: half the size when compressed."""
    ordered = [0, *sorted(numbers)]
    return [later - earlier for earlier, later in pairwise(ordered)]


def worker() -> tuple[str, str]:
    """Address and text of the worker: the index library, the stemmer and our parts as one classic script."""
    texts = {part: (ASSETS / part).read_text(encoding="utf-8") for part in PARTS}
    parts = ";\n".join(text if part.startswith("vendor/") else rjsmin.jsmin(text) for part, text in texts.items())
    return _versioned("assets/javascript/search-worker", f"{_NOTICE}(() => {{\n'use strict';\n{parts}}})()\n")


def write(site: Path, curriculum: Curriculum, entries: list[Entry], pages: Iterable[Page]) -> None:
    """Put worker and index into a built site, and where the index is into the file that Material loads and hands to the worker.

    What only Material's own worker would need goes away.
    """
    for unused in ("lunr", "workers"):
        shutil.rmtree(site / "assets" / "javascripts" / unused, ignore_errors=True)
    answered = {entry.place.page for entry in entries}
    index = files([*questions(entries), *sections(page for page in pages if page.path not in answered)], curriculum.glossary)
    start = _json({"config": {"index": list(index)}, "docs": []})
    address, code = worker()
    produced = {**index, address: code, "search/search_index.json": start, "search/search_index.js": f"__index = {start}\n"}  # .js from file://
    for name, content in produced.items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


def _versioned(name: str, content: str) -> tuple[str, str]:
    return f"{name}.{hashlib.sha256(content.encode()).hexdigest()[:8]}.js", content


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
