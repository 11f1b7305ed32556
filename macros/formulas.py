"""LaTeX between dollars becomes MathML at build: no script, and it works offline, in print and for screen readers.

Runs after `pymdownx.arithmatex` (generic mode), which finds the formulas.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

from macros.problems import ContentError

# The LaTeX of each formula of this build by the MathML that it became (see `shape`): files for download need it back, pages need not carry it.
written: dict[str, str] = {}

_CONVERTER = LatexToMathML()
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# The security policy of a page lets no `style` pass. Rules for the classes: handbook.css, and book.css for the EPUB.
CLASSES = {
    "text-align: left": "cell-left",
    "text-align: right": "cell-right",
    "justify-items: start": "cell-left",
    "justify-items: end": "cell-right",
    "padding-left: 0": "cell-joins-left",
    "padding-right: 0": "cell-joins-right",
    "padding-left:1em": "cell-after-gap",
    "border-left: 0.05em solid currentcolor": "cell-rule-left",
    "border-right: 0.05em solid currentcolor": "cell-rule-right",
    "border-top: 0.05em solid currentcolor": "cell-rule-above",
    "border-bottom: 0.05em solid currentcolor": "cell-rule-below",
    "padding-top: 0.1667em": "tall-fraction",
}
# What math_core says most often, told to somebody who has forgotten a bracket; the rest stays as it is.
_REASONS = [
    (re.compile(pattern), said)
    for pattern, said in (
        (r'Expected closing token "(.+?)"', r"не хватает «\1»."),
        (r'Unmatched closing token: "(.+?)"', r"«\1» лишняя: то, что она закрывает, не открыто."),
        (r"Expected argument", "после последней команды, «_» или «^» ничего нет."),
        (r'Unknown command "(.+?)"', r"команды «\1» нет или здесь её не знают."),
        (r'Unknown environment "(.+?)"', r"окружения «\1» нет или здесь его не знают."),
        (r"Duplicate subscript or superscript", "два индекса или две степени подряд, второй нужны фигурные скобки: «a_{b_c}»."),
        (r'Found "&"', r"«&» бывает только в таблице; знак пишется «\\&»."),
    )
]
_NAMED_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#)(\w+);")


def mathml(latex: str, *, display: bool) -> etree.Element:
    """A `<math>` element. Raises ContentError for LaTeX that does not parse or that a page cannot show."""
    try:
        found = _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        report = _ANSI.sub("", str(error))
        reason = re.search(r"Error:\s*(.+)", report)
        raise ContentError(
            [f"формула «{' '.join(latex.split())}» не разбирается: {_in_russian(reason[1] if reason else report.strip())} Исправьте LaTeX."]
        ) from None
    math = etree.fromstring(_NAMED_ENTITY.sub(lambda m: html.unescape(m[0]), found))
    return _with_valid_styles(_with_classes(math, latex))


def _in_russian(reason: str) -> str:
    return next((found.expand(said) for pattern, said in _REASONS if (found := pattern.match(reason))), reason)


def shape(math: Any) -> str:
    """An element of any library as a string, the same whichever way it was parsed."""
    attributes = "".join(f" {name}={value}" for name, value in sorted(math.attrib.items()))
    return f"<{math.tag}{attributes}>{(math.text or '').strip()}{''.join(map(shape, math))}</>"


def _with_classes(math: etree.Element, latex: str) -> etree.Element:
    """The same formula with classes for styles. Raises ContentError for a style that has none."""
    for element in math.iter():
        declarations = [part.strip() for part in element.attrib.pop("style", "").split(";") if part.strip()]
        if unknown := [part for part in declarations if part not in CLASSES]:
            raise ContentError(
                [f"формула «{latex}» просит оформления «{'; '.join(unknown)}», а сайт его не покажет. Обойдитесь без этой команды LaTeX."]
            )
        if declarations:
            element.set("class", " ".join(dict.fromkeys(CLASSES[part] for part in declarations)))
    return math


def _with_valid_styles(math: etree.Element) -> etree.Element:
    """MathML Core allows `displaystyle` everywhere, the HTML checker only on `mstyle`: wrap the element in one.

    On a table both attributes only repeat the default of browsers.
    """
    for parent in list(math.iter()):
        for index, child in enumerate(list(parent)):
            names: list[str] = [name for name in ("displaystyle", "scriptlevel") if name in child.attrib and child.tag != "mstyle"]
            styles = {name: child.attrib.pop(name) for name in names}
            if styles and child.tag != "mtable":
                wrapper = etree.Element("mstyle", styles)
                wrapper.tail, child.tail = child.tail, None
                wrapper.append(child)
                parent[index] = wrapper
    return math


class Formulas(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            text = element.text or ""
            if element.get("class") == "arithmatex" and text.startswith(("\\(", "\\[")):
                display = text.startswith("\\[")
                # arithmatex has escaped the text of blocks, but not that of inline formulas
                latex = html.unescape(text[2:-2]) if display else text[2:-2]
                element.text = ""
                math = mathml(latex.strip(), display=display)
                written[shape(math)] = latex.strip()
                element.append(math)
                element.set("class", "formula")
                if display:  # wide formulas scroll in themselves, so the keyboard has to reach them
                    element.attrib.update({"tabindex": "0", "role": "group", "aria-label": "Формула"})


class FormulasExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Markdown's
        md.treeprocessors.register(Formulas(md), "formulas", 16)  # after inline patterns (20)


def makeExtension(**options: Any) -> FormulasExtension:  # noqa: N802, the name is Markdown's
    return FormulasExtension(**options)
