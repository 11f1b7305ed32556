"""Numbers and counts as Russian says them."""

from __future__ import annotations

import pytest

from macros.words import hours_text, number_text, plural


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 вопросов"),
        (1, "1 вопрос"),
        (2, "2 вопроса"),
        (4, "4 вопроса"),
        (5, "5 вопросов"),
        (11, "11 вопросов"),
        (12, "12 вопросов"),
        (14, "14 вопросов"),
        (21, "21 вопрос"),
        (24, "24 вопроса"),
        (100, "100 вопросов"),
        (111, "111 вопросов"),
        (112, "112 вопросов"),
        (122, "122 вопроса"),
        (152, "152 вопроса"),
    ],
)
def test_a_count_agrees_with_its_noun(number, text):
    assert plural(number, "вопрос", "вопроса", "вопросов") == text


@pytest.mark.parametrize(("number", "text"), [(10.0, "10"), (0.5, "0,5"), (12, "12"), (1.25, "1,25")])
def test_a_number_has_a_comma_only_where_it_is_no_whole_number(number, text):
    assert number_text(number) == text


def test_hours_keep_together_with_their_number():
    assert hours_text(4.5) == "4,5\N{NO-BREAK SPACE}ч"
