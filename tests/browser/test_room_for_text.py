"""Text has room: at 400 % zoom and with the spacing that a reader with weak eyes sets, nothing is cut, covered or laid over something else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_axe import DESK
from tests.browser.test_narrow_screens import STICKING_OUT, ZOOM
from tests.browser.test_progress_pages import fill
from tests.plan_page import open_plan, said

# WCAG 2.2, 1.4.12, as the style sheet of a reader
SPACING = """
  *:not(math, math *, svg, svg *) { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
# Lines of text that a box cuts or that lie over one another, and how much of the window is covered by what does not scroll away.
CRAMPED = """() => {
  const quiet = 'math, svg, script, style, noscript, template, option, [aria-hidden=true], .for-screen-reader, .md-skip'
  const found = new Set()
  const said = text => text.data.trim().slice(0, 40)
  const lines = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const around = text.parentElement
    if (!text.data.trim() || around.closest(quiet) || !around.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const rects = [...range.getClientRects()].filter(({width, height}) => width > 1 && height > 1)
    let box = around
    while (box !== document.body && getComputedStyle(box).overflowX === 'visible') box = box.parentElement
    const {overflowX, overflowY, textOverflow} = getComputedStyle(box)
    if (box !== document.body && textOverflow !== 'ellipsis') {
      const frame = box.getBoundingClientRect()
      for (const {right, bottom} of rects) {
        const cut = /hidden|clip/.test(overflowX) && right > frame.right + 2 || /hidden|clip/.test(overflowY) && bottom > frame.bottom + 2
        if (cut) found.add(`срезано: ${said(text)}`)
      }
    }
    // What floats over the text or scrolls in a box of its own is looked at by itself.
    if (around.closest('article, .md-footer') && !around.closest('.trainer-bar')) for (const rect of rects) lines.push({text, rect, box})
  }
  lines.sort((one, other) => one.rect.top - other.rect.top)
  lines.forEach(({text, rect, box}, index) => {
    // A line box is higher than its letters: a third of it may be shared.
    for (let next = index + 1; next < lines.length && lines[next].rect.top < rect.bottom - rect.height / 3; next++) {
      const other = lines[next]
      if (other.text === text || other.box !== box) continue
      const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left)
      const down = Math.min(rect.bottom, other.rect.bottom) - other.rect.top
      if (across > 3 && down > Math.min(rect.height, other.rect.height) / 2) found.add(`друг на друге: ${said(text)} / ${said(other.text)}`)
    }
  })
  const stays = [...document.querySelectorAll('body *')].filter(element => {
    const {position, visibility} = getComputedStyle(element)
    return visibility === 'visible' && (position === 'fixed' || position === 'sticky')
  })
  const seen = stays.map(element => element.getBoundingClientRect())
    .map(({left, right, top, bottom}) => [Math.max(0, left), Math.min(innerWidth, right), Math.max(0, top), Math.min(innerHeight, bottom)])
    .filter(([left, right, top, bottom]) => right - left > innerWidth / 2 && bottom > top)
  const rows = new Set(seen.flatMap(([, , top, bottom]) => Array.from({length: Math.ceil(bottom - top)}, (_, row) => Math.round(top) + row)))
  if (innerHeight < 400 && rows.size > innerHeight / 3) found.add(`не уходит при прокрутке ${rows.size} px из ${innerHeight}`)
  return [...found]
}"""


# Until then a page is not what its scripts make of it.
UNFINISHED = "self-check:empty, study-plan:not([data-ready]), draft-desk:not([data-ready]), handbook-trainer:not(:has(.trainer-home))"


def open_page(page: Page, address: str) -> None:
    """Open a page, whole: its scripts have done their work and every answer is open."""
    page.goto(address)
    page.wait_for_function("unfinished => !document.querySelector(unfinished)", arg=UNFINISHED)
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")


@pytest.fixture
def reader(new_context) -> Page:
    return new_context(viewport=ZOOM, reduced_motion="reduce", bypass_csp=True).new_page()  # a browser lets a reader's own style sheet pass


def cramped(page: Page) -> dict[str, list[str]]:
    """What is wrong in a window at 400 %, then with wide spacing, then with wide spacing on a desk."""
    page.evaluate("scrollTo(0, 600)")
    page.set_viewport_size(ZOOM)
    found = {"400 %": page.evaluate(CRAMPED) + page.evaluate(STICKING_OUT)}
    page.add_style_tag(content=SPACING)
    found["400 % и промежутки"] = page.evaluate(CRAMPED)
    page.set_viewport_size(DESK)
    found["промежутки"] = page.evaluate(CRAMPED) + page.evaluate(STICKING_OUT)
    return {where: what for where, what in found.items() if what}


def test_a_page_of_each_kind_has_room(reader, kind):
    open_page(reader, kind)
    assert cramped(reader) == {}


def test_a_card_of_the_trainer_has_room(reader):
    reader.goto("trainer/")
    reader.get_by_role("button", name="Первые десять вопросов").click()
    reader.keyboard.press("Space")
    reader.locator(".trainer-answer-title").wait_for()
    assert cramped(reader) == {}


def test_a_plan_with_notes_has_room(reader):
    open_plan(reader, said(start="2026-11-02", missed=["2026-12-30"], dropped=["tools/git"]), "2027-01-04")
    assert cramped(reader) == {}


def test_a_draft_has_room(reader):
    reader.goto("mlsd/workbench/")
    reader.locator("draft-desk[data-ready]").wait_for()
    reader.get_by_role("button", name="Добавить строку").click()
    reader.keyboard.type("обращения")
    assert cramped(reader) == {}


def test_a_word_at_the_foot_leaves_most_of_the_window(reader):
    fill(reader, 30)
    reader.goto("python/data-structures/lists/#list-vs-tuple")
    reader.get_by_label("Знаю").first.check()
    reader.locator(".notice").wait_for()
    assert cramped(reader) == {}


def test_with_less_motion_nothing_moves(reader):
    open_page(reader, "nlp/attention/mechanism/")
    for box in ("__drawer", "__search"):
        reader.locator(f"#{box}").evaluate("box => box.click()")
        assert reader.evaluate("document.getAnimations().filter(({effect}) => effect.getComputedTiming().duration > 1).length") == 0
        reader.locator(f"#{box}").evaluate("box => box.click()")
    assert reader.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<article><p style='height: 1em; overflow: hidden'>Две<br>строки</p></article>", "срезано: строки"),
        ("<article><p style='margin-bottom: -1em'>Сверху</p><p>Снизу</p></article>", "друг на друге: Сверху / Снизу"),
        ("<div style='position: fixed; inset: 0 0 auto; height: 120px'>Шапка</div>", "не уходит при прокрутке 120 px из 256"),
    ],
)
def test_what_is_cramped_is_noticed(reader, html, found):
    reader.set_content(f"<style>p {{ font: 16px/1 sans-serif; margin: 0 }}</style>{html}")
    assert reader.evaluate(CRAMPED) == [found]
