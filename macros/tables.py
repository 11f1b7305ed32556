"""A wide table scrolls in itself, with scripts off too, and the keyboard reaches it.

Material wraps tables by script, into a box that takes no focus; it leaves alone those that have a class, and so does this.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class Tables(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table" and not child.get("class"):
                    child.set("class", "table")
                    for cell in child.iter("th"):
                        if not len(cell) and not (cell.text or "").strip():
                            cell.tag = "td"  # an empty corner heads nothing
                    box = etree.Element("div", {"class": "table-box", "tabindex": "0", "role": "group", "aria-label": "Таблица"})
                    box.tail, child.tail = child.tail, None
                    box.append(child)
                    parent[index] = box


class TablesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Markdown's
        md.treeprocessors.register(Tables(md), "table-boxes", 13)


def makeExtension(**options: Any) -> TablesExtension:  # noqa: N802, the name is Markdown's
    return TablesExtension(**options)
