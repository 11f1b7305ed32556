"""The `glossary` macro: English and Russian names of the same thing, each leading to where it is explained."""

from __future__ import annotations

from html import escape

from macros.checklist import question_link
from macros.links import Href
from macros.model import Curriculum, Term


def glossary(curriculum: Curriculum, href: Href) -> str:
    """A definition list in the alphabetical order of the English names."""
    terms = sorted(curriculum.glossary, key=lambda term: term.en.lower())
    return f'<dl class="glossary">{"".join(_entry(curriculum, term, href) for term in terms)}</dl>'


def _entry(curriculum: Curriculum, term: Term, href: Href) -> str:
    place = curriculum.places[term.question]
    also = f'<span class="glossary-also">{escape(", ".join(term.also), quote=False)}</span>' if term.also else ""
    names = f'<b lang="en">{escape(term.en, quote=False)}</b> — {escape(term.ru, quote=False)}{also}'
    return f"<div><dt>{names}</dt><dd>{question_link(place, href)}</dd></div>"
