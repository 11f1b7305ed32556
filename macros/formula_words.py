"""A formula in words: for who cannot see it, and where only text is shown."""

from __future__ import annotations

import re
import unicodedata

from lxml.html import HtmlElement

APPLY = "\u2061"  # FUNCTION APPLICATION: what stands before it is the name of a function
INVISIBLE = {APPLY, "\u2062", "\u2063", ""}
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ACCENTS = {"ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "→": "\u20d7", "˙": "\u0307"}  # as combining characters


def spoken(math: HtmlElement) -> str:
    """`math`, a `<math>` element, in one line of text: fractions with a slash, `^` and `_` where it goes up and down, numbers there as n² and x₁."""
    said = re.sub(f"{APPLY} *(?=[(\\[])", "", _said(math)).replace(APPLY, " ")
    said = re.sub(r" (?=[,;)])|(?<=[(/]) ", "", " ".join(said.split())).replace("· · ·", "⋯")
    return unicodedata.normalize("NFC", said)


def _said(element: HtmlElement) -> str:
    match element.tag:
        case "mfrac":
            above, below = map(_said, element)
            return f"{_part(above)}/{_part(below)}"
        case "msqrt":
            return f"√({_row(element).strip()})"
        case "mover" if (accent := (element[1].text or "")) in _ACCENTS:
            return _said(element[0]).strip() + _ACCENTS[accent]
        case "msub" | "munder":
            base, below = map(_said, element)
            return _scripted(base, _low(below))
        case "msup":
            base, above = map(_said, element)
            return _scripted(base, _high(above))
        case "msubsup" | "munderover":
            base, below, above = map(_said, element)
            return _scripted(base, _low(below) + _high(above))
        case "mtd":
            return re.sub("^− ", "−", _row(element).strip())
        case "mtr":
            return _cells([_said(cell) for cell in element])
        case "mtable":
            return "; ".join(map(_said, element))
        case "mspace":
            return " "
        case "mo":
            if element.text == APPLY:
                return APPLY
            sign = "" if element.text in INVISIBLE else element.text or ""
            return sign if closed_up(element) or sign in "()[]{}|‖/" else f" {sign} "
        case _:
            return (element.text or "") + _row(element)


def _row(element: HtmlElement) -> str:
    """What stands side by side. A letter that would be read as part of the `_i`, the `^T` or the fraction before it keeps its distance."""
    said, before = "", ""
    for child in element:
        part = _said(child)
        if child.tag == "mfrac" and said.endswith(APPLY):
            part = f"({part})"  # the logarithm is of the whole fraction
        ends = before == "mfrac" or re.search(r"[_^](\w+|⊤|\([^()]*\))$", said)
        said += " " + part if ends and re.match(r"[\w√]", part) else part
        before = child.tag
    return said


def _scripted(base: str, scripts: str) -> str:
    """A sum and the like keep the gap that their sign has on both sides."""
    return base.rstrip() + scripts + (" " if base.endswith(" ") else "")


def _cells(cells: list[str]) -> str:
    said = cells[0]
    for cell in cells[1:]:
        said += (" " if said.endswith(",") or cell.startswith(("=", "≈", "≤", "≥")) else ", ") + cell
    return said


def _part(said: str) -> str:
    """Of a fraction: a number and a single name need no brackets."""
    said = said.strip()
    return said if re.fullmatch(r"[\w,]+|\w_\w+|\W?", said) else f"({said})"


def _grouped(said: str) -> str:
    said = said.strip()
    return said if len(said) <= 1 or said.isalnum() else f"({said})"


def _high(said: str) -> str:
    said = said.strip()
    if said.isdecimal():
        return said.translate(_HIGH)
    return said if said == "′" else f"^{_grouped(said)}"


def _low(said: str) -> str:
    said = said.strip()
    return said.translate(_LOW) if said.isdecimal() else f"_{_grouped(said)}"


def closed_up(element: HtmlElement) -> bool:
    """Whether the sign `element`, an `<mo>`, stands without a gap to what is beside it."""
    return bool(element.get("lspace") == "0" and element.get("rspace") == "0") or (element.text == "," and element.get("rspace") == "0")
