"""Many networks let 16 KB of a response from a foreign host pass, and then nothing. Text and layout are there all the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Page

from macros.check import problems
from macros.curriculum import load
from macros.links import address
from tests.browser.conftest import KINDS, NOT_FOUND
from tests.site_build import BASE, CompressingHost, Server, Site, text

PASSES = 16 * 1024

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
LAYOUT = """() => {
  const article = document.querySelector('article').getBoundingClientRect()
  const heading = document.querySelector('article h1')
  const header = getComputedStyle(document.querySelector('.md-header'))
  return {
    heading: heading.textContent.trim() !== '' && heading.checkVisibility(),
    measured: article.width <= 830 && article.left > 100,
    header: header.position === 'sticky',
    colours: getComputedStyle(document.body).getPropertyValue('--stage-1').trim() !== '',
    paragraphs: document.querySelectorAll('article :is(p, li, td)').length,
  }
}"""

# Opens every answer of the page as a click does, after a key has opened the first; what is below each heading, and whether all of it is drawn.
ANSWERS = """() => {
  const opened = document.querySelector('.answer').open
  for (const summary of document.querySelectorAll('details:not([open]) > summary:is(.answer > *, .answer-full > *)')) summary.click()
  const drawn = (element) => element.checkVisibility({visibilityProperty: true}) && element.getBoundingClientRect().height > 0
  const answers = [...document.querySelectorAll('.question')].map((heading) => {
    const answer = heading.nextElementSibling
    const parts = [heading, answer, ...answer.querySelectorAll(':scope > :not(self-check), .answer-full > *')]
    return {
      id: heading.id,
      text: answer.textContent.split(/\\s+/u).filter(Boolean).join(' '),
      hidden: parts.filter((part) => !drawn(part)).map((part) => part.outerHTML.slice(0, 60)),
    }
  })
  return {opened, theme: typeof document$, answers}
}"""


class _Stalling(CompressingHost):
    """Sends the first 16 KB of each file; the connection stays open."""

    def send_body(self, body: bytes) -> None:
        self.wfile.write(body[:PASSES])
        self.wfile.flush()
        if len(body) > PASSES:
            self.server.end.wait()


class _Server(Server):
    end: threading.Event


@pytest.fixture(scope="module")
def stalling(handbook) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), partial(_Stalling, directory=str(handbook.folder))) as server:
        server.end = threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.end.set()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind != NOT_FOUND])
def test_text_and_layout_are_there_when_every_response_stalls_after_16_kilobytes(page: Page, stalling, kind):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(stalling + kind, wait_until="commit")
    page.wait_for_function(PAINTED, timeout=10_000)
    page.locator("article h1").wait_for()
    found = page.evaluate(LAYOUT)
    assert found.pop("paragraphs") >= 3
    assert found == dict.fromkeys(found, True)


def test_a_stall_is_real(page: Page, stalling, handbook):
    """The theme's script is longer than what passes, so it never comes: what is tested above is tested without it."""
    page.goto(stalling, wait_until="commit")
    page.wait_for_function(PAINTED, timeout=10_000)
    assert page.evaluate("document.readyState") == "loading"
    assert page.evaluate("typeof document$") == "undefined"


def test_every_question_and_answer_of_every_topic_can_be_read_when_every_response_stalls(page: Page, stalling, handbook: Site):
    """With not a script of the theme or of ours at work, and nothing of any answer lost."""
    unanswered = set(problems()[1])
    asked: dict[str, list[str]] = {}
    for id, place in load().places.items():
        asked.setdefault(address(place.page), []).append(id)
    for topic, ids in asked.items():
        page.goto(stalling + topic, wait_until="commit")
        page.locator("#__config").wait_for(state="attached")  # stands below the text
        page.locator(".answer > summary").first.press("Enter")
        found = page.evaluate(ANSWERS)
        assert found["theme"] == "undefined", "скрипт темы дошёл целиком: проверено не то"
        assert found["opened"], f"{topic}: ответ не открылся с клавиатуры"
        assert [answer["id"] for answer in found["answers"]] == ids, topic
        assert {answer["id"]: answer["hidden"] for answer in found["answers"] if answer["hidden"]} == {}, topic
        written = {element.get("data-question"): text(element) for element in handbook.pages[topic].having_class("answer")}
        assert {answer["id"]: answer["text"] for answer in found["answers"] if answer["id"] not in unanswered} == written, topic
