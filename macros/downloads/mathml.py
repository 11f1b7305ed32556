"""MathML as the site has it → a formula of Typst.

Pandoc can do it as well, but takes words such as `sign` apart into letters and puts a space after the comma of 0,5: it drops the spacing
attributes, which stand in the MathML.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from macros.downloads.escape import escape, string
from macros.formula_words import APPLY, INVISIBLE, closed_up, spoken

_ACCENTS = {"ˆ": "hat", "˜": "tilde", "¯": "macron", "→": "arrow", "˙": "dot"}
_LIMITS = {"max", "min", "lim", "argmax", "argmin", "sup", "inf"}


def formula(math: HtmlElement) -> str:
    """Typst markup of a `<math>` element, with words for a screen reader. Raises ValueError for an element that it does not know."""
    block = math.get("display") == "block"
    body = _row(list(math))
    marks = f"$ {body} $" if block else f"${body}$"
    return f"#math.equation(block: {str(block).lower()}, alt: {string(spoken(math))}, {marks})"


def _row(elements: Sequence[HtmlElement]) -> str:
    parts = []
    for index, element in enumerate(elements):
        following = elements[index + 1] if index + 1 < len(elements) else None
        named = following is not None and following.tag == "mo" and following.text == APPLY
        parts.append(_function(element) if named else _typst(element))
    return " ".join(filter(None, parts))


def _function(element: HtmlElement) -> str:
    """What is applied to something: its name is upright and keeps its distance."""
    if element.tag == "mrow" and [child.tag for child in element] == ["mspace", "mi"]:
        element = element[1]
    if element.tag != "mi":
        return _typst(element)
    name = element.text or ""
    return f"op({string(name)}{', limits: #true' if name in _LIMITS else ''})"


def _typst(element: HtmlElement) -> str:
    children = list(element)
    match element.tag:
        case "mi":
            return _identifier(element)
        case "mn":
            return element.text or ""
        case "mo":
            return _operator(element)
        case "mtext":
            return string((element.text or "").replace("\xa0", " "))
        case "mspace":
            width = element.get("width", "0")
            return f"#h({width})" if width.rstrip("em").strip("0.") else ""
        case "mrow":
            return _fenced(children)
        case "mstyle":
            style = {"true": "display", "false": "inline"}[element.get("displaystyle")]
            return f"{style}({_row(children)})"
        case "mfrac":
            return f"frac({_typst(children[0])}, {_typst(children[1])})"
        case "msqrt":
            return f"sqrt({_row(children)})"
        case "msub" | "msup" | "msubsup" | "munder" | "munderover":
            return _attached(element.tag, children)
        case "mover":
            accent = children[1].text or ""
            if accent in _ACCENTS:
                return f"{_ACCENTS[accent]}({_typst(children[0])})"
            return f"attach({_base(children[0])}, t: {_typst(children[1])})"
        case "mtable":
            rows = "; ".join(", ".join(_cell(cell) for cell in row) for row in element)
            align = "left" if _aligned(element) else "center"
            gap = "0em" if _aligned(element) else "1em"
            return f"mat(delim: #none, align: #{align}, column-gap: #{gap}, {rows})"
        case _:
            raise ValueError(f"<{element.tag}> в формуле")


def _identifier(element: HtmlElement) -> str:
    name = element.text or ""
    if len(name) > 1:
        return f"op({string(name)})" if element.getparent().tag in ("msub", "munder") and name in _LIMITS else f"upright({string(name)})"
    letter = escape(name)
    return f"upright({letter})" if element.get("mathvariant") == "normal" else letter


def _operator(element: HtmlElement) -> str:
    sign = element.text or ""
    if sign in INVISIBLE:
        return ""
    if len(sign) > 1:
        return f"op({string(sign)})"
    mark = escape(sign)
    if size := element.get("minsize"):
        return f"lr(size: #{size}, {mark})"
    if form := element.get("form"):
        return f'class("{"opening" if form == "prefix" else "closing"}", {mark})'
    if sign in "|‖∣":
        return f'class("normal", {mark})'
    return f'class("normal", {mark})' if closed_up(element) and sign not in "()[]{}" else mark


def _fenced(children: Sequence[HtmlElement]) -> str:
    """A row between brackets that grow with it, or a plain row."""
    ends = (children[0], children[-1]) if len(children) > 1 else None
    if ends and all(end.tag == "mo" and end.get("stretchy") != "false" and not end.get("minsize") and (end.text or "") in "()[]{}|‖" for end in ends):
        left, right = (escape(end.text or "") for end in ends)
        return f"lr({left} {_row(children[1:-1])} {right})"
    return _row(children)


def _base(element: HtmlElement) -> str:
    if element.tag == "mrow" and [child.tag for child in element] == ["mspace", "mi"]:
        return _function(element)
    return _typst(element)


def _attached(kind: str, children: Sequence[HtmlElement]) -> str:
    base = _base(children[0])
    scripts = dict(zip({"msub": "b", "munder": "b", "msup": "t"}.get(kind, "bt"), children[1:], strict=True))
    if "t" in scripts and (scripts["t"].text or "") == "′":
        base += "'"
        del scripts["t"]
    placed = [f"{name}: {_typst(script)}" for name, script in scripts.items()]
    return f"attach({', '.join([base, *placed])})" if placed else base


def _aligned(table: HtmlElement) -> bool:
    return any("cell-left" in cell.classes or "cell-right" in cell.classes for cell in table.iter("mtd"))


def _cell(cell: HtmlElement) -> str:
    if "cell-right" in cell.classes:
        return f"{_row(list(cell))} &"
    gap = "#h(1em) " if "cell-after-gap" in cell.classes else ""
    return f"& {gap}{_row(list(cell))}" if "cell-left" in cell.classes else _row(list(cell))
