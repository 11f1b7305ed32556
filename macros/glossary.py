"""The `glossary` macro: English and Russian names of the same thing, each leading to where it is explained."""

from __future__ import annotations

from html import escape

from macros.links import Href
from macros.model import Curriculum, Term


def glossary(curriculum: Curriculum, href: Href) -> str:
    """A table in the alphabetical order of the English names; each row can be addressed."""
    rows = "".join(_row(curriculum, term, href) for term in sorted(curriculum.glossary, key=lambda term: term.en.lower()))
    head = "<tr><th>По-английски</th><th>По-русски</th><th>Ещё говорят</th><th>Объяснено в вопросе</th></tr>"
    table = f'<table class="glossary"><thead>{head}</thead><tbody>{rows}</tbody></table>'
    return f'<div class="table-box" role="group" aria-label="Словарь" tabindex="0">{table}</div>'


def _row(curriculum: Curriculum, term: Term, href: Href) -> str:
    place = curriculum.places[term.question]
    link = f'<a href="{href(f"{place.page}#{term.question}")}">{escape(place.question.text, quote=False)}</a>'
    cells = (f'<span lang="en">{escape(term.en, quote=False)}</span>', escape(term.ru, quote=False), escape(", ".join(term.also), quote=False), link)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
