"""Each answer ends with where to mend it and where to report a mistake, if the repository has an address."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import yaml
from playwright.sync_api import expect

from tests.site_build import REPO_URL

FORM = "1-answer-error.yml"
TEMPLATES = Path(__file__).resolve().parent.parent.parent / ".github" / "ISSUE_TEMPLATE"
PAGE, QUESTION = "python/data-structures/lists", "list-vs-tuple"


def test_an_answer_leads_to_its_file_and_to_a_form_that_knows_its_id(page):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{PAGE}/#{QUESTION}")
    answer = page.locator(f".answer[data-question='{QUESTION}']")
    answer.locator(".answer-full > summary").click()
    mend, report = answer.locator(".answer-checked a").all()
    expect(mend).to_have_text("Исправить")
    expect(report).to_have_text("Сообщить об ошибке")
    assert mend.get_attribute("href") == f"{REPO_URL}/edit/main/docs/{PAGE}.md"
    address = urlsplit(report.get_attribute("href"))
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{REPO_URL}/issues/new"
    assert parse_qs(address.query) == {"template": [FORM], "question": [QUESTION], "title": [f"Ошибка в ответе: {QUESTION}"]}
    for link in (mend, report):
        expect(link).to_have_accessible_description(re.compile("^Чем список"))
        assert all(side >= 44 for side in (link.bounding_box()["width"], link.bounding_box()["height"]))
    page.emulate_media(media="print")
    expect(mend).to_be_hidden()
    expect(answer.locator(".answer-checked")).to_contain_text("Проверено: ")


def test_links_come_with_the_first_opened_answer_and_once_also_after_instant_navigation(page):
    page.goto(f"{PAGE}/")
    page.locator(".answer > summary").first.click()
    expect(page.locator(".answer-checked a").first).to_be_attached()
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/dicts-sets/")
    expect(page.locator(".answer-checked a")).to_have_count(2 * page.locator(".answer-checked").count())
    assert page.locator(".answer-checked a").first.get_attribute("href").endswith("/edit/main/docs/python/data-structures/dicts-sets.md")
    page.go_back()
    page.wait_for_url("**/lists/")
    expect(page.locator(f".answer[data-question='{QUESTION}'] .answer-checked a")).to_have_count(2)


def test_the_form_has_the_field_that_the_address_fills():
    fields = [field.get("id") for field in yaml.safe_load((TEMPLATES / FORM).read_text(encoding="utf-8"))["body"]]
    assert "question" in fields


def test_without_an_address_of_the_repository_there_are_no_links(page, handbook_without_addresses):
    page.goto((handbook_without_addresses.folder / PAGE / "index.html").as_uri())
    with page.expect_event("requestfinished", lambda request: "/answer-links.js" in request.url):
        page.locator(".answer > summary").first.click()
    assert page.locator(".answer-checked").count() > 0
    assert page.locator(".answer-checked a").count() == 0
