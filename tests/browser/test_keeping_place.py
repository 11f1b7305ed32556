"""A reader stays where they are: what is found opens, a link opens its answer each time, the way back leads to the same place."""

from __future__ import annotations

from urllib.parse import quote, urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_opening_answers import expect_open, opened
from tests.browser.test_search import results, search
from tests.site_build import Site

TOPIC = "nlp/attention/mechanism/"
LISTS = "python/data-structures/lists/"
KEPT = "() => performance.getEntriesByType('resource').some(({name, responseEnd}) => name.includes('/keep-place.js') && responseEnd)"
COPIED = "navigator.clipboard.readText()"


def read_deep(page: Page) -> tuple[int, str]:
    """Open an answer whole and go down to a link in it. Returns where that is and where the link leads."""
    page.wait_for_function(KEPT)
    link = page.locator("details.answer a[href*='/positions/#']")
    link.evaluate("link => { for (let around = link; around = around.parentElement.closest('details');) around.open = true }")
    link.scroll_into_view_if_needed()
    # The theme notes the scroll in the history a little later.
    page.wait_for_function("() => scrollY > 0 && history.state?.y === scrollY")
    href = link.get_attribute("href")
    assert href
    return page.evaluate("scrollY"), urljoin(page.url, href)


def expect_there(page: Page, y: int) -> None:
    page.wait_for_function("y => Math.abs(scrollY - y) < 2", arg=y)
    assert opened(page) == {"answer": 1, "answer-full": 1}


# --- the way back


def test_back_without_a_load_leads_to_the_same_place_and_forward_too(page):
    page.goto(TOPIC)
    y, href = read_deep(page)
    page.evaluate("window.stayed = true")
    page.locator("details.answer a[href*='/positions/#']").click()
    page.wait_for_url(href)
    expect_open(page, "positional-embeddings")
    page.go_back()
    page.wait_for_url(f"**/{TOPIC}")
    expect_there(page, y)
    expect(page.locator("details.answer a[href*='/positions/#']")).to_be_focused()
    page.go_forward()
    page.wait_for_url(href)
    expect_open(page, "positional-embeddings")
    assert page.evaluate("window.stayed")


def test_back_by_a_load_leads_to_the_same_place(page):
    """Chromium under test keeps no page in memory: each way back is a load."""
    page.goto(TOPIC)
    y, _ = read_deep(page)
    page.goto("downloads/")
    page.go_back()
    page.wait_for_url(f"**/{TOPIC}")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "back_forward"
    expect_there(page, y)
    page.wait_for_function(KEPT)
    page.wait_for_load_state("networkidle")  # nobody reloads within the same moment
    page.reload()
    expect_there(page, y)


def test_back_to_an_address_of_an_answer_leads_to_where_the_reader_was_in_it(page):
    page.goto(f"{TOPIC}#self-attention-vs-mlp")
    y, href = read_deep(page)
    page.locator("details.answer a[href*='/positions/#']").click()
    page.wait_for_url(href)
    page.go_back()
    page.wait_for_url(f"**/{TOPIC}#self-attention-vs-mlp")
    expect_there(page, y)


def test_what_opens_on_the_page_that_is_left_is_not_kept_for_the_one_returned_to(page):
    """On the way back the address is that of the other page before its text is."""
    page.goto(TOPIC)
    y, href = read_deep(page)
    page.evaluate("addEventListener('popstate', ({state}) => state && document.querySelector('details').dispatchEvent(new Event('toggle')))")
    page.locator("details.answer a[href*='/positions/#']").click()
    page.wait_for_url(href)
    expect_open(page, "positional-embeddings")
    page.go_back()
    page.wait_for_url(f"**/{TOPIC}")
    expect_there(page, y)


# A link is in the window and followed: with a key, before the event of its scroll comes, or with a tap, before the theme notes that event.
FOLLOWED_AT_ONCE = """async ([selector, late]) => {
  const link = document.querySelector(selector)
  for (let around = link; around = around.parentElement.closest('details');) around.open = true
  await new Promise(done => setTimeout(done, 300))  // what opened is noted too
  const scrolled = new Promise(done => addEventListener('scroll', done, {once: true}))
  scrollTo({top: scrollY + link.getBoundingClientRect().y - innerHeight / 2, behavior: 'instant'})
  if (late) await scrolled
  link.click()
  return scrollY
}"""
SLOW_LINE = """() => {
  const {send} = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.send = function (...given) { setTimeout(() => send.apply(this, given), 300) }
}"""


@pytest.mark.parametrize("late", [False, True], ids=["with a key", "with a tap"])
@pytest.mark.parametrize(
    ("link", "heading"),
    [("details.answer a[href*='/positions/#']", "#positional-embeddings"), (".md-footer__link--next", "h1")],
    ids=["an answer", "the next page"],
)
def test_a_link_followed_right_after_a_scroll_leads_to_the_beginning_and_back_to_the_place(page, link, heading, late):
    page.goto(TOPIC)
    page.wait_for_function(KEPT)
    page.evaluate(SLOW_LINE)
    y = page.evaluate(FOLLOWED_AT_ONCE, [link, late])
    assert y > 100
    page.wait_for_url(lambda address: TOPIC not in address)
    expect(page.locator(heading)).to_be_focused()
    expect(page.locator(heading)).to_be_in_viewport()
    page.wait_for_function("() => history.state?.y === scrollY")
    expect(page.locator(heading)).to_be_in_viewport()
    page.go_back()
    page.wait_for_url(f"**/{TOPIC}")
    page.wait_for_function("y => Math.abs(scrollY - y) < 2", arg=y)


def test_a_new_visit_to_a_page_finds_it_closed(page):
    page.goto(TOPIC)
    read_deep(page)
    page.goto("downloads/")
    page.goto(TOPIC)
    page.wait_for_function(KEPT)
    assert opened(page) == {"answer": 0, "answer-full": 0}


def test_without_storage_pages_read_as_before(new_context):
    page = new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('forbidden', 'SecurityError') }})")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{LISTS}#list-vs-tuple")
    page.wait_for_function(KEPT)
    page.locator("details.answer > summary").last.click()
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/dicts-sets/")
    page.go_back()
    page.wait_for_url(f"**/{LISTS}#list-vs-tuple")
    expect(page.locator("details[data-question=list-vs-tuple]")).to_have_attribute("open", "")
    assert errors == []


# --- sharing


@pytest.mark.parametrize("shared", [f"{LISTS}#list-vs-tuple", "q/list-vs-tuple/", f"{LISTS}?h=кортеж#list-vs-tuple"])
def test_a_shared_link_opens_its_answer_and_once_more_when_it_was_closed(page, shared):
    page.goto(shared)
    expect_open(page, "list-vs-tuple")
    for link in ("#list-vs-tuple .headerlink", ".md-sidebar--secondary a[href$='#list-vs-tuple']"):
        page.locator("details[data-question=list-vs-tuple] > summary").first.click()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator(link).evaluate("link => link.click()")
        expect_open(page, "list-vs-tuple")


def test_a_link_of_the_search_opens_its_answer_on_the_page_where_one_is(page):
    page.goto(LISTS)
    search(page, "кортеж")
    results(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{LISTS}*#list-vs-tuple")
    expect_open(page, "list-vs-tuple")


# --- finding


def test_what_is_looked_for_is_found_in_closed_answers(page):
    """A link to a text goes the way of find in page: both open every <details> around what they find."""
    page.goto(f"{LISTS}#:~:text={quote('хранят ссылки на объекты')}")
    page.wait_for_function("() => document.querySelector('details[data-question=list-vs-tuple] .answer-full[open]')")
    assert opened(page) == {"answer": 1, "answer-full": 1}
    expect(page.get_by_text("хранят ссылки на объекты").first).to_be_in_viewport()


# --- copying


@pytest.fixture(scope="module")
def copier(browser: Browser, handbook: Site) -> Page:
    context = browser.new_context(base_url=handbook.url, service_workers="block", permissions=["clipboard-read", "clipboard-write"])
    return context.new_page()


@pytest.mark.parametrize("address", [LISTS, "tools/git/", "tools/sql-practice/", "practice/text-classification-solution/"])
def test_what_is_copied_of_code_is_the_code(copier, address):
    """By the button, and by selecting from the text above to the text below."""
    copier.goto(address)
    copier.wait_for_function("() => document.querySelectorAll('.copy-code').length === document.querySelectorAll('.highlight').length")
    copier.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    blocks = copier.locator(".highlight")
    assert blocks.count() > 0
    for index in range(min(blocks.count(), 4)):
        block = blocks.nth(index)
        code = block.locator("code").text_content()
        block.locator(".copy-code").click()
        expect(block.locator("[role=status]")).to_have_text("Скопировано")
        assert copier.evaluate(COPIED) == code
        block.evaluate("""block => {
            const range = document.createRange()
            range.setStartBefore(block)
            range.setEndAfter(block)
            getSelection().removeAllRanges()
            getSelection().addRange(range)
        }""")
        copier.keyboard.press("Control+C")
        assert copier.evaluate(COPIED).strip() == code.strip()
