"""What is printed: every question once, right Russian text, nothing cut off, codes that lead home, and backs behind their fronts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from macros.bank import Entry, bank, parse, text_of
from macros.curriculum import load
from macros.downloads import card_sheets, cheat_sheets, checklists, mlsd_form, question_sheets, roadmap_sheet
from macros.downloads.artefact import Artefact
from macros.downloads.material import Material
from macros.model import Curriculum, Stage
from macros.problems import ContentError
from macros.schedule import schedule
from tests.pdf import A4, Box, Page, Pdf, squeezed
from tests.site_build import DOWNLOADS_URL, Site, text

MODULES = (roadmap_sheet, checklists, card_sheets, question_sheets, mlsd_form, cheat_sheets)
CURRICULUM = load()
FILES = [artefact.file for module in MODULES for artefact in module.artefacts(CURRICULUM)]
STAGES = {stage.id: stage for stage in CURRICULUM.stages}
ASKED = [stage for stage in CURRICULUM.stages if stage.all_questions()]
FOOT = 17  # mm; below stand the name of the file and the number of the page

# A printer at home leaves a centimetre white. A card is 92 × 66 mm, its text 5 mm from the cut at least.
PRINTABLE = Box(10, 10, A4[0] - 10, A4[1] - 10)
CARD_WIDTH, CARD_HEIGHT, COLUMNS, ROWS = 92, 66, 2, 4
LEFT_EDGE, TOP_EDGE = (A4[0] - COLUMNS * CARD_WIDTH) / 2, (A4[1] - ROWS * CARD_HEIGHT) / 2


class Kit:
    """The finished files, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Pdf] = {}

    def __getitem__(self, file: str) -> Pdf:
        if file not in self._read:
            self._read[file] = Pdf((self.folder / file).read_bytes())
        return self._read[file]


@pytest.fixture(scope="module")
def kit(handbook: Site) -> Kit:
    return Kit(handbook.folder / "downloads")


@pytest.fixture(scope="module")
def answers(handbook: Site) -> dict[str, Entry]:
    """The bank, read from the finished pages."""
    articles = {}
    for page in CURRICULUM.pages():
        built = html.document_fromstring((handbook.folder / page.path.removesuffix(".md") / "index.html").read_text(encoding="utf-8"))
        articles[page.path] = html.tostring(built.xpath("//article")[0], encoding="unicode")
    return {entry.id: entry for entry in bank(CURRICULUM, articles)}


def permalinks(stage: Stage) -> list[str]:
    return [f"{DOWNLOADS_URL}q/{question.id}/" for question in stage.all_questions()]


def cell(row: int, column: int) -> Box:
    """The place of a card on its sheet."""
    left, top = LEFT_EDGE + column * CARD_WIDTH, TOP_EDGE + row * CARD_HEIGHT
    return Box(left, top, left + CARD_WIDTH, top + CARD_HEIGHT)


def said(entry: Entry) -> list[str]:
    """The points of an answer as far as they are words: without formulas, squeezed."""
    return [words for point in entry.points for words in _words(point)]


def _words(element: html.HtmlElement) -> list[str]:
    copy = html.fragment_fromstring(html.tostring(element, encoding="unicode", with_tail=False))
    for math in copy.xpath(".//math"):
        math.tail = _FORMULA + (math.tail or "")
        math.drop_tree()
    return [squeezed(part) for part in text_of(copy).split(_FORMULA) if len(squeezed(part)) > 3]


_FORMULA = "\ue000"


# --- Every file


@pytest.mark.parametrize("file", FILES)
def test_a_file_can_be_read_aloud_and_brings_its_fonts(kit: Kit, file: str) -> None:
    pdf = kit[file]
    assert pdf.tagged
    assert pdf.language == "ru"
    assert pdf.title
    assert pdf.bookmarks()
    assert pdf.fonts()
    assert all(pdf.fonts().values()), pdf.fonts()


@pytest.mark.parametrize("file", FILES)
def test_nothing_stands_where_a_printer_at_home_does_not_print(kit: Kit, file: str) -> None:
    for number, page in enumerate(kit[file].pages, 1):
        assert page.size == A4
        outside = [box for box in page.boxes() if not PRINTABLE.holds(box)]
        assert not outside, (number, outside)


def test_the_sheets_for_a_wall_and_a_desk_are_one_page(kit: Kit) -> None:
    single = ["roadmap.pdf", *(file for file in FILES if file.startswith("cheatsheet-"))]
    assert {file: len(kit[file].pages) for file in single} == dict.fromkeys(single, 1)


# --- The roadmap


def test_the_roadmap_has_every_week_with_its_topics_in_order(kit: Kit) -> None:
    whole = squeezed(kit["roadmap.pdf"].pages[0].text())
    position = 0
    for week in schedule(CURRICULUM):
        for topic in week.topics:
            position = whole.index(squeezed(topic.title), position) + 1
    for stage in CURRICULUM.stages:
        assert squeezed(stage.title) in whole


def test_the_line_of_the_roadmap_is_to_scale(kit: Kit) -> None:
    """The stretch of a stage is as long as its weeks."""
    page = kit["roadmap.pdf"].pages[0]
    stretches = [box for box in page.boxes() if 2.9 < box.right - box.left < 3.1 and box.bottom - box.top > 4]
    heights = sorted(round(box.bottom - box.top, 1) for box in stretches)
    assert len(heights) == CURRICULUM.weeks
    assert heights[0] == pytest.approx(heights[-1] / 2, abs=0.1)  # the first week begins at its station
    assert len(set(heights[1:])) == 1


# --- Checklists and questions


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith(("checklist", "questions"))])
def test_every_question_stands_once_on_one_page_in_the_order_of_the_roadmap(kit: Kit, file: str) -> None:
    name = file.removesuffix(".pdf").partition("-")[2]
    stages = [STAGES[name]] if name in STAGES else CURRICULUM.stages
    wanted = [address for stage in stages for address in permalinks(stage)]
    found = []
    for page in kit[file].pages:
        found += list(dict.fromkeys(address for address, _ in page.links()))  # a wording of two lines has two areas
    assert found == wanted

    whole = squeezed(kit[file].text(bottom=FOOT))
    position = 0
    for stage in stages:
        for question in stage.all_questions():
            wording = squeezed(question.text)
            position = whole.index(wording, position) + len(wording)


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("checklist")])
def test_a_checklist_has_a_box_a_row_big_enough_for_a_pen(kit: Kit, file: str) -> None:
    name = file.removesuffix(".pdf").partition("-")[2]
    stages = [STAGES[name]] if name in STAGES else CURRICULUM.stages
    side = 6 if name == "large" else 4.5
    boxes = [box for page in kit[file].pages for box in squares(page, side)]
    topics = [topic for stage in stages for topic in stage.topics]
    assert len(boxes) == sum(len(topic.all_questions() or CURRICULUM.steps(topic) or CURRICULUM.template) for topic in topics)


def squares(page: Page, side: float) -> list[Box]:
    """Drawn squares of this side; their line of 0.25 mm goes round twice in the box of the file."""
    return [box for box in page.boxes() if abs(box.right - box.left - side - 0.49) < 0.1 and abs(box.bottom - box.top - side - 0.49) < 0.1]


def test_a_row_is_never_divided_between_two_pages(kit: Kit, handbook: Site) -> None:
    """Those of the stages without questions: where there are questions, their links say the same."""
    for stage in CURRICULUM.stages:
        rows = handbook.pages[f"{stage.id}/sheet/"].root.findall(".//table/tbody/tr[@data-item]")
        for file in (f"checklist-{stage.id}.pdf", "checklist.pdf", "checklist-large.pdf"):
            pages = [squeezed(page.text()) for page in kit[file].pages]
            for row in rows:
                words = squeezed(text(row.findall("td")[1]))
                assert sum(words in page for page in pages) == 1, (file, words)


def test_large_print_is_large(kit: Kit) -> None:
    normal, large = (letter_height(kit[file], "Как работает range?") for file in ("checklist-python.pdf", "checklist-large.pdf"))
    assert large / normal == pytest.approx(1.7, abs=0.02)
    assert normal > 3.5  # mm from the lowest to the highest point of a line: 10 points


def letter_height(pdf: Pdf, wording: str) -> float:
    """The height of the area of the link with this wording."""
    for page in pdf.pages:
        for _, box in page.links():
            if squeezed(page.text(box)) == squeezed(wording):
                return box.bottom - box.top
    raise AssertionError(wording)


@pytest.mark.parametrize("stage", ASKED, ids=lambda stage: stage.id)
def test_who_asks_does_not_see_a_word_of_the_answers(kit: Kit, answers: dict[str, Entry], stage: Stage) -> None:
    questions, full = (squeezed(kit[f"{kind}-{stage.id}.pdf"].text(bottom=FOOT)) for kind in ("questions", "answers"))
    points = {point for question in stage.all_questions() for point in said(answers[question.id]) if len(point) > 15}
    assert len(points) > len(stage.all_questions())
    assert [point for point in points if point in questions] == []
    assert [point for point in points if point not in full] == []  # the same words are found where they stand


@pytest.mark.parametrize("stage", ASKED, ids=lambda stage: stage.id)
def test_answers_stand_in_order_under_the_numbers_of_the_questions(kit: Kit, answers: dict[str, Entry], stage: Stage) -> None:
    whole = squeezed(kit[f"answers-{stage.id}.pdf"].text(bottom=FOOT))
    asked = squeezed(kit[f"questions-{stage.id}.pdf"].text(bottom=FOOT))
    position = 0
    for number, question in enumerate(stage.all_questions(), 1):
        heading = f"{number}{squeezed(question.text)}"
        assert heading in asked
        position = whole.index(heading, position)
        short = answers[question.id].short
        assert short is not None
        for words in _words(short.xpath("p")[0]):
            assert words in whole[position:], (question.id, words)
            position = whole.index(words, position) + len(words)


# --- The form and the cheat sheets


def test_the_form_asks_everything_in_order_and_leaves_lines_to_write_on(kit: Kit) -> None:
    wordings = [squeezed(question.text) for section in CURRICULUM.template for question in (*section.questions, *section.extra)]
    asked = []
    for page in kit["mlsd-form.pdf"].pages:
        shown = squeezed(page.text())
        here = sorted((wording for wording in wordings if wording in shown), key=shown.index)
        lines = [box for box in page.boxes() if box.bottom - box.top < 0.3 and box.right - box.left > 180]
        assert len(lines) >= 2 * len(here)
        asked += here
    assert asked == wordings


@pytest.mark.parametrize("id", ["git", "linux", "sql"])
def test_a_cheat_sheet_has_every_command_with_its_meaning(kit: Kit, handbook: Site, id: str) -> None:
    whole = squeezed(kit[f"cheatsheet-{id}.pdf"].pages[0].text())
    rows = handbook.pages[f"tools/{id}-cheatsheet/"].root.findall(".//tbody/tr")
    assert len(rows) > 30
    position = 0
    for row in rows:
        words = squeezed("".join(text(td) for td in row.findall("td")))
        position = whole.index(words, position) + len(words)


# --- Codes


@pytest.mark.parametrize("stage", CURRICULUM.stages, ids=lambda stage: stage.id)
def test_the_code_of_a_checklist_leads_to_its_stage(kit: Kit, stage: Stage) -> None:
    assert [code.text for code in kit[f"checklist-{stage.id}.pdf"].pages[0].codes()] == [f"{DOWNLOADS_URL}{stage.id}/"]


def test_the_other_codes_lead_home(kit: Kit) -> None:
    pages = {
        "roadmap.pdf": "roadmap/",
        "mlsd-form.pdf": "mlsd/template/",
        "questions-rag.pdf": "rag/",
        **{f"cheatsheet-{id}.pdf": f"tools/{id}-cheatsheet/" for id in ("git", "linux", "sql")},
    }
    assert {file: [code.text for code in kit[file].pages[0].codes()] for file in pages} == {
        file: [DOWNLOADS_URL + page] for file, page in pages.items()
    }


def test_a_code_beside_each_answer_is_its_permanent_address(kit: Kit) -> None:
    found = [code.text for page in kit["answers-rag.pdf"].pages for code in sorted(page.codes(), key=lambda code: code.y)]
    assert found == [f"{DOWNLOADS_URL}rag/", *permalinks(STAGES["rag"])]


# --- Cards


@pytest.mark.parametrize("stage", ASKED, ids=lambda stage: stage.id)
def test_backs_stand_behind_their_fronts_when_the_sheet_is_turned_over_its_long_edge(kit: Kit, answers: dict[str, Entry], stage: Stage) -> None:
    pages = kit[f"cards-{stage.id}.pdf"].pages
    questions = stage.all_questions()
    assert len(pages) == 2 * -(-len(questions) // (COLUMNS * ROWS))
    for sheet in range(len(pages) // 2):
        front, back = pages[2 * sheet : 2 * sheet + 2]
        codes = front.codes()
        here = questions[sheet * COLUMNS * ROWS : (sheet + 1) * COLUMNS * ROWS]
        assert len(codes) == len(here)
        for place, question in enumerate(here):
            row, column = divmod(place, COLUMNS)
            card = cell(row, column)
            count = f"{sheet * COLUMNS * ROWS + place + 1}/{len(questions)}"
            shown = squeezed(front.text(card))
            assert squeezed(question.text) in shown
            assert squeezed(question.id) in shown
            assert count in shown
            inside = [code.text for code in codes if card.left < code.x < card.right and card.top < code.y < card.bottom]
            assert inside == [f"{DOWNLOADS_URL}q/{question.id}/"]
            behind = squeezed(back.text(cell(row, COLUMNS - 1 - column)))
            assert count in behind
            position = 0
            for words in said(answers[question.id]):
                assert words in behind[position:], (question.id, words, behind)
                position = behind.index(words, position) + len(words)


@pytest.mark.parametrize("stage", ASKED, ids=lambda stage: stage.id)
def test_nothing_of_a_card_comes_near_a_cut(kit: Kit, stage: Stage) -> None:
    for page in kit[f"cards-{stage.id}.pdf"].pages:
        assert cut_off(page) == []


@pytest.mark.parametrize("stage", ASKED, ids=lambda stage: stage.id)
def test_cards_are_set_large_enough_to_read_at_arms_length(kit: Kit, stage: Stage) -> None:
    for number, page in enumerate(kit[f"cards-{stage.id}.pdf"].pages):
        (top, bottom), least = ((12, 48), 12) if number % 2 == 0 else ((12, CARD_HEIGHT), 8)  # the question; the points
        for row in range(ROWS):
            for column in range(COLUMNS):
                card = cell(row, column)
                sizes = page.sizes(Box(card.left, card.top + top, card.right, card.top + bottom))
                assert not sizes or max(sizes) >= least, (number + 1, row, column, sizes)


def cut_off(page: Page) -> list[Box]:
    """Letters and areas that are neither 3 mm inside a card nor outside all of them; lines of no width are cuts."""
    cards = [cell(row, column) for row in range(ROWS) for column in range(COLUMNS)]
    inner = [Box(card.left + 3, card.top + 3, card.right - 3, card.bottom - 3) for card in cards]
    field = Box(LEFT_EDGE, TOP_EDGE, LEFT_EDGE + COLUMNS * CARD_WIDTH, TOP_EDGE + ROWS * CARD_HEIGHT)
    found = []
    for box in page.boxes():
        is_line = min(box.right - box.left, box.bottom - box.top) < 0.3
        beside = box.right <= field.left or box.left >= field.right or box.bottom <= field.top or box.top >= field.bottom
        if not (is_line or beside or any(place.holds(box) for place in inner)):
            found.append(box)
    return found


def test_on_grey_paper_the_number_tells_the_stage(kit: Kit) -> None:
    """A dark ring and a dark number on white, and it is the number of the stage."""
    for stage in ASKED:
        page = kit[f"cards-{stage.id}.pdf"].pages[0]
        badge = Box(LEFT_EDGE + 5.5, TOP_EDGE + 4.5, LEFT_EDGE + 13.5, TOP_EDGE + 12.5)
        assert page.text(badge).strip() == str(CURRICULUM.stages.index(stage) + 1)
        edges = (badge.left, badge.top, badge.right, badge.bottom)
        picture = page.grey(200).crop(tuple(round(edge * 200 / 25.4) for edge in edges))
        shades = Counter("dark" if shade < 118 else "white" if shade > 235 else "between" for shade in picture.tobytes())
        assert shades["dark"] > 0.15 * shades.total(), (stage.id, shades)  # 118 against 255 is 4.5 : 1
        assert shades["white"] > 0.3 * shades.total(), (stage.id, shades)


# --- Texts that nobody has written yet


def material(curriculum: Curriculum, answer: str, site_url: str | None = "https://example.org/") -> Material:
    """One answer for every question."""
    short = parse(answer)
    entries = tuple(replace(entry, short=short) for entry in bank(curriculum, {page.path: "" for page in curriculum.pages()}))
    return Material(curriculum, entries, {}, {}, {}, {}, "Хендбук", site_url, Path(), datetime(2026, 11, 28, tzinfo=UTC), {}, {})


def cards(curriculum: Curriculum) -> Artefact:
    return card_sheets.artefacts(curriculum)[0]


def with_points(count: int) -> str:
    words = "очень длинный пункт, в котором есть <code>код_без_единого_пробела()</code> и слова"
    return f"<ul class='points'>{''.join(f'<li>{number}. {words}</li>' for number in range(1, count + 1))}</ul>"


def test_points_that_do_not_fit_are_set_smaller_and_never_cut(tiny: Curriculum) -> None:
    few, many = (Pdf(cards(tiny).make(material(tiny, with_points(count)))).pages[1] for count in (2, 6))
    assert max(many.sizes(cell(0, 1))) < max(few.sizes(cell(0, 1)))
    assert cut_off(many) == []
    shown = squeezed(many.text(cell(0, 1)))
    assert [f"{number}.оченьдлинныйпункт" in shown for number in range(1, 7)] == [True] * 6


def test_points_that_nobody_could_read_are_refused_with_the_id_of_the_question(tiny: Curriculum) -> None:
    first = tiny.stages[0].all_questions()[0].id
    with pytest.raises(ContentError, match=f"вопрос «{first}»: на карточку не помещается"):
        cards(tiny).make(material(tiny, with_points(40)))


def test_without_an_address_of_the_site_there_is_no_code(tiny: Curriculum) -> None:
    page = Pdf(cards(tiny).make(material(tiny, with_points(3), site_url=None))).pages[0]
    assert page.codes() == []
    assert page.links() == []
    assert squeezed(tiny.stages[0].all_questions()[0].text) in squeezed(page.text(cell(0, 0)))


def test_equal_material_makes_equal_bytes(tiny: Curriculum) -> None:
    first, second = (cards(tiny).make(material(tiny, with_points(3))) for _ in range(2))
    assert first == second
