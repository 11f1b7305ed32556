"""On the narrowest phone no page scrolls sideways; what is wide scrolls in itself."""

from __future__ import annotations

import pytest

# What sticks out of the page, innermost first; not what lies in a box that cuts or scrolls it.
STICKING_OUT = """() => {
  document.querySelectorAll('details').forEach(details => details.open = true)
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const boxed = element => element.closest('article') && element !== document.body
    && (getComputedStyle(element).overflowX !== 'visible' || boxed(element.parentElement))
  const wide = [...document.querySelectorAll('article *')]
    .filter(element => element.getBoundingClientRect().right > width && !boxed(element.parentElement))
  const name = element => `${element.localName}.${element.className} до ${Math.round(element.getBoundingClientRect().right)} px: `
    + element.textContent.trim().slice(0, 60)
  return [`${document.documentElement.scrollWidth} px из ${width}`, ...wide.reverse().slice(0, 3).map(name)]
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_no_page_scrolls_sideways_at_360_pixels(handbook, new_context, scripts):
    page = new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts).new_page()
    sideways = {}
    for address in handbook.pages:
        page.goto(address)
        if sticking_out := page.evaluate(STICKING_OUT):
            sideways[address] = sticking_out
    assert sideways == {}


def test_a_page_that_is_sticking_out_is_noticed(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_content("<article><p class='wide' style='width: 400px'>Широко</p></article>")
    assert page.evaluate(STICKING_OUT) == ["408 px из 360", "p.wide до 408 px: Широко"]
