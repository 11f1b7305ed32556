"""Reads the Markdown of docs/ as its authors wrote it: blocks, parts, formulas, each with its line.

A block of Markdown knows no line when it is rendered, and a malformed one is printed as plain text; this pass sees both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

OPENER = re.compile(r"^/{3}[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
CLOSER = re.compile(r"^/{3,}\s*$")
_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})(.*)$")
_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
# What arithmatex takes for a formula: no space inside the dollars ("smart dollar").
_INLINE_FORMULA = re.compile(r"(?<![\\$])\$(?!\s|\$)((?:\\.|[^\\$])+?)(?<!\s)\$(?!\$)")


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
    lines = []
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _FENCE.match(line)
        if fence:
            lines.append(Line(number, line, True))
            if found and found[2].startswith(fence) and not found[3].strip():
                fence = ""
        else:
            fence = found[2] if found else ""
            lines.append(Line(number, line, bool(found)))
    return lines


def front_matter_end(lines: list[Line]) -> int:
    """How many lines the front matter takes, its dashes included; 0 without one."""
    if lines and lines[0].text.strip() == "---":
        for line in lines[1:]:
            if line.text.strip() == "---":
                return line.number
    return 0


def blocks(lines: list[Line]) -> Iterator[Block]:
    """Every well-formed block, in order; an unclosed one ends where the next begins."""
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


def split_options(block: Block) -> None:
    """Move the indented lines right under the header to `options`."""
    while block.lines and (option := re.match(r"^ {4,}([\w-]+):\s*(.*?)\s*$", block.lines[0].text)):
        block.options[option[1]] = option[2].strip("'\"")
        block.lines.pop(0)


def formulas(lines: list[Line]) -> Iterator[tuple[int, str]]:
    """The line and the LaTeX of each formula outside code."""
    display: list[str] | None = None
    start = 0
    for line in lines:
        if line.code:
            continue
        text = line.text.strip()
        if display is None and text.startswith("$$"):
            display, start, text = [], line.number, text[2:]
        if display is not None:
            display.append(text.removesuffix("$$"))
            if text.endswith("$$"):
                yield start, "\n".join(display)
                display = None
            continue
        for found in _INLINE_FORMULA.finditer(_INLINE_CODE.sub("", line.text)):
            yield line.number, found[1]


def codes(lines: list[Line]) -> Iterator[Code]:
    """Every fenced code block."""
    code: Code | None = None
    indent = 0
    body: list[str] = []
    for line in lines:
        if not line.code:
            continue
        fence = _FENCE.match(line.text)
        if code is None:
            assert fence
            indent, body = len(fence[1]), []
            code = Code(fence[3].strip(), "", line.number + 1)
        elif fence and not fence[3].strip() and len(fence[1]) <= indent:
            code.text = "\n".join(body)
            yield code
            code = None
        else:
            body.append(line.text[indent:])
