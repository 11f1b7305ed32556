"""Figures follow the colour scheme: their letters can be read on the page of either."""

from __future__ import annotations

import pytest
from coloraide import Color
from playwright.sync_api import expect

PAGE = "ml/metrics/definitions/#threshold"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letters_of_a_figure_stand_out_from_the_page(new_context, scheme):
    page = new_context(color_scheme=scheme).new_page()
    page.goto(PAGE)
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    letters = page.locator(".figure svg text")
    expect(letters.first).to_be_visible()
    inks = set(letters.evaluate_all("all => all.map(one => getComputedStyle(one).fill)"))
    paper = Color(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert {ink for ink in inks if Color(ink).contrast(paper) < 4.5} == set()
