"""What comes out of the printer: Ctrl+P on any page, with scripts on and off, in both schemes; and the sheets for the wall."""

from __future__ import annotations

import io
import itertools
import re

import pdfplumber
import pytest
import zxingcpp
from playwright.sync_api import Page

from macros.curriculum import load
from macros.links import address
from tests.browser.conftest import NOT_FOUND

CURRICULUM = load()
TOPIC = "python/data-structures/lists/"
MARGIN = 14 / 25.4 * 72  # points; @page of handbook.css
# Points of difference that are none: a line of a border lies half outside its box.
SLACK = 1.0


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, new_context) -> Page:
    return new_context(java_script_enabled=request.param, color_scheme="dark").new_page()


def printed(page: Page) -> pdfplumber.PDF:
    page.emulate_media(media="print")
    page.locator(".page-address img").wait_for()
    page.emulate_media(media="null")  # as before: `pdf` prints what is emulated
    return pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def words(pdf: pdfplumber.PDF) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    """Without spaces: a line may end behind the hyphen of a word."""
    return re.sub(r"\s+", "", text)


def code_at_the_end(pdf: pdfplumber.PDF) -> list[str]:
    """What a phone reads from the QR codes of the last sheet of paper."""
    return [code.text for code in zxingcpp.read_barcodes(pdf.pages[-1].to_image(resolution=150).original.convert("L"))]


OF_THE_SCREEN = (
    ".md-header, .md-sidebar, .md-footer, .md-content__button, .md-button, .md-skip, .headerlink, "
    ".answer-tools, self-check, .progress-tools, .on-screen, .way, .copy-code"
)


def test_a_page_loses_what_is_of_the_screen_and_ends_with_its_address_and_a_qr_code_that_leads_there(reader, handbook, kind):
    reader.goto(kind)
    of_the_screen = reader.locator(OF_THE_SCREEN).locator("visible=true")
    assert of_the_screen.count() > 0
    reader.emulate_media(media="print")
    assert of_the_screen.evaluate_all("found => found.map(one => one.className)") == []
    if kind != NOT_FOUND:  # what is not found has no address
        pdf = printed(reader)
        assert code_at_the_end(pdf) == [handbook.url + kind]
        assert handbook.url + kind in pdf.pages[-1].extract_text()


def test_what_the_reader_left_closed_stays_closed(reader):
    reader.goto(TOPIC)
    text = words(printed(reader))
    assert "Чем список (list) отличается от кортежа (tuple)?" in text
    assert "Должно прозвучать" not in text
    assert "Разбор" not in text
    assert reader.locator("details[open], [data-closed]").count() == 0


def test_what_the_reader_opened_is_printed_and_no_more(reader):
    reader.goto(TOPIC)
    reader.locator("details.answer > summary").first.click()
    text = words(printed(reader))
    assert text.count("Должно прозвучать") == 1
    assert "Частая ошибка" not in text
    reader.locator("details.answer-full > summary").first.click()
    assert words(printed(reader)).count("Частая ошибка") == 1


def test_addresses_are_printed_of_links_that_leave_the_handbook(reader):
    reader.goto(TOPIC)
    reader.locator("details.answer > summary").first.click()
    reader.locator("details.answer-full > summary").first.click()
    text = words(printed(reader)).replace(" ", "")
    assert "(https://docs.python.org/3/" in text
    assert "(http://127.0.0.1" not in text


def test_the_dark_scheme_prints_dark_on_white(reader):
    reader.goto("nlp/")
    [first, *_] = printed(reader).pages
    light = {char["non_stroking_color"] for char in first.chars if char["non_stroking_color"] and min(char["non_stroking_color"]) > 0.55}
    assert light == set()


@pytest.mark.parametrize("stage", [stage.id for stage in CURRICULUM.stages])
def test_a_sheet_for_the_wall_is_whole(reader, handbook, stage):
    reader.goto(f"{stage}/sheet/")
    rows = reader.locator(".sheet tbody tr:not(.sheet-topic) td:nth-child(2)").all_inner_texts()
    topics = reader.locator(".sheet-topic a").all_inner_texts()
    pdf = printed(reader)
    assert len(pdf.pages) <= 3
    texts = [squeezed(page.extract_text()) for page in pdf.pages]

    # No row is cut, and none is missing: each stands whole on one page.
    cut = [row for row in [*rows, *topics] if not any(squeezed(row) in text for text in texts)]
    assert cut == []
    # A topic's name is not left alone at the foot of a page.
    lonely = [topic for topic in topics for text in texts if re.search(re.escape(squeezed(topic)) + r"недел[яи][\d–]+\d/\d$", text)]
    assert lonely == []
    # A box a row.
    boxes = [(page, curve) for page in pdf.pages for curve in page.curves if abs(curve["width"] - 7.5) < 0.5]
    assert len(boxes) == len(rows)
    # Nothing is clipped, and nothing lies on anything else.
    for page in pdf.pages:
        for word in page.extract_words():
            assert word["x0"] >= MARGIN - SLACK, word
            assert word["x1"] <= page.width - MARGIN + SLACK, word
            assert word["bottom"] <= page.height - 5, word
        lines = sorted((word["top"], word["bottom"]) for word in page.extract_text_lines())
        assert [pair for pair in itertools.pairwise(lines) if pair[1][0] < pair[0][1] - 2.5] == []
    assert code_at_the_end(pdf) == [f"{handbook.url}{stage}/sheet/"]


def test_a_sheet_has_every_question_of_its_stage_and_leads_to_its_answer(page):
    for stage in CURRICULUM.stages:
        page.goto(f"{stage.id}/sheet/")
        found = page.locator(".sheet tr[data-question]").evaluate_all("rows => rows.map(row => [row.dataset.question, row.querySelector('a').href])")
        expected = {q.id: f"{address(CURRICULUM.places[q.id].page)}#{q.id}" for q in stage.all_questions()}
        assert {id: href.split("/handbook/")[1] for id, href in found} == expected


@pytest.mark.parametrize("name", ["git", "linux", "sql"])
def test_a_cheat_sheet_is_one_sheet_of_paper_and_fills_it(reader, name):
    reader.goto(f"tools/{name}-cheatsheet/")
    rows = reader.locator(".cheatsheet tbody tr").count()
    pdf = printed(reader)
    assert len(pdf.pages) == 1
    text = squeezed(words(pdf))
    for command in reader.locator(".cheatsheet td:first-child code").all_text_contents():
        # The text of a PDF goes across the columns, so a command of two lines is torn; its first word is not.
        assert command.split()[0] in text
    lowest = max(word["bottom"] for word in pdf.pages[0].extract_words())
    assert rows > 30
    assert lowest > pdf.pages[0].height * 0.7
