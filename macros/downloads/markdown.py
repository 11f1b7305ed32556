"""HTML of the handbook back to Markdown, for programs and language models: formulas in LaTeX, code with its language, figures by description."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from macros.downloads.material import Material

# What only a screen or a screen reader needs.
_UNSEEN = (
    './/*[@aria-hidden="true" or self::button or self::script or self::style or self::link or self::input or self::textarea or self::progress'
    ' or self::self-check or contains(@class, "headerlink") or contains(@class, "for-screen-reader") or contains(@class, "answer-tools")]'
)
_CODE = re.compile(r"(?ms)^(( *)(`{3,})(?!`)[^\n]*\n.*?^\2\3)$")


def markdown(element: HtmlElement, material: Material, resolve: Callable[[str], str]) -> str:
    """The content of an element. `resolve` turns an address as it stands in the HTML into one for the reader of the file."""
    element = deepcopy(element)
    element.tail = None
    for unseen in element.xpath(_UNSEEN):
        unseen.drop_tree()
    for math in element.xpath(".//math"):
        _replace(math, "tex", material.latex(math), display=str(math.getparent().tag == "div"))
    for svg in element.xpath(".//svg"):
        _replace(svg, "figcaption", f"Рисунок. {svg.get('aria-label')}" if svg.get("aria-label") else "")
    for pre in element.xpath(".//pre"):
        _replace(pre, "pre", pre.text_content())  # half of all tags colour code
    for cell in element.xpath(".//tr[preceding-sibling::tr or ancestor::tbody]/th"):  # Markdown has headings above a table only
        cell.tag = "td"
    for label in element.xpath('.//label | .//span[@class and @class != "formula" and not(ancestor::code)]'):
        _set_apart(label)
    for link in element.xpath(".//a[@href]"):
        link.set("href", resolve(link.get("href")))
    text: str = _converter().convert(html.tostring(element, encoding="unicode"))
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    parts = _CODE.split(text)  # what lies between, a block of code, its indentation, its fence, what lies between…
    return "".join(re.sub(r"\n{3,}", "\n\n", part) if index % 4 == 0 else part for index, part in enumerate(parts) if index % 4 < 2).strip()


def _replace(element: HtmlElement, tag: str, text: str, **attributes: str) -> None:
    other = html.Element(tag, attributes)
    other.text, other.tail = text, element.tail
    element.getparent().replace(element, other)


def _set_apart(label: HtmlElement) -> None:
    """Put a space around what a stylesheet sets beside a text or under it."""
    before = label.getprevious()
    lead = label.getparent().text if before is None else before.tail
    if before is not None or lead:
        label.text = f" {label.text or ''}" if not lead or lead[-1] not in " \n(«" else label.text
    if label.getnext() is not None and not label.tail:
        label.tail = " "


def _converter() -> Any:
    """A MarkdownConverter; one class a call, because its library may be missing until here."""
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        def convert_tex(self, el: Any, text: str, parent_tags: set[str]) -> str:
            latex = el.get_text()
            if el.get("display") == "True":
                return f"\n\n$$\n{latex}\n$$\n\n"
            if "td" in parent_tags or "th" in parent_tags:  # there a bar would divide cells
                latex = latex.replace(r"\|", r"\Vert ").replace("|", r"\vert ")
            return f"${' '.join(latex.split())}$"

        def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
            span = int(el.get("colspan", 1))
            return " " + re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split())) + " |" * span

        convert_th = convert_td

        def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
            found = re.search(r"language-([\w-]+)", " ".join(el.parent.get("class", [])))
            code = el.get_text().strip("\n")
            fence = max(("`" * (len(run) + 1) for run in re.findall("`{3,}", code)), key=len, default="```")
            return f"\n\n{fence}{found[1] if found else ''}\n{code}\n{fence}\n\n"

        def convert_question_hash(self, el: Any, text: str, parent_tags: set[str]) -> str:  # of llms.py
            return f"\n\n<!-- question {el.get_text()} -->\n\n"

        def convert_summary(self, el: Any, text: str, parent_tags: set[str]) -> str:
            title = text.strip()
            return "" if title == "Ответ" else f"\n\n**{title.rstrip('.')}.**\n\n"

    return Converter(heading_style=ATX, bullets="-", autolinks=False)
