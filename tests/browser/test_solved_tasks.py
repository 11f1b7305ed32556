"""A solved task is read section by section: questions first, the answers only when asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from macros.curriculum import load
from tests.browser.test_print import printed, words

TASK = "mlsd/cases/ticket-routing/"
PROBLEM, METRICS = load().template[:2]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, new_context) -> Page:
    page = new_context(java_script_enabled=request.param).new_page()
    page.goto(TASK)
    return page


def test_the_questions_are_shown_and_their_answers_are_not(reader):
    section = reader.locator("#problem ~ ol").first
    assert section.locator("li").all_inner_texts() == [question.text for question in (*PROBLEM.questions, *PROBLEM.extra)]
    expect(section).to_be_visible()
    for reply in reader.locator("dd").all():
        expect(reply).to_be_hidden()


def test_a_section_opens_by_a_click_and_no_other_with_it(reader):
    reader.get_by_text("Решение раздела «Метрики»").click()
    replies = reader.locator("[data-section=metrics] dt")
    assert replies.all_inner_texts() == [question.text for question in METRICS.questions]
    expect(reader.locator("[data-section=metrics] dd").first).to_be_visible()
    expect(reader.locator("[data-section=problem] dd").first).to_be_hidden()


def test_what_is_open_is_printed_and_what_is_closed_is_not(reader):
    reader.get_by_text("Решение раздела «Метрики»").click()
    text = words(printed(reader))
    assert "Основная — покрытие при ошибке автоматических" in text
    assert "Главная — среднее время до своего отдела" not in text
    assert PROBLEM.questions[0].text in text


def test_the_address_of_a_question_opens_its_section(page):
    page.goto(f"{TASK}#success-values")
    expect(page.locator("#success-values")).to_be_in_viewport()
    assert [section.get_attribute("data-section") for section in page.locator("details[open]").all()] == ["metrics"]


def test_buttons_open_and_close_all_sections(page):
    page.goto(TASK)
    page.get_by_role("button", name="Открыть все решения").click()
    assert page.locator("details.case-solution").count() == page.locator("details.case-solution[open]").count() == 2
    page.get_by_role("button", name="Закрыть все решения").click()
    expect(page.locator("details.case-solution[open]")).to_have_count(0)


def test_without_scripts_there_are_no_buttons(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(TASK)
    expect(page.locator(".answer-tools")).to_be_hidden()
