"""Figures where no stylesheet of the site reaches: `var(--fig-1, #0b5fa5)` becomes the colour itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree
from lxml.html import HtmlElement

from macros.curriculum import ROOT

_STYLE = ROOT / "docs" / "assets" / "css" / "handbook.css"
_PROPERTY = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
# Of the light scheme; those that handbook.css takes from the theme are given here.
_OF_THE_THEME = {"--fig-ink": "#1b1f24", "--fig-soft": "#56606b", "--fig-rule": "#d9dee3", "--fig-fill": "#f4f6f8"}
# HTML parsers lower the names of attributes; in a file on its own they are those of SVG.
_NAMES = {name.lower(): name for name in ("viewBox", "preserveAspectRatio", "textLength", "lengthAdjust", "gradientUnits", "pathLength")}
_SIGNS = re.compile(r"([\u0370-\u03ff\u2070-\u209f\u2200-\u2211\u2213-\u2247\u2249-\u2263\u2266-\u22ff\u2500-\u27bf]+)")
_NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Fonts:
    """What stands for the generic families; `signs` is the family of Greek letters, mathematical signs and shapes, if `sans` has none."""

    sans: str = "sans-serif"
    mono: str = "monospace"
    signs: str | None = None


def literal_colours(svg: HtmlElement, fonts: Fonts = Fonts(), *, background: str | None = None) -> str:
    """The figure as a file on its own. A dark reader needs the `background` that its ink was chosen for."""
    made = _copy(svg, fonts)
    if background:
        made.insert(0, etree.Element(f"{{{_NAMESPACE}}}rect", width="100%", height="100%", fill=background))
    return str(etree.tostring(made, encoding="unicode"))


@cache
def stage_colours() -> dict[str, str]:
    """`--stage-1` … as handbook.css has them in the light scheme."""
    found = re.findall(r"(--stage-\d): (#[0-9a-f]{6});", _STYLE.read_text(encoding="utf-8"))
    return dict(reversed(found))  # the light scheme stands first, so it wins


def _colour(match: re.Match[str]) -> str:
    name, fallback = match[1], match[2]
    of_stage = stage_colours().get(name.replace("--fig-", "--stage-"))
    colour = _OF_THE_THEME.get(name) or of_stage or (fallback or "").strip()
    if not colour:
        raise ValueError(f"the colour {name} of a figure is not known outside the site")
    return colour


def _copy(element: HtmlElement, fonts: Fonts) -> etree._Element:
    made = etree.Element(f"{{{_NAMESPACE}}}{element.tag}", nsmap={None: _NAMESPACE})
    for name, value in element.attrib.items():
        if name in ("xmlns", "role", "aria-label", "class"):
            continue
        value = _PROPERTY.sub(_colour, value)
        if name == "font-family":
            value = {"sans-serif": fonts.sans, "monospace": fonts.mono}.get(value, value)
        made.set(_NAMES.get(name, name), value)
    _append(made, element.text, fonts)
    for child in element:
        if isinstance(child.tag, str):
            made.append(_copy(child, fonts))
        _append(made, child.tail, fonts)
    return made


def _append(parent: etree._Element, text: str | None, fonts: Fonts) -> None:
    """Add text at the end; signs get a family that has them."""
    if not text:
        return
    parts = _SIGNS.split(text) if fonts.signs else [text]
    for number, part in enumerate(parts):
        if number % 2:
            etree.SubElement(parent, f"{{{_NAMESPACE}}}tspan", {"font-family": str(fonts.signs)}).text = part
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part
