"""The same mkdocs.yml under Zensical, Material's successor: the reading pages are the same.

What it does not have: `hooks:`, so no `/q/` addresses, no address at the end of a print, no date of the last change, no security policy, no files
for download, and an invitation to answer leads to the help page instead of the editor.
"""

from __future__ import annotations

from itertools import takewhile
from urllib.parse import urljoin

from macros.curriculum import load
from tests.site_build import Site, text

QUESTIONS = load().places


def test_zensical_has_the_same_pages(handbook, handbook_by_zensical):
    assert set(handbook_by_zensical.pages) == set(handbook.pages)


def test_zensical_has_the_same_questions_in_the_same_order(handbook, handbook_by_zensical):
    assert questions(handbook_by_zensical) == questions(handbook)


def test_zensical_has_the_same_answers_word_for_word(handbook, handbook_by_zensical):
    assert answers(handbook_by_zensical) == answers(handbook)


def test_zensical_has_the_same_text_on_every_page(handbook, handbook_by_zensical):
    here, there = articles(handbook), articles(handbook_by_zensical)
    del here["downloads/"]
    assert [first_difference(address, here[address], there[address]) for address in here if here[address] != there[address]] == []


def test_zensical_says_that_there_are_no_files_for_download(handbook_by_zensical):
    page = handbook_by_zensical.pages["downloads/"]
    assert "В этой копии сайта файлов нет" in text(page.root)
    assert [a.attrib["href"] for a in page.root.iter("a") if "download" in a.attrib] == []


def test_zensical_links_what_is_unanswered_to_the_help_page(handbook_by_zensical):
    site = handbook_by_zensical
    for page in site.pages.values():
        for invitation in page.having_class("unanswered"):
            assert urljoin(site.url + page.address, invitation[0].attrib["href"]) == f"{site.url}contributing/"


def questions(site: Site) -> dict[str, list[str]]:
    return {page.address: [id for id in page.ids if id in QUESTIONS] for page in site.pages.values()}


def answers(site: Site) -> dict[str, str]:
    return {answer.attrib["data-question"]: text(answer) for page in site.pages.values() for answer in page.having_class("answer")}


def articles(site: Site) -> dict[str, str]:
    """Everything that a reader reads on the screen. The page for what is not found is the theme's."""
    for page in site.pages.values():
        for article in page.root.iter("article"):
            for ours in [child for child in article if child.get("class") in ("page-address", "page-changed")]:
                article.remove(ours)
    return {page.address: " ".join(text(article) for article in page.root.iter("article")) for page in site.pages.values()}


def first_difference(address: str, here: str, there: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))
    at = sum(1 for _ in same)
    return f"{address}: «{here[at : at + 60]}», а у Zensical «{there[at : at + 60]}»"
