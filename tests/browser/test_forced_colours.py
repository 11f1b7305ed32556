"""With colours of the system's own (high contrast) nothing that carries meaning disappears."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.trainer_page import answer_by_keyboard

# Drawn by a mask: without a mend the system paints them in the colour of the page.
MASKED = {
    "arrow of an answer": ("nlp/attention/mechanism/", "details.answer > summary", "::after"),
    "copy button": ("nlp/attention/mechanism/", ".copy-code", "::before"),
    "arrow of the navigation": ("nlp/attention/mechanism/", ".md-nav__item--nested .md-nav__icon", "::after"),
    "strip of the way": ("nlp/", ".way i", "::before"),
}
PAPER = "rgb(255, 255, 255)"


@pytest.fixture
def reader(new_context) -> Page:
    return new_context(forced_colors="active", color_scheme="light", viewport={"width": 1440, "height": 900}).new_page()


@pytest.mark.parametrize("name", MASKED)
def test_what_is_drawn_by_a_mask_is_seen(reader, name):
    address, selector, part = MASKED[name]
    reader.goto(address)
    reader.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    colour = reader.locator(selector).first.evaluate(f"element => getComputedStyle(element, '{part}').backgroundColor")
    assert colour != PAPER
    assert not re.fullmatch(r"rgba\(.*, 0\)", colour)


def test_figures_are_drawn_in_colours_of_the_system(reader):
    reader.goto("ml/trees/ensembles/")
    inks = reader.evaluate("""() => ['--fig-ink', '--fig-soft', '--fig-1', '--fig-2', '--fig-3'].map(name => {
        const probe = document.createElement('i')
        probe.style = `forced-color-adjust: none; color: var(${name})`
        document.body.append(probe)
        return getComputedStyle(probe).color
    })""")
    assert PAPER not in inks


def test_a_box_to_tick_keeps_its_border(reader):
    reader.goto("python/sheet/")
    width, colour = reader.locator(".sheet .box").first.evaluate(
        "box => [getComputedStyle(box).borderTopWidth, getComputedStyle(box).borderTopColor]"
    )
    assert float(width.removesuffix("px")) >= 1
    assert colour != PAPER


def shades(reader: Page, selector: str, index: int = 0) -> int:
    """How many colours an element is drawn in, edges that are smoothed apart."""
    picture = Image.open(io.BytesIO(reader.locator(selector).nth(index).screenshot())).convert("RGB")
    pixels = picture.width * picture.height
    return sum(count > pixels / 100 for count, _ in picture.getcolors(pixels) or [])


def test_what_was_ticked_differs_from_what_was_not(reader):
    reader.goto("python/")
    box = reader.locator("[data-question=list-vs-tuple] input.box")
    box.wait_for()
    empty = box.screenshot()
    before = reader.locator(".stage-learned").screenshot()
    box.check()
    reader.mouse.move(0, 0)
    box.blur()
    assert box.screenshot() != empty
    assert reader.locator(".stage-learned").screenshot() != before
    reader.goto("")
    reader.wait_for_function("() => document.querySelector('.line-stage .learned').textContent")
    length, colour = reader.locator(".line-stage").first.evaluate(
        "stage => ['blockSize', 'borderInlineStartColor'].map(name => getComputedStyle(stage, '::before')[name])"
    )
    assert float(length.removesuffix("px")) >= 1
    assert colour != PAPER


def test_the_line_of_the_plan_and_the_charts_of_the_trainer_are_drawn(reader):
    reader.goto("plan/")
    reader.locator("study-plan[data-ready]").wait_for()
    assert shades(reader, ".plan-line") >= 3
    reader.goto("trainer/")
    reader.get_by_role("button", name="Первые десять вопросов").click()
    answer_by_keyboard(reader, "3")
    reader.get_by_role("button", name="Закончить").click()
    reader.get_by_role("button", name="К тренажёру").click()
    for chart in range(2):
        assert shades(reader, ".trainer-chart svg", chart) >= 2


def test_the_focus_has_a_ring(reader):
    reader.goto("nlp/attention/mechanism/")
    for selector in ("details.answer > summary", ".answer-button", ".md-search__input", ".md-footer__link"):
        control = reader.locator(selector).first
        around = reader.locator(".md-search__form") if "search" in selector else control
        reader.keyboard.press("Tab")  # as with a keyboard
        control.focus()
        style, colour = around.evaluate("shown => [getComputedStyle(shown).outlineStyle, getComputedStyle(shown).outlineColor]")
        assert style == "solid"
        assert colour != PAPER
