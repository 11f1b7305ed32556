"""Each kind of page without a finding of axe, in both colour schemes, on a phone and on a desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.test_search import results

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}


# What opens the navigation of a narrow window is a real checkbox, with or without scripts. The theme's styles want it beside the header, not in it.
BESIDE_THE_HEADER = ("region", "#__drawer")
AROUND_THE_ARTICLE = {"exclude": [["article"]]}


def findings(page: Page, part: str | dict[str, list[list[str]]] | None = None) -> list[str]:
    """One line an element of the page, or of the part that a selector or a context of axe names: the rule, where, and what is wrong.

    The dark scheme differs from the light one in nothing but colours: there only these are examined.
    """
    dark = page.evaluate("document.body.dataset.mdColorScheme === 'slate'")
    options = {"resultTypes": ["violations"], **({"runOnly": ["color-contrast"]} if dark else {})}
    return [
        f"{violation['id']}: {node['target'][-1]}: {' '.join(node['failureSummary'].split())}"
        for violation in Axe().run(page, context=part, options=options).response["violations"]
        for node in violation["nodes"]
        if (violation["id"], node["target"][-1]) != BESIDE_THE_HEADER
    ]


@pytest.fixture(params=["light", "dark"])
def visitor(request, new_context) -> Page:
    """Someone who prefers this scheme; without animations, so that nothing is examined halfway."""
    return new_context(viewport=PHONE, color_scheme=request.param, reduced_motion="reduce").new_page()


def test_a_page_with_everything_open_has_no_finding(new_context, kind):
    """An article is the same on a desk; what stands around it is not."""
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(kind)
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    found = {"phone, light": findings(page)}
    page.set_viewport_size(DESK)
    found["desk, light"] = findings(page, AROUND_THE_ARTICLE)
    page.locator("label[for=__palette_1]").click()
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    found["desk, dark"] = findings(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_the_results_of_a_search_have_no_finding(visitor):
    visitor.goto("")
    visitor.keyboard.press("/")
    visitor.get_by_role("textbox").fill("кортеж")
    results(visitor)
    assert findings(visitor) == []


def test_the_navigation_on_a_phone_has_no_finding(visitor):
    visitor.goto("python/syntax/")
    visitor.get_by_role("checkbox", name="Меню").check()
    visitor.locator(".md-nav--primary").get_by_text("Условные операторы").wait_for()
    assert findings(visitor) == []


BAD = '<html lang="ru"><title>Страница</title><body SCHEME><main><h1 style="color: #ccc">Страница</h1><img src="data:,"></main></html>'


@pytest.mark.parametrize(
    ("scheme", "rules"),
    [("", ["color-contrast: h1", "image-alt: img"]), ('data-md-color-scheme="slate"', ["color-contrast: h1"])],
    ids=["light", "dark"],
)
def test_a_finding_is_noticed(page, scheme, rules):
    page.set_content(BAD.replace("SCHEME", scheme))
    assert [finding.partition(": Fix")[0] for finding in findings(page)] == rules
