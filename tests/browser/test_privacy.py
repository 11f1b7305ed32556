"""No request leaves the site's own host, with the addresses of the site and of the repository configured as on the real one."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect


@pytest.fixture
def requests(context: BrowserContext) -> list[str]:
    """The address of every request of the browser: of pages, of scripts and of workers."""
    seen: list[str] = []
    context.on("request", lambda request: seen.append(request.url))
    return seen


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors in the console and exceptions that nobody caught."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(f"{message.location['url']}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


def test_reading_a_page_of_each_kind_asks_only_the_own_host_and_raises_no_error(page, requests, complaints, handbook, kind):
    page.goto(kind, wait_until="networkidle")
    page.locator("summary").first.or_(page.locator("h1")).first.click()
    assert [url for url in requests if not url.startswith(handbook.url)] == []
    missing = f"{handbook.url}no-such-page/"
    assert [complaint for complaint in complaints if not complaint.startswith(f"{missing}: Failed to load resource")] == []


def test_searching_and_walking_on_asks_only_the_own_host(page, requests, complaints, handbook):
    page.goto("")
    page.keyboard.press("/")
    page.get_by_role("textbox").fill("кортеж")
    page.locator(".md-search-result__item a").first.click()
    expect(page.locator("details.answer").first).to_be_visible()
    page.get_by_role("link", name="Вперёд").click()
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if "search_index" in url], "поиск не загрузил свой индекс"
    assert [url for url in requests if not url.startswith(handbook.url)] == []
    assert complaints == []


def test_a_foreign_request_is_noticed(page, requests, handbook):
    page.goto("")
    page.evaluate("fetch('https://api.github.com/').catch(() => {})")
    assert "https://api.github.com/" in requests
