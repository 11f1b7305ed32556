"""A formula in words: for who cannot see it, and where only text is shown."""

from __future__ import annotations

from lxml.html import HtmlElement

APPLY = "\u2061"  # FUNCTION APPLICATION: what stands before it is the name of a function
INVISIBLE = {APPLY, "\u2062", "\u2063", ""}
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def spoken(math: HtmlElement) -> str:
    """`math`, a `<math>` element, in one line of text: fractions with a slash, `^` and `_` where it goes up and down, numbers there as n² and x₁."""
    return " ".join(_said(math).split())


def _said(element: HtmlElement) -> str:
    parts = [_said(child) for child in element]
    match element.tag:
        case "mfrac":
            return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
        case "msqrt":
            return f"√({''.join(parts)})"
        case "msub" | "munder":
            return parts[0] + _low(parts[1])
        case "msup":
            return parts[0] + _high(parts[1])
        case "msubsup" | "munderover":
            return parts[0] + _low(parts[1]) + _high(parts[2])
        case "mtr":
            return ", ".join(parts)
        case "mtable":
            return "; ".join(parts)
        case "mspace":
            return " "
        case "mo":
            if element.text == APPLY:
                return " "
            sign = "" if element.text in INVISIBLE else element.text or ""
            return sign if closed_up(element) or sign in "()[]{}|‖/" else f" {sign} "
        case _:
            return (element.text or "") + "".join(parts)


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
