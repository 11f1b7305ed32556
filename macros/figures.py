"""Figures: `![what it shows](…/assets/figures/name.svg "caption")` puts the SVG itself into the page.

An `<img>` cannot follow the palette; an inline SVG takes its colours from the custom properties of handbook.css.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros.curriculum import ROOT
from macros.problems import ContentError

FOLDER = ROOT / "docs" / "assets" / "figures"


def inline_svg(name: str, alt: str, folder: Path = FOLDER) -> str:
    """The SVG named `name` as markup with `alt` as its name for a screen reader. Raises ContentError."""
    path = folder / name
    if not path.is_file():
        raise ContentError([f"рисунка «{name}» нет в docs/assets/figures. Проверьте имя файла."])
    if not alt.strip():
        raise ContentError([f"у рисунка «{name}» нет описания. Напишите в квадратных скобках, что на нём видно: ![описание](…)."])
    svg = path.read_text(encoding="utf-8")
    try:
        root = etree.fromstring(svg)
    except etree.ParseError as error:
        raise ContentError([f"рисунок «{name}» — не XML: {error}. Исправьте файл."]) from None
    if "viewBox" not in root.attrib:
        raise ContentError([f"у рисунка «{name}» нет viewBox: без него он не сожмётся до ширины телефона."])
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg).strip()
    label = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return re.sub(r"^<svg", f'<svg role="img" aria-label="{label}"', svg)


class Figures(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                image = child.find("img") if child.tag == "p" and len(child) == 1 and not (child.text or "").strip() else None
                if image is None or "/figures/" not in image.get("src", ""):
                    continue
                figure = etree.Element("figure", {"class": "figure"})
                svg = inline_svg(posixpath.basename(image.get("src", "")), image.get("alt", ""))
                figure.text = self.md.htmlStash.store(svg)
                if caption := image.get("title"):
                    etree.SubElement(figure, "figcaption").text = caption
                parent[index] = figure


class FiguresExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Markdown's
        md.treeprocessors.register(Figures(md), "figures", 14)  # after inline patterns (20) have made the images


def makeExtension(**options: Any) -> FiguresExtension:  # noqa: N802, the name is Markdown's
    return FiguresExtension(**options)
