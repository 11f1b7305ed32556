"""Reads the Markdown of docs/ as its authors wrote it: blocks, parts, formulas, each with its line.

A block of Markdown knows no line when it is rendered, and a malformed one is printed as plain text; this pass sees both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

OPENER = re.compile(r"^/{3}[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
CLOSER = re.compile(r"^/{3,}[ ]*$")
FENCE = re.compile(r"^([ ]*)(`{3,}|~{3,})([^`]*)$")
_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
# What arithmatex takes for a formula: no space inside the dollars ("smart dollar").
_INLINE_FORMULA = re.compile(r"(?<![\\$])\$(?!\s|\$)((?:\\.|[^\\$])+?)(?<!\s)\$(?!\$)")


# The longest line of the handbook has 1202 characters. Searching for patterns takes the square of the length, so a line without end is none to read.
LONGEST = 2000


@dataclass(frozen=True)
class Line:
    """A line of a page, counted from 1; `code` when it belongs to a fenced code block, fences included."""

    number: int
    text: str
    code: bool


@dataclass
class Block:
    """`/// name | argument` with its options and the lines of its content."""

    name: str
    argument: str
    line: int
    options: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    closed: bool = False


@dataclass
class Code:
    """A fenced code block: its language, its text without the fence's indentation, the line of its first line of code."""

    language: str
    text: str
    line: int


def read_lines(text: str) -> list[Line]:
    """Every line of a page. As for superfences, a fence that is never closed begins no code."""
    rows = text.split("\n")
    lines = []
    head = front_matter_end([Line(index, row, False) for index, row in enumerate(rows, 1)])  # a fence in it is none
    end = 0
    for index, row in enumerate(rows):
        if index >= max(head, end) and (fence := FENCE.match(row)):
            end = _code_end(rows, index, fence)
        lines.append(Line(index + 1, row, index < end))
    return lines


def _code_end(rows: list[str], start: int, fence: re.Match[str]) -> int:
    """The index behind the closing fence, or 0 without one: it is as long and as far from the margin as the opening one."""
    indent = fence[1]
    for index, row in enumerate(rows[start + 1 :], start + 1):
        if row.strip() and not row.startswith(indent):
            return 0
        if row.removeprefix(indent).rstrip() == fence[2]:
            return index + 1
    return 0


def front_matter_end(lines: list[Line]) -> int:
    """How many lines the front matter takes, its dashes included; 0 without one."""
    if lines and lines[0].text.strip() == "---":
        for line in lines[1:]:
            if line.text.strip() == "---":
                return line.number
    return 0


def overlong(lines: list[Line]) -> Iterator[tuple[int, str]]:
    """The lines that nobody writes by hand."""
    for line in lines:
        if len(line.text) > LONGEST:
            yield line.number, f"строка длиной {len(line.text)} знаков, а бывает до {LONGEST}. Разбейте её."


def blocks(lines: list[Line]) -> Iterator[Block]:
    """Every well-formed block, in order; an unclosed one ends where the next begins."""
    for block in _blocks(lines):
        _split_options(block)
        yield block


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """Blocks whose options still stand among their lines."""
    block: Block | None = None
    for line in lines:
        if not line.code and (opener := OPENER.match(line.text)):
            if block:
                yield block
            block = Block(opener[1], opener[2] or "", line.number)
        elif block and not line.code and CLOSER.match(line.text):
            block.closed = True
            yield block
            block = None
        elif block:
            block.lines.append(line)
    if block:
        yield block


def _split_options(block: Block) -> None:
    """Move the indented lines right under the header to `options`."""
    while block.lines and (option := re.match(r"^ {4,}([\w-]+):(?: +(.*?))? *$", block.lines[0].text)):
        block.options[option[1]] = re.sub(r"""^(["'])(.*)\1$""", r"\2", option[2] or "")
        block.lines.pop(0)


def formulas(lines: list[Line]) -> Iterator[tuple[int, str]]:
    """The line and the LaTeX of each formula outside code."""
    for number, _, found in _take_apart(lines):
        for latex in found:
            yield number, latex


def prose(lines: list[Line]) -> Iterator[tuple[int, str]]:
    """Each line outside code blocks, without inline code and formulas."""
    for number, text, _ in _take_apart(lines):
        yield number, text


def _take_apart(lines: list[Line]) -> Iterator[tuple[int, str, list[str]]]:
    """Lines outside code: number, text without code and formulas, formulas. A formula of several lines counts for its first."""
    display: list[str] = []
    start = 0
    for line in lines:
        text = "" if line.code else line.text.strip()
        if start and not text:  # a formula has no blank lines, so this was none
            yield start, "$$", []
            start = 0
        if line.code:
            continue
        if not start and text.startswith("$$"):
            start, display, text = line.number, [], text[2:]
        if start:
            display.append(text.removesuffix("$$"))
            if text.endswith("$$"):
                yield start, "", ["\n".join(display)]
                start = 0
        else:
            text = _INLINE_CODE.sub("", line.text)
            yield line.number, _INLINE_FORMULA.sub("", text), _INLINE_FORMULA.findall(text)
    if start:
        yield start, "$$", []


def codes(lines: list[Line]) -> Iterator[Code]:
    """Every fenced code block."""
    code: Code | None = None
    indent, mark = "", ""
    body: list[str] = []
    for line in lines:
        if not line.code:
            continue
        if code is None:
            fence = FENCE.match(line.text)
            assert fence
            indent, mark, body = fence[1], fence[2], []
            code = Code(fence[3].strip(), "", line.number + 1)
        elif line.text.removeprefix(indent).rstrip() == mark:
            code.text = "\n".join(body)
            yield code
            code = None
        else:
            body.append(line.text.removeprefix(indent))
