"""A card of the deck in a browser, as the windows of Anki show it, but for MathJax: that is Anki's own, and MathML takes its place."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from macros.downloads import anki
from macros.formulas import mathml
from tests.colours import scheme
from tests.learner import Learner
from tests.site_build import Site

NIGHT = "nightMode night_mode"
CODE_OR_FORMULA = re.compile(r"<(code|pre)\b.*?</\1>|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


@pytest.fixture(scope="module")
def learner(handbook: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    someone = Learner(tmp_path_factory.mktemp("anki"))
    someone.take((handbook.folder / "downloads" / anki.FILE).read_bytes())
    yield someone
    someone.collection.close()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.on("request", lambda request: pytest.fail(f"карточка просит {request.url}"))
    yield page
    page.close()


def show(page: Page, markup: str, classes: str = "") -> None:
    page.set_content(f'<!doctype html><meta name="viewport" content="width=device-width"><body class="card card1 {classes}"><div id="qa">{markup}')


def with_formulas(markup: str) -> str:
    def shown(found: re.Match[str]) -> str:
        latex = found[2] or found[3]
        return etree.tostring(mathml(html.unescape(latex), display=bool(found[3])), encoding="unicode") if latex else found[0]

    return CODE_OR_FORMULA.sub(shown, markup)


def colour(page: Page, selector: str, name: str) -> str:
    red, green, blue = page.eval_on_selector(selector, f"element => getComputedStyle(element).{name}.match(/\\d+/g)")
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


def test_no_card_is_wider_than_a_phone(learner, phone):
    cards = "".join(f'<section id="card-{card["id"]}" class="card">{with_formulas(card["card"].answer())}</section>' for card in learner.cards())
    show(phone, "<style>math { font-size: 1.25em; }</style>" + cards.replace("<details ", "<details open "))  # as large as MathJax draws them
    wide = "cards => cards.filter(card => card.scrollWidth > card.clientWidth).map(card => card.id)"
    assert phone.eval_on_selector_all("section", "cards => cards.length") == len(learner.cards())
    assert phone.eval_on_selector_all("section", wide) == []


def test_the_explanation_opens_by_a_tap(learner, phone):
    show(phone, learner.card("attention").answer())
    text = phone.locator(".more pre").first
    assert not text.is_visible()
    phone.locator(".more > summary").click()
    assert text.is_visible()


@pytest.mark.parametrize(("classes", "name"), [("", "default"), (NIGHT, "slate")])
def test_cards_and_their_figures_follow_the_night_mode(learner, phone, classes, name):
    colours = scheme(name)
    show(phone, learner.card("activation-functions").answer().replace("<details ", "<details open "), classes)
    assert colour(phone, "body", "backgroundColor") == colours["--md-default-bg-color"]
    assert colour(phone, ".question", "color") == colours["--md-default-fg-color"]
    assert colour(phone, "figure svg text", "fill") == colours["--md-default-fg-color"]
    assert colour(phone, ".station", "color") == colours["--stage-2"]
    assert colour(phone, "pre .k, pre .kn", "color") == colours["--stage-1"]
