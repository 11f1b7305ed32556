"""A formula that is heard or found says the same as the one that is seen."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest
from lxml import html

from macros.formula_words import spoken
from macros.formulas import mathml


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"O(n^2 d)", "O(n²d)"),
        (r"x_1 + x_{12}", "x₁ + x₁₂"),
        (r"w_1x_1 + \cdots + w_dx_d", "w₁x₁ + ⋯ + w_d x_d"),
        (r"f'(x)", "f′(x)"),
        (r"\hat y - y", "ŷ − y"),
        (r"\frac{TP}{TP + FN}", "TP/(TP + FN)"),
        (r"\frac{\alpha}{r} BA", "α/r BA"),
        (r"\ln\frac{1+N}{1+df} + 1", "ln((1 + N)/(1 + df)) + 1"),
        (r"\log_2(i + 1)", "log₂(i + 1)"),
        (r"\sum_k q_k \ln p_k", "∑_k q_k ln p_k"),
        (r"QK^\top / \sqrt{d_k}", "QK^⊤/√(d_k)"),
        (r"e^{-z}", "e^(−z)"),
        (r"w_1e^{w_2x}", "w₁e^(w₂x)"),
        (r"d_+ - d_-", "d_+ − d_−"),
        (r"\frac{f(x)}{2h}", "(f(x))/(2h)"),
        (r"\frac{2h}{d_k}", "2h/d_k"),
        (r"\frac{p'}{1 - p'}", "p′/(1 − p′)"),
        (r"\frac12(w - a)^2", "1/2 (w − a)²"),
        (r"\tfrac12 |x|", "1/2 |x|"),
        (r"\ln\tfrac ab", "ln(a/b)"),
        (r"\sqrt[3]{x + 1}", "√[3](x + 1)"),
        (r"\overset{!}{=}", "=^!"),
        (r"\left\lceil \frac NB \right\rceil", "⌈N/B⌉"),
        (r"(x_1, \ldots, x_d)", "(x₁, …, x_d)"),
        (r"a = 1 \quad b = 2, \qquad c = 3", "a = 1; b = 2; c = 3"),
        (r"0{,}5", "0,5"),
        (r"\begin{cases} 1, & x > 0 \\ 0, & x \le 0 \end{cases}", "{1, x > 0; 0, x ≤ 0"),
        (r"\begin{pmatrix} 2 & -1 \\ 1 & 1 \end{pmatrix}", "(2, −1; 1, 1)"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b; c = d"),
    ],
)
def test_a_formula_in_one_line(latex, words):
    assert spoken(html.fragment_fromstring(etree.tostring(mathml(latex, display=True), encoding="unicode"))) == words
