"""A formula in words: for who cannot see it, and where only text is shown."""

from __future__ import annotations

import re
import unicodedata

from lxml.html import HtmlElement

GAP = "\n"  # \quad: what follows is another formula
APPLY = "\u2061"  # FUNCTION APPLICATION: what stands before it is the name of a function
INVISIBLE = {APPLY, "\u2062", "\u2063", ""}
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_BRACKETS = "()[]{}⌈⌉⌊⌋|‖/"
# What needs no brackets below a fraction, whatever stands after it: a number, a name, one letter with its index.
_FACTOR = re.compile(r"\d+(,\d+)?|[^\W\d]+[′₀-₉]*|\w_\w+|\W?")
_ACCENTS = {"ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "→": "\u20d7", "˙": "\u0307"}  # as combining characters


def spoken(math: HtmlElement) -> str:
    """`math`, a `<math>` element, in one line of text: fractions with a slash, `^` and `_` where it goes up and down, numbers there as n² and x₁."""
    said = re.sub(f"{APPLY} *(?=[(\\[])", "", _said(math)).replace(APPLY, " ").strip()
    said = re.sub(f"[,;]? *{GAP}[{GAP} ]*", "; ", said)
    said = re.sub(r" (?=[,;)⌉⌋])|(?<=[(/⌈⌊]) ", "", " ".join(said.split())).replace("· · ·", "⋯").replace(". . .", "…")
    return unicodedata.normalize("NFC", said)


def _said(element: HtmlElement) -> str:
    match element.tag:
        case "mfrac":
            above, below = map(_said, element)
            return f"{_above(above)}/{_below(below)}"
        case "msqrt":
            return f"√({_row(element).strip()})"
        case "mroot":
            base, degree = map(_said, element)
            return f"√[{degree.strip()}]({base.strip()})"
        case "mover" if (accent := (element[1].text or "")) in _ACCENTS:
            return _said(element[0]).strip() + _ACCENTS[accent]
        case "msub" | "munder":
            base, below = map(_said, element)
            return _scripted(base, _low(below))
        case "msup" | "mover":
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
            return GAP if (element.get("width") or "") in ("1em", "2em") else " "
        case "mo":
            if element.text == APPLY:
                return APPLY
            sign = "" if element.text in INVISIBLE else element.text or ""
            return sign if closed_up(element) or sign in _BRACKETS else f" {sign} "
        case _:
            return (element.text or "") + _row(element)


def _row(element: HtmlElement) -> str:
    """What stands side by side. A letter that would be read as part of the `_i`, the `^T` or the fraction before it keeps its distance."""
    said, after_fraction = "", False
    for child in element:
        part = _said(child)
        if _is_fraction(child) and said.endswith(APPLY):
            part = f"({part})"  # the logarithm is of the whole fraction
        ends = after_fraction or re.search(r"[_^](\w+|⊤|\([^()]*\))$", said)
        said += " " + part if ends and re.match(r"[\w√(\[|‖]" if after_fraction else r"[\w√]", part) else part
        after_fraction = _is_fraction(child)
    return said


def _is_fraction(element: HtmlElement) -> bool:
    return element.tag == "mfrac" or (element.tag in ("mrow", "mstyle") and len(element) == 1 and _is_fraction(element[0]))


def _scripted(base: str, scripts: str) -> str:
    """A sum and the like keep the gap that their sign has on both sides."""
    return base.rstrip() + scripts + (" " if base.endswith(" ") else "")


def _cells(cells: list[str]) -> str:
    said = cells[0]
    for cell in cells[1:]:
        said += (" " if said.endswith(",") or cell.startswith(("=", "≈", "≤", "≥")) else ", ") + cell
    return said


def _above(said: str) -> str:
    """Of a fraction: a product of single signs needs no brackets here."""
    said = said.strip()
    return said if re.fullmatch(r"[\w,]+′?", said) or _FACTOR.fullmatch(said) else f"({said})"


def _below(said: str) -> str:
    said = said.strip()
    return said if _FACTOR.fullmatch(said) else f"({said})"


def _high(said: str) -> str:
    said = said.strip()
    if said.isdecimal():
        return said.translate(_HIGH)
    return said if said == "′" else f"^{said}" if len(said) <= 1 else f"^({said})"


def _low(said: str) -> str:
    said = said.strip()
    if said.isdecimal():
        return said.translate(_LOW)
    return f"_{said}" if len(said) <= 1 or said.isalnum() else f"_({said})"


def closed_up(element: HtmlElement) -> bool:
    """Whether the sign `element`, an `<mo>`, stands without a gap to what is beside it."""
    return bool(element.get("lspace") == "0" and element.get("rspace") == "0") or (element.text == "," and element.get("rspace") == "0")
