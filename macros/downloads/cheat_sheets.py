"""The cheat sheets of docs/ as one sheet of A4 each."""

from __future__ import annotations

from functools import partial

from macros.bank import parse, text_of
from macros.downloads.artefact import Artefact
from macros.downloads.escape import string
from macros.downloads.material import Material
from macros.downloads.print_kit import A4, NEEDS, contents, page_address, plain_words, qr, sheet
from macros.model import Curriculum

__all__ = ["NEEDS", "artefacts", "contents"]

_STAGE = "tools"
_SHEETS = {
    "git": ("Шпаргалка по Git", "коммиты, ветки, merge, rebase, отмена и спасение"),
    "linux": ("Шпаргалка по Linux", "файлы, поиск, конвейер, права, ssh, tmux, GPU"),
    "sql": ("Шпаргалка по SQL", "порядок выполнения, JOIN, NULL, группы, окна, индексы"),
}


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(f"cheatsheet-{id}.pdf", title, f"Один лист рядом с клавиатурой: {inside}.", A4, partial(_make, id=id, inside=inside), "wall")
        for id, (title, inside) in _SHEETS.items()
    ]


def _make(material: Material, *, id: str, inside: str) -> bytes:
    page = f"{_STAGE}/{id}-cheatsheet.md"
    article = parse(material.articles[page])
    title = material.titles[page]
    parts = []
    for heading in article.xpath('div[@class="cheatsheet"]/h2'):
        rows = "".join(
            f"({', '.join(f'[{plain_words.inline(cell)}]' for cell in row.iter('td'))}), "
            for row in heading.xpath("following-sibling::*[1]//tbody/tr")
        )
        parts.append(f"({string(text_of(heading))}, ({rows})), ")
    station = material.curriculum.number(material.curriculum.stage(_STAGE))
    code = qr(page_address(material, page), "17mm")
    body = f"#cheat-sheet({station}, {string(title)}, ({''.join(parts)}), {code})"
    return sheet(material, title, f"Один лист: {inside}", body, options=", margin: (x: 12mm, top: 12mm, bottom: 15mm)")
