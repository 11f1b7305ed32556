"""What people and their tools do to curriculum.yml and to pages: slips of an editor, pasted text, broken encodings, and what an attacker would try.

Each mutation takes a source of chance and a text and returns the text as it would then be saved. Bytes come last: see `damaged`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[Random, str], str]


def mutated(random: Random, text: str, mutations: Sequence[Mutation]) -> tuple[bytes, str]:
    """The text after one to three mutations, as the bytes of its file, and the names of what was done."""
    done = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        mutation = random.choice(mutations)
        text = mutation(random, text)
        done.append(mutation.__name__)
    content = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.08:
        damage = random.choice(DAMAGE)
        content = damage(random, content)
        done.append(damage.__name__)
    return content, ", ".join(done)


# --- lines: what happens to any text


def _at(random: Random, rows: Sequence[str]) -> int:
    return random.randrange(len(rows)) if rows else 0


def _lines(change: Callable[[Random, list[str], int], None]) -> Mutation:
    """A mutation of a list of lines at one of them."""

    def mutation(random: Random, text: str) -> str:
        rows = text.split("\n")
        change(random, rows, _at(random, rows))
        return "\n".join(rows)

    mutation.__name__ = change.__name__
    return mutation


@_lines
def lines_deleted(random: Random, rows: list[str], at: int) -> None:
    del rows[at : at + random.choice((1, 1, 1, 2, 5, 40))]


@_lines
def lines_doubled(random: Random, rows: list[str], at: int) -> None:
    end = at + random.choice((1, 1, 2, 6, 30))
    rows[end:end] = rows[at:end]


@_lines
def lines_swapped(random: Random, rows: list[str], at: int) -> None:
    other = _at(random, rows)
    rows[at], rows[other] = rows[other], rows[at]


@_lines
def neighbours_swapped(random: Random, rows: list[str], at: int) -> None:
    if at + 1 < len(rows):
        rows[at], rows[at + 1] = rows[at + 1], rows[at]


@_lines
def lines_moved(random: Random, rows: list[str], at: int) -> None:
    end = at + random.choice((1, 3, 12))
    cut = rows[at:end]
    del rows[at:end]
    to = _at(random, rows)
    rows[to:to] = cut


@_lines
def indented(random: Random, rows: list[str], at: int) -> None:
    by = " " * random.choice((1, 2, 3, 4, 8))
    for index in range(at, min(len(rows), at + random.choice((1, 1, 4)))):
        rows[index] = by + rows[index]


@_lines
def outdented(random: Random, rows: list[str], at: int) -> None:
    rows[at] = rows[at].lstrip() if random.random() < 0.5 else rows[at].removeprefix(" ")


@_lines
def tab_in_front(random: Random, rows: list[str], at: int) -> None:
    rows[at] = "\t" + rows[at].lstrip()


@_lines
def lines_joined(random: Random, rows: list[str], at: int) -> None:
    rows[at : at + 2] = [" ".join(rows[at : at + 2])]


@_lines
def line_broken(random: Random, rows: list[str], at: int) -> None:
    cut = random.randrange(len(rows[at]) + 1)
    rows[at : at + 1] = [rows[at][:cut], rows[at][cut:]]


@_lines
def blank_lines(random: Random, rows: list[str], at: int) -> None:
    rows[at:at] = [random.choice(("", " ", "    ", "\u00a0"))] * random.choice((1, 1, 3, 500))


@_lines
def merge_conflict(random: Random, rows: list[str], at: int) -> None:
    marks = ["<<<<<<< HEAD", rows[at], "=======", rows[at] + " иначе", ">>>>>>> правка"]
    rows[at : at + 1] = random.choice((marks, marks[:1], marks[2:3], marks[2:]))


def truncated(random: Random, text: str) -> str:
    return text[: random.randrange(len(text) + 1)]


def beginning_lost(random: Random, text: str) -> str:
    return text[random.randrange(min(len(text), 400) + 1) :]


def emptied(random: Random, text: str) -> str:
    return random.choice(("", "\n", "   ", "\ufeff", "---\n", "---\n---\n", "null", "[]", "текст", "#"))


# --- characters

_ODD = (
    *"\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f\u00a0\u00ad\u200b\u200d\u200e\u202e\u2028\u2029\u2066\ufeff\ufffe\uffff\ufffd",
    *"\ud800\udfff\U0001f600\U000e0001\U0010ffff\r\t|:#-?*&!%@`'\"{}[]()<>,~^$\\/=_",
)


def character_typed(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(_ODD) + text[at:]


def character_lost(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + 1 :]


def character_changed(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(_ODD) + text[at + 1 :]


def mark_lost(random: Random, text: str) -> str:
    """One of the characters on which the reading rests."""
    places = [found.start() for found in re.finditer(r"[/|`$*_\[\](){}<>:'\"#-]", text)]
    at = random.choice(places) if places else 0
    return text[:at] + text[at + 1 :]


def mark_doubled(random: Random, text: str) -> str:
    places = [found.start() for found in re.finditer(r"[/|`$*_\[\](){}<>:'\"#-]", text)]
    at = random.choice(places) if places else 0
    return text[:at] + text[at : at + 1] * random.choice((1, 1, 2, 60, 3000)) + text[at:]


def look_alike(random: Random, text: str) -> str:
    places = [found.start() for found in re.finditer("[aceopxyасеорху]", text)]
    at = random.choice(places) if places else 0
    return text[:at] + text[at : at + 1].translate(str.maketrans("aceopxyасеорху", "асеорхуaceopxy")) + text[at + 1 :]


def line_ends(random: Random, text: str) -> str:
    end = random.choice(("\r\n", "\r", "\n\r", "\u2028"))
    if random.random() < 0.5:
        return text.replace("\n", end)
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at:].replace("\n", end, random.choice((1, 5)))


def repeated(random: Random, text: str) -> str:
    """The whole text twice, as after a merge that went wrong."""
    return text + text


ANY: tuple[Mutation, ...] = (
    *(lines_deleted, lines_doubled, lines_swapped, neighbours_swapped, lines_moved, indented, outdented, tab_in_front, lines_joined, line_broken),
    *(blank_lines, merge_conflict, truncated, beginning_lost, emptied, character_typed, character_lost, character_changed, mark_lost, mark_doubled),
    *(look_alike, line_ends, repeated),
)


# --- curriculum.yml

_DEEP = 4000
_VALUES = (
    *("", "null", "~", "true", "yes", "Нет", "no", "on", "0", "-1", "1", "2", "3.5", "1e3", "1e999", ".inf", ".nan", "0x1F", "0o17", "017", "1_000"),
    *("1:30", "190:20:30", "2026-11-28", "2026-02-31", "2026-11-28T12:00:00+99:99", "9" * 20, "9" * 5000, "1000000000", "99999999999999999", "1e308"),
    *("[]", "{}", "[1]", "[1, 2]", "[null]", "[[]]", "{a: 1}", "[a, [b, {c: d}]]", "[1, 99999999999]", "{? [1, 2] : 3}", "[" * 40 + "]" * 40),
    *("[" * _DEEP, "[" * _DEEP + "]" * _DEEP, "{a: " * _DEEP, "{a: " * 400 + "1" + "}" * 400, "- " * 300 + "x"),
    *(
        "&a",
        "&a текст",
        "*a",
        "*нет",
        "&a [*a]",
        "&a {b: *a}",
        "!!int ''",
        "!!int x",
        "!!float ''",
        "!!bool x",
        "!!timestamp x",
        "!!binary ж",
        "!!null x",
    ),
    *("!!python/object/apply:os.getcwd []", "!!set {a, b}", "!!omap [a: 1]", "!!str 5", "!foo бар", "!", "%YAML 1.1", "--- x", "... x"),
    *(
        "'",
        '"',
        "''",
        '""',
        "' '",
        '"\\0"',
        '"\\x07"',
        '"\\u2028"',
        '"\\uD800"',
        '"\\uFFFE"',
        '"\\n"',
        '"а\\n\\nб"',
        '"\\q"',
        '"\\U0011FFFF"',
        '"\\UFFFFFFFF"',
        "'не закрыта",
    ),
    *(
        "|\n  строка\n  ещё",
        ">\n\n  строка",
        "|",
        ">-",
        "|9\n x",
        "текст # и комментарий",
        "текст: с двоеточием",
        "- текст",
        "? текст",
        "@текст",
        "`текст`",
    ),
    *(
        "<b>жирный",
        "</ul></div>",
        "<script>alert(1)</script>",
        "<!-- ",
        "-->",
        "&amp; &nbsp; &#0; &#xD800;",
        "<https://a.b>",
        "a < b && c > d",
        "<details>",
    ),
    *(
        "{{ x }}",
        "{% raw %}",
        "{{",
        "}}",
        "{# x #}",
        "{: #id }",
        "{ #id .class }",
        "# Заголовок",
        "| a | b |",
        "``` python",
        "`код",
        "**жирный",
        "_",
        "***",
    ),
    *(
        "$x$",
        "$\\frac{1}$",
        "$$",
        "$",
        "[ссылка](нет.md)",
        "[a](http://[)",
        "![](x)",
        "[^1]",
        "[x]: y",
        "*[NLP]: расшифровка",
        "/// answer | x",
        "///",
    ),
    *(
        "python/functions",
        "../../etc/passwd",
        "/etc/passwd",
        "index",
        "a/b/c",
        "-a",
        "a-",
        "A",
        "ид",
        "a b",
        "a_b",
        "con",
        "aux.md",
        ".",
        "..",
        "a" * 300,
    ),
    *(
        "http://example.org",
        "https://",
        "https://[",
        "https://a b",
        "javascript:alert(1)",
        "https://example.org/" + "a" * 5000,
        "текст " * 3000,
        "ж" * 70,
    ),
    *("\u200b", "\u00a0", "\u202eтекст", "🙂", "\x7f", "«ёлочки»", "'it''s'", '"a\\tb"', "A" * 61, "ru-RU", "текст и  видео"),
)
_KEYS = (
    "id",
    "title",
    "weeks",
    "text",
    "нет",
    "",
    "1",
    "null",
    "true",
    "<<",
    "&a id",
    "? id",
    "'id'",
    '"id',
    "id ",
    "Id",
    "titles",
    "{a}",
    "[a]",
    "a" * 200,
)
_PAIR = re.compile(r"^( *(?:- )?)([\w\"'-]+):(?: +(.*))?$", re.MULTILINE)
_ITEM = re.compile(r"^( *- )(?![\w-]+:)(.*)$", re.MULTILINE)


def _one(random: Random, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return random.choice(found) if found else None


def value_changed(random: Random, text: str) -> str:
    if not (pair := _one(random, _PAIR, text)):
        return text
    value = random.choice(_VALUES).replace("\n", "\n" + " " * len(pair[1]))
    return f"{text[: pair.start()]}{pair[1]}{pair[2]}: {value}{text[pair.end() :]}"


def value_of_another(random: Random, text: str) -> str:
    pair, other = _one(random, _PAIR, text), _one(random, _PAIR, text)
    if not pair or not other:
        return text
    return f"{text[: pair.start()]}{pair[1]}{pair[2]}: {other[3] or ''}{text[pair.end() :]}"


def item_changed(random: Random, text: str) -> str:
    if not (item := _one(random, _ITEM, text)):
        return text
    return f"{text[: item.start()]}{item[1]}{random.choice(_VALUES)}{text[item.end() :]}"


def text_continued(random: Random, text: str) -> str:
    """Something odd behind the words of a value."""
    if not (pair := _one(random, _PAIR, text)) or not pair[3]:
        return text
    return f"{text[: pair.end()]} {random.choice(_VALUES)}{text[pair.end() :]}"


def quoted_oddly(random: Random, text: str) -> str:
    """A value in double quotes with one of the escapes that YAML knows, so that any character gets in."""
    if not (pair := _one(random, _PAIR, text)) or not pair[3]:
        return text
    escape = random.choice(
        (r"\0", r"\a", r"\b", r"\e", r"\x1f", r"\N", r"\L", r"\_", r"\t", r"\n", r"\r", r"\uD83D", r"\uFFFF", r"\/", "\\\\", r"\x3cb>")
    )
    value = pair[3].strip("'\"").replace("\\", "").replace('"', "")
    at = random.randrange(len(value) + 1)
    return f'{text[: pair.start()]}{pair[1]}{pair[2]}: "{value[:at]}{escape}{value[at:]}"{text[pair.end() :]}'


def key_changed(random: Random, text: str) -> str:
    if not (pair := _one(random, _PAIR, text)):
        return text
    return f"{text[: pair.start()]}{pair[1]}{random.choice(_KEYS)}: {pair[3] or ''}{text[pair.end() :]}"


def key_misspelt(random: Random, text: str) -> str:
    if not (pair := _one(random, _PAIR, text)):
        return text
    at = random.randrange(len(pair[2]))
    return f"{text[: pair.start()]}{pair[1]}{pair[2][:at]}{pair[2][at + 1 :]}: {pair[3] or ''}{text[pair.end() :]}"


def key_added(random: Random, text: str) -> str:
    if not (pair := _one(random, _PAIR, text)):
        return text
    indent = " " * len(pair[1])
    return f"{text[: pair.end()]}\n{indent}{random.choice(_KEYS)}: {random.choice(_VALUES)}{text[pair.end() :]}"


def anchors_multiplied(random: Random, text: str) -> str:
    """Each alias stands for ten of the one before."""
    rows = [f"bomb{n}: &bomb{n} [{', '.join([f'*bomb{n - 1}'] * 10) if n else 'x'}]" for n in range(random.choice((2, 9, 25)))]
    return "\n".join([*rows, text]) if random.random() < 0.5 else "\n".join([text, *rows])


def record_aliased(random: Random, text: str) -> str:
    """A value with an anchor, and its alias in place of another."""
    pair = _one(random, _PAIR, text)
    if not pair:
        return text
    text = f"{text[: pair.start()]}{pair[1]}{pair[2]}: &one {pair[3] or ''}{text[pair.end() :]}"
    other = _one(random, _PAIR, text)
    return f"{text[: other.start()]}{other[1]}{other[2]}: *one{text[other.end() :]}" if other else text


DATA: tuple[Mutation, ...] = (
    *ANY,
    *(value_changed,) * 12,
    *(item_changed, text_continued, quoted_oddly) * 3,
    *(value_of_another, key_changed, key_misspelt, key_added, anchors_multiplied, record_aliased),
)


# --- pages

_LONG = 3000
PIECES = (
    *(
        "<b>жирный",
        "</details>",
        "</div>",
        "<div>",
        "<div markdown>",
        "<details><summary>x</summary>",
        "<br>",
        "<br/>",
        "<p>",
        "<img src=x>",
        "<table>",
    ),
    *(
        "<script>",
        "<style>",
        "<!--",
        "-->",
        "<!-- more -->",
        "<!doctype html>",
        "<?php",
        "<![CDATA[",
        "<a href='x' href='y'>",
        "<svg>",
        "<",
        "</",
        "<a",
        "a<b",
    ),
    *(
        "<x y=\"'>",
        "<h2 id='list'>",
        "<pre>",
        "<textarea>",
        "<li>",
        "<td>",
        "<iframe src='//x'>",
        "<p markdown=1>",
        "<span markdown='span'>*x*</span>",
    ),
    *("&lt;", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&unknown;", "&", "\\<b>", "<https://x.y>", "<mailto:a@b.c>", "https://x.y/z", "www.x.y"),
    *(
        "$",
        "$$",
        "$x",
        "$x$",
        "$ x $",
        "$$x$$",
        "$$\nx\n$$",
        "$$\nx",
        "$\\frac{1}{2$",
        "$\\frac{a}{b}$",
        "$\\nope{x}$",
        "$a < b$",
        "$a<b$",
        "$a & b$",
        "$\\$",
    ),
    *(
        "$\\begin{matrix}a&b\\\\c&d\\end{matrix}$",
        "$\\begin{matrix}$",
        "$\\text{слово}$",
        "$x_1_2$",
        "$x^{}$",
        "$\\left($",
        "$\\\\$",
        "$#$",
        "$%$",
        "$~$",
        "$'$",
    ),
    *(
        "$\\def\\a{\\a}\\a$",
        "$" + "{" * _LONG + "$",
        "$" + "x^" * _LONG + "$",
        "$" + "\\sqrt{" * 200 + "x" + "}" * 200 + "$",
        "\\(x\\)",
        "\\[x\\]",
        "\\begin{equation}x",
    ),
    *("| a | b |", "| a | b |\n|---|---|\n| 1 |", "| a |\n|---|\n| `x|y` |", "|---|", "| " * 400 + "|", "||\n|-|\n||", "a | b\n--|--\nc | d"),
    *(
        "```",
        "``` python",
        "```python\nprint(",
        "``` python\nx = \n```",
        "~~~",
        "````",
        "``` {",
        "``` { .python .x }\nx\n```",
        '``` python title="',
        "`" * _LONG,
    ),
    *(
        "``` python\nA = 9**9**9\n```",
        "``` python\nA = 1/0\n```",
        '``` python\nA = "x" * 10**9\n```',
        "``` python\nA = 1 << 10**9\n```",
        "``` python\nA, B = 1,\n```",
    ),
    *(
        "| Д | `A = 9**9**9**9` |",
        "| Д | `A = 1/0` |",
        "| Д | `A = -'x'` |",
        "| Д | `A = x` |",
        "``` python\n" + "(" * 150 + "\n```",
        "    код",
        "\tкод",
    ),
    *("``` python\n" + "-" * _LONG + "1\n```", "``` python\n\x00\n```", "`` ` ``", "`#!python x`", "`#!нет x`", "`#!`", "```\n{{ x }}\n```"),
    *(
        "{{",
        "}}",
        "{{ x }}",
        "{%",
        "{% if %}",
        "{% raw %}",
        "{{ count }}",
        "{{ count.нет }}",
        "{{ line }}",
        "{{ line() }}",
        '{{ question("нет") }}',
        "{{ 1/0 }}",
    ),
    *(
        '{{ question("',
        "{{ ''.x }}",
        "{% for i in range(9) %}x{% endfor %}",
        "{% include 'x' %}",
        "{# x",
        "{{ plural(1) }}",
        '{{ stage_link("ml") | upper }}',
    ),
    *(
        "{{ [1][5] }}",
        "{{ line.__class__ }}",
        "{% set x = 1 %}",
        "{% macro x() %}",
        "{{ self }}",
        "{{ loop }}",
        "{{" * 300,
        "{% endif %}",
        "{{ x|нет }}",
    ),
    *(
        "{ #id }",
        "{: #id }",
        "{ .x }",
        "{ #list-vs-tuple }",
        "{ #id #id }",
        '{ title="',
        "{ = }",
        "{ onclick=x }",
        "{ style=x }",
        "{:}",
        "{}",
        "{ #я }",
        '{ #"x" }',
    ),
    *(
        "## Заголовок",
        "## Заголовок { #id }",
        "# ",
        "#",
        "#" * 7 + " x",
        "====",
        "----",
        "Заголовок\n====",
        "## [x](y.md)",
        "## `x`",
        "## $x$",
        "##нет пробела",
    ),
    *(
        "- x",
        "* x",
        "+ x",
        "1. x",
        "9999999999999. x",
        "- " * 200 + "x",
        "- x\n" * 500,
        ("    " * 40) + "- x",
        "- x\n\n        y",
        "1) x",
        "- [ ] x",
        ": определение",
    ),
    *("\n".join("  " * n + "- x" for n in range(60)), "> x", ">" * 200 + " x", "> " * 150 + "x", "> - > - x", "***", "* * *", "---", "___"),
    *(
        "[x](y)",
        "[x](y.md)",
        "[x](y.md#z)",
        "[x](#нет)",
        "[x](",
        "[x]()",
        "[x](http://[)",
        "[x](//[)",
        "[x](https://[::1)",
        "[x](../../../x.md)",
        "[x](/x)",
        "[x] (y)",
    ),
    *(
        "[x][y]",
        "[x][]",
        "[y]: z",
        "[y]: <z",
        "[" * _LONG,
        "[x](" * 300,
        "![" * 300,
        "](" * 300,
        "[x](y 'z)",
        '[x](y "z")',
        "[x](javascript:alert(1))",
        "[x](data:,)",
    ),
    *(
        "[x](%00)",
        "[x](%zz)",
        "[x](a b)",
        "[x](index.md?x#y)",
        "[x](\\)",
        "[x](mailto:)",
        "[x](:)",
        "[x](http://a:b)",
        "[x](http://a:99999999)",
        "[x](" + "a" * 5000 + ")",
    ),
    *(
        "![](x.png)",
        "![x](x.png)",
        "![x](../assets/figures/нет.svg)",
        "![](../assets/figures/xor-hidden.svg)",
        "![x](../assets/figures/xor-hidden.svg)",
    ),
    *(
        '![x](../assets/figures/xor-hidden.svg "подпись <b>")',
        '![a"b<c>](../assets/figures/xor-hidden.svg)',
        "![x](../figures/" + "a" * 300 + ".svg)",
        "![x](/figures/)",
    ),
    *(
        "![x](../assets/figures/xor-hidden.svg)" * 3,
        "![x](http://[)",
        "![x](../assets/figures/../figures/xor-hidden.svg)",
        "![x](/figures/%00)",
        "![x](/figures/..)",
    ),
    *(
        "[^1]",
        "[^1]: сноска",
        "[^1]: a [^1]",
        "[^]",
        "*[NLP]: расшифровка",
        "*[ ]: x",
        "*[*]: x",
        "*[(]: x",
        "==x==",
        "^x^",
        "~x~",
        "++x++",
        ":smile:",
    ),
    *(
        "*" * _LONG,
        "_" * _LONG,
        "**" * 500 + "x",
        "*a " * 500,
        "***a** b*",
        "_a*b_c*",
        "a_b_c_d",
        "**x",
        "__x",
        "* x*",
        "\\*",
        "\\" * _LONG,
        "a\\",
        "  ",
    ),
    *(
        "/// answer | list-vs-tuple",
        "/// answer | нет",
        "/// answer",
        "/// topic | python/oop",
        "/// topic |",
        "/// case | problem",
        "/// note",
        "///",
        "////",
        "/// ///",
    ),
    *(
        "//// answer | list-vs-tuple",
        "/// answer | " + "a" * 2000,
        "/// answer | list-vs-tuple\n///",
        "/// details | x\n///",
        "/// html | div\n///",
        "/// caption\nx\n///",
    ),
    *(
        "/// answer | list-vs-tuple\n    checked: [",
        "    checked: 2026-13",
        "    checked: x",
        "    нет: да",
        "/// tab | x",
        "? process",
        "? нет",
        "?",
        "? table",
        "! x",
    ),
    *(
        "**Должно прозвучать.**",
        "**Частая ошибка.**",
        "**Источники.** нет",
        "**Что спросят дальше.** x",
        "!!! note",
        '??? note "x"',
        "=== x",
        "--8<-- 'x'",
        "[TOC]",
    ),
    *(
        "klzzwxh:0001",
        "\x02klzzwxh:0\x03",
        "\x02amp\x03",
        "wzxhzdk:0",
        "STX",
        "\x03",
        "<!-- klzzwxh -->",
        "\x02wzxhzdk:0\x03",
        "q" * 20_000,
        "слово " * 4000,
    ),
    *("---", "---\ntitle: x\n---", "---\ntitle: [\n---", "---\nsearch:\n---", "title: x", "Note: x", "key: value\n---", "...", "%YAML", "|", "a:\tb"),
)
_FRONT = (
    *(
        "search:",
        "search: нет",
        "search: []",
        "search:\n  exclude: x",
        "search:\n  нет: x",
        "search:\n  boost: x",
        "title:",
        "title: 5",
        "title: [x]",
        "title: {a: b}",
    ),
    *(
        "title: <b>",
        "title: null",
        "title: 2026-11-28",
        'title: "\\0"',
        "description:",
        "description: 5",
        "description: [x]",
        'description: "x\\" y"',
        "description: <b>'\"",
    ),
    *(
        "render_macros: true",
        "render_macros: yes",
        "render_macros: 'true'",
        "render_macros: нет",
        "render_macros: []",
        "hide: x",
        "hide: [toc]",
        "hide:",
        "hide: 5",
        "hide: [нет]",
    ),
    *(
        "template: нет.html",
        "template: main.html",
        "template: ../x",
        "template: 5",
        "template: []",
        "notebook: x",
        "notebook: []",
        "notebook:",
        "notebook: {data: [нет.csv]}",
    ),
    *(
        "notebook: {data: [../../../mkdocs.yml]}",
        "notebook: {data: [], packages: 5}",
        "exercise: нет.py",
        "exercise: 5",
        "exercise:",
        "status: x",
        "icon: нет",
        "tags: [x]",
    ),
    *(
        "revision_date: x",
        "x: &a [*a]",
        "x: *a",
        "x: !!int ''",
        "x: 2026-02-31",
        "x: {{ y }}",
        "inclusion: x",
        "ignore_macros: true",
        "macros: x",
        "meta: x",
        "page: x",
    ),
    *(
        "url: x",
        "toc: x",
        "disable: true",
        "source: x",
        "nav: x",
        "comments: true",
        "- список",
        "просто текст",
        "ключ: значение",
        "a: b: c",
        "  с отступом: x",
        "\ttab: x",
    ),
)


def piece_on_a_line(random: Random, text: str) -> str:
    rows = text.split("\n")
    at = random.randrange(len(rows) + 1)
    piece = random.choice(PIECES)
    rows[at:at] = random.choice(([piece], ["", piece, ""], ["", piece]))
    return "\n".join(rows)


def piece_in_a_line(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice((" ", "")) + random.choice(PIECES) + random.choice((" ", "")) + text[at:]


def piece_indented(random: Random, text: str) -> str:
    rows = text.split("\n")
    at = random.randrange(len(rows) + 1)
    rows[at:at] = [" " * random.choice((1, 2, 3, 4, 8)) + row for row in random.choice(PIECES).split("\n")]
    return "\n".join(rows)


def line_replaced(random: Random, text: str) -> str:
    rows = text.split("\n")
    rows[random.randrange(len(rows))] = random.choice(PIECES)
    return "\n".join(rows)


def pieces_mixed(random: Random, text: str) -> str:
    for _ in range(random.choice((2, 5, 9))):
        text = random.choice((piece_on_a_line, piece_in_a_line, piece_indented))(random, text)
    return text


def front_matter(random: Random, text: str) -> str:
    """A line more among the settings of the page, in settings of their own where it has none."""
    line = random.choice(_FRONT)
    if text.startswith("---\n"):
        return text.replace("---\n", f"---\n{line}\n", 1)
    return random.choice(
        (f"---\n{line}\n---\n{text}", f"---\n{line}\n\n---\n\n{text}", f"---\n{line}\n{text}", f"{line}\n---\n{text}", f"{line}\n{text}")
    )


def block_mark_changed(random: Random, text: str) -> str:
    """A header, an end, a divider or a lead-in of an answer, written otherwise."""
    places = list(re.finditer(r"^(///.*|<!-- more -->|\*\*[^*\n]+\.\*\*|\? .*|    checked:.*|```.*)$", text, re.MULTILINE))
    if not places:
        return text
    found = random.choice(places)
    mark = found[0]
    changed = random.choice(
        [
            *(
                " " + mark,
                mark + " ",
                mark.replace(" ", "", 1),
                mark.replace("/", "\\"),
                mark.upper(),
                mark[:-1],
                mark[1:],
                "",
                mark * 2,
                f"{mark}\n{mark}",
            ),
            *(
                mark.replace("|", "│"),
                mark.replace("-", "—"),
                f"> {mark}",
                f"- {mark}",
                f"`{mark}`",
                mark.replace(" ", "\u00a0"),
                f"{mark} {{ #id }}",
                "\t" + mark,
            ),
        ]
    )
    return text[: found.start()] + changed + text[found.end() :]


PAGE: tuple[Mutation, ...] = (
    *ANY,
    *(piece_on_a_line, piece_in_a_line) * 8,
    *(piece_indented, line_replaced, pieces_mixed, front_matter, block_mark_changed) * 3,
)


# --- bytes


def in_another_encoding(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(random.choice(("cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp866")), "replace")


def byte_changed(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


def bytes_invalid(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content) + 1)
    return (
        content[:at] + random.choice((b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xd0", b"\xfe\xff", b"\x00" * 512)) + content[at:]
    )


def cut_in_a_character(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def byte_order_mark(random: Random, content: bytes) -> bytes:
    return random.choice((b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf", b"\xff\xfe")) + content


DAMAGE = (in_another_encoding, byte_changed, bytes_invalid, cut_in_a_character, byte_order_mark)
