"""What answers.js does: an address opens its answer, buttons open and close all of a page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.check import problems
from macros.curriculum import load
from macros.links import address

QUESTIONS = load().places
PAGE = "python/data-structures/lists/"


def answer(page: Page, id: str) -> Locator:
    return page.locator(f"details.answer[data-question='{id}']")


def expect_open(page: Page, id: str) -> None:
    """The answer is open and its question stands at the top of the window."""
    expect(answer(page, id)).to_have_attribute("open", "")
    expect(answer(page, id).locator(".answer-short")).to_be_visible()
    expect(page.locator(f"#{id}")).to_be_in_viewport()


def opened(page: Page) -> dict[str, int]:
    return {name: page.locator(f"details.{name}[open]").count() for name in ("answer", "answer-full")}


@pytest.fixture
def first_of_each_stage() -> list[str]:
    """An answered question of each stage that has one."""
    unanswered = problems()[1]
    return list({place.stage.id: id for id, place in reversed(QUESTIONS.items()) if id not in unanswered}.values())


def test_an_address_opens_the_answer_that_it_names_and_no_other(page):
    page.goto(f"{PAGE}#list-add-remove")
    expect_open(page, "list-add-remove")
    assert opened(page) == {"answer": 1, "answer-full": 0}


def test_an_address_without_an_answer_opens_nothing(page):
    page.goto(PAGE)
    expect(page.locator("details.answer").first).to_be_visible()
    assert opened(page) == {"answer": 0, "answer-full": 0}


def test_a_link_on_the_page_opens_the_answer_that_it_leads_to(page):
    page.goto(PAGE)
    page.locator("#list-add-remove .headerlink").click(force=True)  # shown on hover only
    expect_open(page, "list-add-remove")
    page.go_back()
    page.goto(f"{PAGE}#list-vs-tuple")
    expect_open(page, "list-vs-tuple")


def test_a_link_from_another_page_opens_its_answer_without_a_new_load(page):
    page.goto("python/")
    page.evaluate("window.stayed = true")
    page.locator("[data-question=list-vs-tuple] a").click()
    page.wait_for_url(f"**/{PAGE}#list-vs-tuple")
    expect_open(page, "list-vs-tuple")
    assert page.evaluate("window.stayed"), "страница загрузилась заново: instant navigation не работает"


def test_the_permanent_address_of_a_question_opens_its_answer(page, first_of_each_stage):
    assert first_of_each_stage
    for id in first_of_each_stage:
        page.goto(f"q/{id}/")
        page.wait_for_url(f"**/{address(QUESTIONS[id].page)}#{id}")
        expect_open(page, id)


def test_a_permanent_address_leads_on_without_scripts_too(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("q/list-vs-tuple/")
    page.wait_for_url(f"**/{PAGE}#list-vs-tuple")
    expect(page.locator("#list-vs-tuple")).to_be_in_viewport()


def test_buttons_open_the_short_answers_then_everything_then_close_all(page):
    page.goto(PAGE)
    answers = page.locator("details.answer").count()
    assert answers > 1
    for button, expected in (
        ("Открыть короткие ответы", {"answer": answers, "answer-full": 0}),
        ("Открыть всё", {"answer": answers, "answer-full": answers}),
        ("Открыть короткие ответы", {"answer": answers, "answer-full": 0}),
        ("Закрыть всё", {"answer": 0, "answer-full": 0}),
    ):
        page.get_by_role("button", name=button).click()
        assert opened(page) == expected


def test_buttons_work_on_a_page_that_was_reached_by_instant_navigation(page):
    page.goto("python/")
    page.locator("[data-question=list-vs-tuple] a").click()
    page.wait_for_url(f"**/{PAGE}#list-vs-tuple")
    page.get_by_role("button", name="Открыть всё").click()
    answers = page.locator("details.answer").count()
    assert opened(page) == {"answer": answers, "answer-full": answers}


def test_an_answer_found_by_search_is_open(page):
    page.goto("")
    page.keyboard.press("/")
    page.get_by_role("textbox").fill("список отличается от кортежа")
    page.locator(".md-search-result a[href*='#list-vs-tuple']").first.click()
    page.wait_for_url(re.compile(rf"/{PAGE}.*#list-vs-tuple$"))
    expect_open(page, "list-vs-tuple")
