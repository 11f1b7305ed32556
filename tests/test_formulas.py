"""LaTeX between dollars becomes MathML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest

from macros.formulas import CLASSES, mathml
from macros.problems import ContentError


def test_a_formula_in_a_line(render):
    assert render("За $O(n^2)$ операций.") == (
        '<p>За <span class="formula"><math><mi>O</mi><mo stretchy="false">(</mo><msup><mi>n</mi><mn>2</mn></msup>'
        '<mo stretchy="false">)</mo></math></span> операций.</p>'
    )


def test_a_formula_on_lines_of_its_own_takes_the_focus_since_it_may_be_wider_than_the_page(render):
    assert render("$$\na < b\n$$") == (
        '<div aria-label="Формула" class="formula" role="group" tabindex="0">\n<math display="block"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>\n</div>'
    )


def test_an_ampersand_and_a_backslash_are_part_of_the_formula(render):
    rows = etree.fromstring(render("$$\n\\begin{matrix} 1 & 2 \\\\ 3 & 4 \\end{matrix}\n$$")).findall(".//mtr")
    assert [[cell.findtext("mn") for cell in row] for row in rows] == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("text", ["`$x$`", "``` text\n$x$\n```", "от $5 до 10", r"\$5 и \$10"])
def test_what_is_no_formula_stays_text(render, text):
    assert "<math" not in render(text)
    assert "$" in render(text)


@pytest.mark.parametrize("latex", [r"\hat{y}_i", r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d}}\right)", r"0{,}5\ \%", r"x \in \mathbb{R}^d"])
def test_a_formula_is_well_formed_xml(latex):
    assert etree.fromstring(etree.tostring(mathml(latex, display=False))).tag == "math"


@pytest.mark.parametrize("latex", [r"\frac{1}{2", r"\nosuchcommand", "x^^2", r"\left("])
def test_a_broken_formula_stops_the_build_and_is_quoted(render, latex):
    with pytest.raises(ContentError) as caught:
        render(f"Формула ${latex}$.")
    [problem] = caught.value.problems
    assert str(problem).startswith(f"формула «{latex}» не разбирается: ")
    assert str(problem).endswith(" Исправьте LaTeX.")


def test_an_aligned_cell_has_a_class_since_the_policy_of_a_page_lets_no_style_pass(render):
    html = render("$$\n\\begin{aligned} a &= b \\end{aligned}\n$$")
    assert [cell.get("class") for cell in etree.fromstring(html).iter("mtd")] == ["cell-right cell-joins-right", "cell-left cell-joins-left"]
    assert "style=" not in html


def test_a_formula_that_asks_for_a_style_of_its_own_stops_the_build_and_is_quoted(render):
    with pytest.raises(ContentError) as caught:
        render(r"Формула $\color{red}x$.")
    [problem] = caught.value.problems
    assert str(problem) == r"формула «\color{red}x» просит оформления «color:#FF0000», а сайт его не покажет. Обойдитесь без этой команды LaTeX."


def test_each_class_of_a_formula_has_its_rule_on_the_site_and_in_the_book():
    root = Path(__file__).resolve().parent.parent
    for stylesheet in (root / "docs" / "assets" / "css" / "handbook.css", root / "macros" / "downloads" / "book.css"):
        css = stylesheet.read_text(encoding="utf-8")
        assert [name for name in dict.fromkeys(CLASSES.values()) if not re.search(rf"\.{name}\b", css)] == []
