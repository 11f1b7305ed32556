"""With colours of the system's own (high contrast) nothing that carries meaning disappears."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

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
