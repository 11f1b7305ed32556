"""Every pair of colours in use can be read, and the seven stations are told apart, by colour-blind readers too."""

from __future__ import annotations

from itertools import combinations

import pytest
from coloraide import Color

from tests.colours import scheme

STAGES = [f"--stage-{number}" for number in range(1, 8)]
PAGE, QUIET, CODE = "--md-default-bg-color", "--quiet-bg", "--md-code-bg-color"
# Text needs 4.5:1, boxes, borders and lines that carry meaning 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT = [
    *((ink, paper) for ink in ("--md-default-fg-color", "--md-default-fg-color--light", "--md-typeset-a-color") for paper in (PAGE, QUIET)),
    *((stage, PAGE) for stage in STAGES),
    (PAGE, "--md-accent-fg-color"),  # the primary button
    ("--md-primary-bg-color", "--md-primary-fg-color"),  # the header
    ("--found-fg", "--found-bg"),  # words that the search found
    ("--md-code-hl-comment-color", CODE),
    *((colour, QUIET) for colour in (*STAGES[:4], "--md-code-hl-comment-color")),  # code on the cards of the deck
]
GRAPHICS = [*((stage, QUIET) for stage in STAGES), ("--md-default-fg-color--lighter", PAGE)]
# Differences in CIEDE2000: about 1 is just seen side by side, below 5 two colours count as one at a glance.
NEIGHBOURS, ANY_TWO = 10, 7


@pytest.fixture(params=["default", "slate"])
def colours(request) -> dict[str, str]:
    found = scheme(request.param)
    found.setdefault(CODE, "#f5f5f5")  # the theme's own
    return found


def test_text_has_a_contrast_of_4_5(colours):
    ratios = {pair: round(Color(colours[pair[0]]).contrast(colours[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_lines_and_boxes_have_a_contrast_of_3(colours):
    ratios = {pair: round(Color(colours[pair[0]]).contrast(colours[pair[1]]), 2) for pair in GRAPHICS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize("vision", [None, "protan", "deutan", "tritan"])
def test_stations_are_told_apart(colours, vision):
    seen = [Color(colours[stage]) for stage in STAGES]
    if vision:
        seen = [colour.filter(vision) for colour in seen]
    near = {}
    for (a, first), (b, second) in combinations(enumerate(seen, 1), 2):
        difference = first.delta_e(second, method="2000")
        if difference < (NEIGHBOURS if b - a == 1 else ANY_TWO):
            near[a, b] = round(difference, 1)
    assert near == {}
