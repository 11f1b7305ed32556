"""Reading the Markdown of docs/ as its authors wrote it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from macros.sources import Block, Code, Line, blocks, codes, formulas, front_matter_end, prose, read_lines


def lines(text: str) -> list[Line]:
    return read_lines(dedent(text))


def code_lines(text: str) -> list[int]:
    return [line.number for line in lines(text) if line.code]


# --- code blocks


def test_a_code_block_is_code_with_its_fences():
    assert lines("текст\n``` python\nprint(1)\n```\nтекст") == [
        Line(1, "текст", False),
        Line(2, "``` python", True),
        Line(3, "print(1)", True),
        Line(4, "```", True),
        Line(5, "текст", False),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\nx\n```", [1, 2, 3]),
        ("~~~\n```\n~~~", [1, 2, 3]),
        ("````\n```\nx\n```\n````", [1, 2, 3, 4, 5]),
        ("- пункт\n\n    ``` sql\n    SELECT 1\n\n    ```", [3, 4, 5, 6]),
        ("```\nнет конца", []),
        ("```\nконец отступает\n  ```", []),
        ("  ```\nстрока левее начала\n  ```", []),
        ("```\nx\n``` python\ny\n```", [1, 2, 3, 4, 5]),
        ("```x``` в тексте", []),
    ],
)
def test_a_code_block_ends_where_superfences_ends_it(render, text, code):
    assert code_lines(text) == code
    assert ("<pre>" in render(text)) == bool(code)


def test_codes_have_language_text_and_first_line():
    page = """\
        ``` python
        print(1)

        print(2)
        ```
        ````markdown
        ```
        внутри
        ```
        ````
        - пункт

            ``` { .python .torch }
            if x:
                y
            ```
        """
    assert list(codes(lines(page))) == [
        Code("python", "print(1)\n\nprint(2)", 2),
        Code("markdown", "```\nвнутри\n```", 7),
        Code("{ .python .torch }", "if x:\n    y", 14),
    ]


# --- blocks


def test_a_block_has_name_argument_line_and_content():
    assert list(blocks(lines("/// answer | self\nОтвет.\n///\nмежду\n///topic|python/oop\n///"))) == [
        Block("answer", "self", 1, {}, [Line(2, "Ответ.", False)], closed=True),
        Block("topic", "python/oop", 5, {}, [], closed=True),
    ]


def test_an_unclosed_block_ends_where_the_next_begins():
    first, second = blocks(lines("/// answer | self\nПервый.\n/// answer | oop\nВторой.\n///"))
    assert (first.argument, first.closed, [line.text for line in first.lines]) == ("self", False, ["Первый."])
    assert (second.argument, second.closed, [line.text for line in second.lines]) == ("oop", True, ["Второй."])


def test_a_block_in_a_code_block_is_code():
    assert list(blocks(lines("````markdown\n/// answer | self\n///\n````"))) == []


@pytest.mark.parametrize(
    ("content", "options", "rest"),
    [
        ("    checked: 2026-11\n\nТекст", {"checked": "2026-11"}, ["", "Текст"]),
        ("    checked: '2026-11'\n    author: \"Я\"\nТекст", {"checked": "2026-11", "author": "Я"}, ["Текст"]),
        ("    checked:\nТекст", {"checked": ""}, ["Текст"]),
        ("    checked:2026-11\nТекст", {}, ["    checked:2026-11", "Текст"]),
        ("  checked: 2026-11\nТекст", {}, ["  checked: 2026-11", "Текст"]),
        ("\n    checked: 2026-11", {}, ["", "    checked: 2026-11"]),
    ],
)
def test_options_are_the_indented_lines_right_under_the_header(content, options, rest):
    [block] = blocks(read_lines(f"/// answer | self\n{content}\n///"))
    assert (block.options, [line.text for line in block.lines]) == (options, rest)


# --- formulas and prose


def test_formulas_have_the_line_they_begin_in():
    page = """\
        За $O(n)$ и $O(n^2)$.

        $$
        a =
        b
        $$
        $$c$$
        """
    assert list(formulas(lines(page))) == [(1, "O(n)"), (1, "O(n^2)"), (3, "\na =\nb\n"), (7, "c")]


@pytest.mark.parametrize("text", ["`$x$`", "``` text\n$x$\n```", "от $5 до $10", r"\$5 и 10$", "$$\nбез конца\n\nx"])
def test_what_is_no_formula(text):
    assert list(formulas(lines(text))) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("слово `{{ код }}` и $x_{{i}}$ слово", "слово  и  слово"),
        ("``два ` внутри`` слово", " слово"),
        ("$$x$$", ""),
        ("$O(n операций", "$O(n операций"),
    ],
)
def test_prose_is_what_is_left_without_code_and_formulas(text, left):
    assert list(prose(lines(text))) == [(1, left)]


# --- front matter


@pytest.mark.parametrize(("text", "end"), [("---\na: 1\n---\nтекст", 3), ("---\nтекст", 0), ("текст\n---\na: 1\n---", 0), ("", 0)])
def test_front_matter_ends_at_its_second_line_of_dashes(text, end):
    assert front_matter_end(read_lines(text)) == end
