"""The built site as a whole: every question has its place and its permanent address, every link leads somewhere."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from macros.check import problems
from macros.curriculum import load
from macros.links import address
from tests.site_build import REPO_URL, ROOT, Page, Site, text

QUESTIONS = load().places


@pytest.fixture(scope="module")
def unanswered() -> set[str]:
    return set(problems()[1])


def test_the_handbook_has_every_question_of_the_article():
    assert len(QUESTIONS) >= 152, "вопросов стало меньше: id вопроса остаётся навсегда"


def test_every_question_is_an_anchor_once_in_the_site_and_on_the_page_of_its_topic(handbook):
    found = [(id, page.address) for page in handbook.pages.values() for id in page.ids if id in QUESTIONS]
    assert sorted(found) == sorted((id, address(place.page)) for id, place in QUESTIONS.items())


def test_the_questions_of_a_page_stand_in_the_order_of_the_curriculum(handbook):
    order = list(QUESTIONS)
    for page in handbook.pages.values():
        ids = [heading.attrib["id"] for heading in page.having_class("question")]
        assert ids == sorted(ids, key=order.index), page.address


def test_a_question_is_a_heading_in_the_words_of_the_curriculum(handbook):
    headings = {h.attrib["id"]: h for page in handbook.pages.values() for h in page.having_class("question")}
    worded = {id: text(heading).removesuffix("¶") for id, heading in headings.items()}
    assert worded == {id: " ".join(place.question.text.split()) for id, place in QUESTIONS.items()}
    assert {heading.tag for heading in headings.values()} == {"h2"}


def test_an_answered_question_is_followed_by_its_closed_answer_in_two_steps(handbook, unanswered):
    for id in QUESTIONS.keys() - unanswered:
        answer = _after_heading(handbook, id)
        assert (answer.tag, answer.attrib) == ("details", {"class": "answer", "data-question": id})
        summary, short, full, check = answer
        wording = " ".join(QUESTIONS[id].question.text.split())
        assert text(summary) == f"Ответ на вопрос «{wording}»"
        assert (short.tag, short.attrib) == ("div", {"class": "answer-short"})
        assert (full.tag, full.attrib) == ("details", {"class": "answer-full"})
        assert text(full[0]) == f"Разбор вопроса «{wording}»"
        assert "Должно прозвучать." in text(short)
        assert (check.tag, check.attrib, text(check)) == ("self-check", {"question": id}, "")
        assert all(part in text(full) for part in ("Частая ошибка.", "Что спросят дальше.", "Источники.", "Проверено: "))


def test_an_unanswered_question_invites_to_answer_it_where_pages_are_edited(handbook, unanswered):
    for id in unanswered:
        invitation = _after_heading(handbook, id)
        assert (invitation.get("class"), text(invitation)) == ("unanswered", "Ответа пока нет. Написать первый ответ")
        assert invitation[0].attrib["href"] == f"{REPO_URL}/edit/main/docs/{QUESTIONS[id].page}"


def test_without_an_address_of_the_repository_nothing_leads_to_an_editor(handbook_without_addresses):
    for page in handbook_without_addresses.pages.values():
        assert not [a for a in page.root.iter("a") if a.get("rel") == "edit"], page.address
        for invitation in page.having_class("unanswered"):
            assert urljoin(f"http://x/{page.address}", invitation[0].attrib["href"]) == "http://x/contributing/"


def test_the_permanent_address_of_every_question_leads_to_it(handbook):
    assert set(handbook.permalinks) == {f"q/{id}/" for id in QUESTIONS}
    for id, place in QUESTIONS.items():
        page = handbook.permalinks[f"q/{id}/"]
        target = f"{handbook.url}{address(place.page)}#{id}"
        refresh = [meta.attrib["content"] for meta in page.root.iter("meta") if meta.get("http-equiv") == "refresh"]
        assert [urljoin(handbook.url + page.address, at_once.removeprefix("0; url=")) for at_once in refresh] == [target]
        assert [urljoin(handbook.url + page.address, a.attrib["href"]) for a in page.root.iter("a")] == [target]


@pytest.mark.parametrize("which", ["handbook", "handbook_without_addresses"])
def test_every_internal_link_and_anchor_leads_somewhere(which, request):
    site: Site = request.getfixturevalue(which)
    root = site.url or "http://site/"
    anchors = {page.address: {"", *page.ids} for page in [*site.pages.values(), *site.permalinks.values()]}
    dead = []
    for page in [*site.pages.values(), *site.permalinks.values()]:
        for link in _links(page):
            url, anchor = urldefrag(urljoin(root + page.address, link))
            if not url.startswith(root) and not (page.address == "404.html" and not site.url):
                continue
            target = unquote(url.removeprefix(root))
            if target in anchors:
                if unquote(anchor) not in anchors[target]:
                    dead.append(f"{page.address}: {link}: нет такого якоря")
            elif not (site.folder / target).is_file():
                dead.append(f"{page.address}: {link}: нет такой страницы или файла")
    assert dead == []


def test_the_own_host_is_never_addressed_outside_the_site(handbook):
    """A link that starts at the root of the host breaks wherever the site stands below a folder."""
    host = handbook.url.removesuffix("/handbook/")
    links = [(p.address, urljoin(handbook.url + p.address, link)) for p in handbook.pages.values() for link in _links(p)]
    assert [(page, url) for page, url in links if url.startswith(host) and not url.startswith(handbook.url)] == []


def test_the_files_that_css_names_exist(handbook):
    sheets = list((handbook.folder / "assets" / "css").glob("*.css"))
    named = [(sheet, url) for sheet in sheets for url in re.findall(r"url\(['\"]?([^)'\"]+)", sheet.read_text(encoding="utf-8"))]
    assert [url for sheet, url in named if not url.startswith("data:") and not (sheet.parent / url).is_file()] == []


def test_no_page_loads_anything_from_another_host(handbook):
    foreign = [
        (page.address, value)
        for page in [*handbook.pages.values(), *handbook.permalinks.values()]
        for value in _loaded(page)
        if not urljoin(handbook.url + page.address, value).startswith((handbook.url, "data:"))
    ]
    assert foreign == []


def test_an_id_occurs_once_on_a_page_and_none_was_numbered_to_tell_it_from_another(handbook):
    for page in handbook.pages.values():
        assert [id for id, times in Counter(page.ids).items() if times > 1] == [], page.address
        # Navigation numbers its switches: __nav_1.
        assert [id for id in page.ids if re.search(r"_\d+$", id) and not id.startswith("__")] == [], page.address


def test_permalinks_beside_headings_say_in_russian_what_they_are(handbook):
    titles = {link.get("title") for page in handbook.pages.values() for link in page.having_class("headerlink")}
    assert titles == {"Ссылка на это место"}


def test_every_page_has_a_title_of_its_own_and_a_single_first_heading(handbook):
    titles = Counter(page.root.findtext("head/title", "").strip() for page in handbook.pages.values() if page.address != "404.html")
    assert [title for title, times in titles.items() if times > 1] == []
    assert {page.address: len(list(page.root.iter("h1"))) for page in handbook.pages.values()} == dict.fromkeys(handbook.pages, 1)


def test_no_macro_is_printed_instead_of_called(handbook):
    """`render_macros: true` forgotten on a page prints its macros, and `--strict` does not mind."""
    printed = {
        page.address: found.group()
        for page in handbook.pages.values()
        if (found := re.search(r"(\{\{|\{%).{0,40}", "".join(_prose(page.root)), re.DOTALL))
    }
    assert printed == {}


def test_no_draft_is_left_in_a_page(handbook):
    assert [page.address for page in handbook.pages.values() if "Черновик" in text(page.root)] == []


def _after_heading(site: Site, id: str) -> etree.Element:
    """What stands right below a question."""
    page = site.pages[address(QUESTIONS[id].page)]
    parent = next(element for element in page.root.iter() if any(child.get("id") == id for child in element))
    children = list(parent)
    return children[[child.get("id") for child in children].index(id) + 1]


def _links(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        yield from (element.attrib[name] for name in ("href", "src") if name in element.attrib)


def _loaded(page: Page) -> Iterator[str]:
    """The addresses of what a browser loads by itself."""
    for element in page.root.iter():
        if "src" in element.attrib:
            yield element.attrib["src"]
        if element.tag == "link" and {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch"} & set(element.get("rel", "").split()):
            yield element.attrib["href"]


def _prose(element: etree.Element) -> Iterator[str]:
    """The text outside code, formulas and scripts."""
    if element.tag not in ("code", "pre", "math", "script", "style"):
        yield element.text or ""
        for child in element:
            yield from _prose(child)
    yield element.tail or ""


def test_a_page_of_a_topic_or_a_solved_task_stays_under_16_kilobytes_compressed(handbook):
    """Many networks stall a foreign host after 16 KB of a response; then the end of the page would never come."""
    pages = {address(place.page) for place in QUESTIONS.values()} | {page for page in handbook.pages if page.startswith("mlsd/cases/")}
    weights = {page: len(gzip.compress((handbook.folder / page / "index.html").read_bytes(), 9, mtime=0)) for page in pages}
    heavy = [
        f"{page}: {weight} байт из {16 * 1024}. Сократите ответы, разложите вопросы по группам или задачу по страницам."
        for page, weight in weights.items()
        if weight > 16 * 1024
    ]
    assert heavy == []


# What makes the scripts small takes the inner backtick for the end, and spaces of the inner text for spaces of the code.
TORN = re.compile(r"`[^`]*\$\{[^}`]*`[^`]*(?: |\t)[^`]*`[^`]*\}")


def test_no_script_has_a_text_with_spaces_in_a_template_within_a_template():
    sources = (ROOT / "docs/assets/javascript").rglob("*.js")
    torn = [
        f"{source.name}: «{found[0]}». Склейте текст без вложенного шаблона."
        for source in sources
        for found in TORN.finditer(source.read_text("utf-8"))
    ]
    assert TORN.search("`${name ? ` · ${name}` : ''}`")
    assert torn == []
