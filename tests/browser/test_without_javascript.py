"""Everything can be read with scripts off; they only make it handier."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

# Without what only a script does: buttons that it serves, marks that it keeps, and what is said where it does not run.
READABLE = """article => {
  const served = 'handbook-trainer, study-plan, .answer-tools, .md-code__nav, self-check, .learned, .repeats, .progress-said, .without-scripts'
  article.querySelectorAll(served).forEach(tools => tools.remove())
  return article.innerText.replace(/\\s+/g, ' ').trim()
}"""


@pytest.fixture
def plain(new_context) -> Page:
    """A browser that runs no script."""
    return new_context(java_script_enabled=False).new_page()


def test_an_answer_opens_by_a_click_and_then_its_full_part(plain):
    plain.goto("python/data-structures/lists/")
    answer = plain.locator("details.answer[data-question=list-vs-tuple]")
    short, full = answer.locator(".answer-short"), answer.locator(".answer-full")
    expect(short).to_be_hidden()
    answer.locator("> summary").click()
    expect(short.get_by_text("Должно прозвучать.")).to_be_visible()
    expect(full.get_by_text("Частая ошибка.")).to_be_hidden()
    full.locator("> summary").click()
    for part in ("Частая ошибка.", "Что спросят дальше.", "Источники."):
        expect(full.get_by_text(part)).to_be_visible()
    expect(full.locator("table").first).to_be_visible()


def test_the_hints_of_a_step_open_one_after_another(plain):
    plain.goto("practice/text-classification/")
    step = plain.locator("[data-item=classification-split]")
    hints, solution = step.locator("summary"), step.get_by_role("link", name="Решение этого шага")
    expect(hints.nth(0)).to_be_visible()
    for following in (1, 2):
        expect(hints.nth(following)).to_be_hidden()
        hints.nth(following - 1).click()
        expect(hints.nth(following)).to_be_visible()
    expect(solution).to_be_hidden()
    hints.nth(2).click()
    solution.click()
    expect(plain).to_have_url(re.compile(r"practice/text-classification-solution/#classification-split$"))


def test_buttons_that_could_do_nothing_are_not_shown(plain):
    plain.goto("python/data-structures/lists/")
    expect(plain.locator(".answer-tools")).to_be_hidden()


def test_a_page_shows_the_same_text_as_with_scripts(plain, page, kind):
    plain.goto(kind)
    page.goto(kind)
    page.locator("study-plan:not([data-ready])").wait_for(state="detached")  # until then it hides what its weeks would move
    assert plain.locator("article").evaluate(READABLE) == page.locator("article").evaluate(READABLE)


def test_every_page_can_be_reached_by_links(plain):
    plain.goto("")
    plain.get_by_role("link", name="Роадмап").first.click()
    plain.get_by_role("article").get_by_role("link", name="Python").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Python¶")
