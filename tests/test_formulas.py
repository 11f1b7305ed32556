"""LaTeX between dollars becomes MathML."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from macros.formulas import mathml
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
    assert etree.fromstring(mathml(latex, display=False)).tag == "math"


@pytest.mark.parametrize("latex", [r"\frac{1}{2", r"\nosuchcommand", "x^^2", r"\left("])
def test_a_broken_formula_stops_the_build_and_is_quoted(render, latex):
    with pytest.raises(ContentError) as caught:
        render(f"Формула ${latex}$.")
    [problem] = caught.value.problems
    assert str(problem).startswith(f"формула «{latex}» не разбирается: ")
    assert str(problem).endswith(" Исправьте LaTeX.")
