"""The book as EPUB 3: the pages of the site as XHTML, with their MathML."""

from __future__ import annotations

import hashlib
import io
import json
import re
import uuid
import zipfile
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from macros.downloads import book_pdf
from macros.downloads.book_content import Book, Chapter, Part
from macros.downloads.epub import XHTML, Heading, Page, Publication
from macros.downloads.svg import literal_colours, stage_colours
from macros.formula_words import spoken
from macros.timeline import first_page

_STYLE = Path(__file__).with_name("book.css")
_MATHML = "http://www.w3.org/1998/Math/MathML"
_KEPT = {"class", "colspan", "href", "id", "lang", "rowspan", "scope", "start", "title"}
CONTENTS = "contents.json"


def epub(book: Book) -> bytes:
    """The finished file."""
    material = book.material
    files: dict[str, bytes] = {"style.css": _stylesheet(), "cover.png": book_pdf.cover(book)}
    pages = [_cover(), _about(book)]
    contents = []
    for number, part in enumerate(book.parts):
        opening = _opening(book, part, f"part-{number}.xhtml")
        chapters = [_Chapter(book, chapter, files).page() for chapter in part.chapters]
        pages += [opening, *chapters]
        below = tuple(_heading(page, chapter) for page, chapter in zip(chapters, part.chapters, strict=True))
        contents.append(Heading(opening.title, opening.file, below))
    files[CONTENTS] = json.dumps(dict(sorted(material.hashes.items())), indent=0).encode()
    return Publication(
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.title)}",
        title=book.title,
        language="ru",
        modified=material.date,
        metadata=[
            (
                "description",
                "План учёбы, вопросы собеседований с ответами, разобранные задачи ML System Design и практика: весь хендбук в одном файле.",
            ),
            ("date", material.date.strftime("%Y-%m-%d")),
            ("rights", "Текст — CC BY 4.0, код — MIT"),
            *((f"schema:{name}", value) for name, value in _ACCESSIBILITY),
        ],
        pages=pages,
        contents=contents,
        files=files,
        cover="cover.png",
        stylesheet="style.css",
    ).write()


_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "describedMath"),
    ("accessibilityFeature", "MathML"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "У рисунков есть описания, у формул — MathML и запись в строку, заголовки идут по порядку."),
)


def contents(data: bytes) -> dict[str, str]:
    """The hash of every question in a finished file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return dict(json.loads(archive.read(f"EPUB/{CONTENTS}")))


def file_of(page: str) -> str:
    """The file of a page of docs/."""
    return page.removesuffix(".md").replace("/", "-") + ".xhtml"


def _stylesheet() -> bytes:
    stages = "".join(f".{name.removeprefix('--')} {{ border-color: {colour}; }}\n" for name, colour in sorted(stage_colours().items()))
    return (_STYLE.read_text(encoding="utf-8") + stages).encode()


def _element(tag: str, text: str = "", *children: etree._Element, **attributes: str) -> etree._Element:
    made = etree.Element(f"{{{XHTML}}}{tag}", {name.rstrip("_"): value for name, value in attributes.items()})
    made.text = text
    made.extend(children)
    return made


def _cover() -> Page:
    picture = _element("img", src="cover.png", alt="Обложка: линия с семью станциями, по одной на этап", class_="cover")
    return Page("cover.xhtml", "Обложка", _element("body", "", picture, class_="cover-page"))


def _about(book: Book) -> Page:
    paragraphs = []
    for lead, text in book_pdf.about_text(book):
        strong = _element("strong", lead)
        strong.tail = " "
        if "://" in text:
            paragraphs.append(_element("p", "", strong, _element("a", text.partition("://")[2].rstrip("/"), href=text)))
        else:
            strong.tail += text
            paragraphs.append(_element("p", "", strong))
    return Page("about-book.xhtml", "Об этой книге", _element("body", "", _element("h1", "Об этой книге"), *paragraphs))


def _opening(book: Book, part: Part, file: str) -> Page:
    if part.stage is None:
        return Page(file, part.title, _element("body", "", _element("h1", part.title), class_="part"))
    title = f"Этап {part.number}. {part.title}"
    lead = _element("strong", "После этого этапа")
    lead.tail = f" {part.stage.goal}"
    weeks = _element("ul", class_="weeks")
    for week in part.weeks:
        item = _element("li", f"Неделя {week.number}: ")
        for topic in week.topics:
            link = _element("a", topic.title, href=file_of(first_page(part.stage, topic)))
            link.tail = "" if topic == week.topics[-1] else ", "
            item.append(link)
        weeks.append(item)
    goal = _element("p", "", lead, class_=f"stage-goal stage-{part.number}")
    facts = _element("p", part.facts, class_="facts")
    return Page(file, title, _element("body", "", _element("h1", title), facts, goal, weeks, class_="part"))


def _heading(page: Page, chapter: Chapter) -> Heading:
    heads = chapter.article.xpath(".//h2[@id]")
    return Heading(chapter.title, page.file, tuple(Heading(" ".join(head.text_content().split()), f"{page.file}#{head.get('id')}") for head in heads))


class _Chapter:
    """One page of the site; its figures go to `files`."""

    def __init__(self, book: Book, chapter: Chapter, files: dict[str, bytes]) -> None:
        self.book, self.chapter, self.files = book, chapter, files

    def page(self) -> Page:
        body = _element("body", "", _element("h1", self.chapter.title))
        self._fill(body, self.chapter.article)
        properties = "mathml" if self.chapter.article.find(".//math") is not None else ""
        return Page(file_of(self.chapter.path), self.chapter.title, body, properties)

    def _fill(self, made: etree._Element, source: HtmlElement) -> None:
        _append(made, source.text)
        for child in source:
            if isinstance(child.tag, str):
                made.extend(self._copies(child))
            _append(made, child.tail)

    def _copies(self, source: HtmlElement) -> list[etree._Element]:
        """The element as XHTML; none where it only stood there for the screen."""
        classes = source.get("class", "").split()
        if source.tag == "math":
            return [self._math(source)]
        if source.tag == "svg":
            return [self._figure(source)]
        if "box" in classes:
            return []
        attributes = {name: value for name, value in source.attrib.items() if name in _KEPT}
        if source.tag == "table" and _is_wide(source):
            attributes["class"] = f"{attributes.get('class', '')} wide".strip()
        href = attributes.pop("href", None)
        made = etree.Element(f"{{{XHTML}}}{source.tag}", attributes)
        if source.tag == "a":
            destination = self._destination(href) if href else None
            if destination is None:
                made.tag = f"{{{XHTML}}}span"
            else:
                made.set("href", destination)
        if lang := source.get("lang"):
            made.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
        self._fill(made, source)
        return [made]

    def _destination(self, href: str) -> str | None:
        target = self.book.target(self.chapter.path, href)
        if target is None:
            return None
        if target.kind == "outside":
            return target.place
        page, mark, fragment = target.place.partition("#")
        return file_of(page) + mark + fragment

    def _math(self, source: HtmlElement) -> etree._Element:
        def copy(element: HtmlElement) -> etree._Element:
            made = etree.Element(f"{{{_MATHML}}}{element.tag}", dict(element.attrib), nsmap={None: _MATHML})
            made.text = element.text
            for child in element:
                made.append(copy(child))
            return made

        made = copy(source)
        made.set("alttext", spoken(source))
        return made

    def _figure(self, source: HtmlElement) -> etree._Element:
        picture = literal_colours(source, background="#ffffff").encode()
        name = f"figure-{hashlib.sha256(picture).hexdigest()[:12]}.svg"
        self.files[name] = picture
        return _element("img", src=name, alt=source.get("aria-label") or "")


_ROOM = 40  # letters that the longest words of three columns have side by side on a phone


def _is_wide(table: HtmlElement) -> bool:
    """Four columns, or three with long words or names in code: more than a phone has room for."""
    rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
    columns = max(map(len, rows))
    if columns != 3:
        return columns > 3
    whole = [row for row in rows if len(row) == columns]
    longest = [max(len(word) for text in column for word in re.split(r"[\s\-–—/]+", text)) for column in zip(*whole, strict=True)]
    return sum(longest) >= _ROOM or any(len(word) > 15 for code in table.iter("code") for word in code.text_content().split())


def _append(parent: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
