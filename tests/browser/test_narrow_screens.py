"""On the narrowest phone, and on a desk at 400 % zoom, no page scrolls sideways; what is wide scrolls in itself."""

from __future__ import annotations

import pytest

from tests.browser.conftest import KINDS

# What sticks out of a page that is too wide; not what lies in a box that cuts or scrolls it.
STICKING_OUT = """() => {
  document.querySelectorAll('details').forEach(details => details.open = true)
  const {clientWidth: width, scrollWidth} = document.documentElement
  if (scrollWidth <= width) return []
  const boxed = element => element !== document.body && (getComputedStyle(element).overflowX !== 'visible' || boxed(element.parentElement))
  const right = element => Math.round(element.getBoundingClientRect().right)
  const wide = [...document.querySelectorAll('body *')].filter(element => right(element) > width && !boxed(element.parentElement))
  const whole = new Set(wide.map(element => element.closest('.formula') ?? element))
  return [`${scrollWidth} px из ${width}`, ...[...whole].map(element => `${element.className}: ${element.textContent.trim()}`)]
}"""


PHONE = {"width": 360, "height": 740}
ZOOM = {"width": 1280 // 4, "height": 1024 // 4}  # WCAG 2.2, 1.4.10


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_no_page_scrolls_sideways(handbook, new_context, scripts):
    """Without scripts no text is another: there one page of each kind speaks for all."""
    page = new_context(java_script_enabled=scripts).new_page()
    addresses, windows = (handbook.pages, [PHONE, ZOOM]) if scripts else (KINDS.values(), [PHONE])
    sideways = []
    for address in addresses:
        page.goto(address)
        for window in windows:
            page.set_viewport_size(window)
            if sticking_out := page.evaluate(STICKING_OUT):
                sideways.append(f"{address}: шире экрана: {'; '.join(sticking_out)}. Формулу в строке сделайте выносной ($$…$$) или скажите словами.")
    assert sideways == []


def test_a_page_that_is_sticking_out_is_noticed(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_content("<p class='wide' style='width: 400px'>Широко</p>")
    assert page.evaluate(STICKING_OUT) == ["408 px из 360", "wide: Широко"]


def test_at_400_percent_the_header_leaves_most_of_the_window_to_the_text(page):
    page.set_viewport_size(ZOOM)
    page.goto("nlp/attention/mechanism/")
    page.mouse.wheel(0, 2000)
    header = page.locator(".md-header").bounding_box()
    assert header
    assert header["y"] == 0
    assert header["height"] < ZOOM["height"] / 4
