"""The `checklist` and `items` macros: boxes to tick, on paper too."""

from __future__ import annotations

from html import escape

from macros.links import Href
from macros.model import Curriculum, Item, Place, Stage, page_of
from macros.schedule import topic_weeks, weeks_text
from macros.words import hours_text

BOX = '<span class="box" aria-hidden="true"></span>'


def checklist(curriculum: Curriculum, stage: Stage, href: Href) -> str:
    """The stage's topics in Markdown headings with their weeks, and every question with a box, linked to its answer."""
    parts = []
    for topic in stage.topics:
        page = page_of(stage, topic)
        title = topic.title if topic.groups else f'<a href="{href(page)}">{escape(topic.title, quote=False)}</a>'
        facts = f"{weeks_text(topic_weeks(curriculum, stage, topic))}, {hours_text(topic.hours)}"
        parts.append(f'### {title} {{ #topic-{topic.id} }}\n\n<p class="checklist-facts">{facts}. {escape(topic.summary, quote=False)}</p>')
        for group in topic.groups:
            page = page_of(stage, topic, group)
            parts.append(f'#### <a href="{href(page)}">{escape(group.title, quote=False)}</a> {{ #topic-{topic.id}-{group.id} }}')
            parts.append(_list([(q.id, q.text, href(f"{page}#{q.id}")) for q in group.questions]))
        if topic.questions:
            parts.append(_list([(q.id, q.text, href(f"{page}#{q.id}")) for q in topic.questions]))
    return "\n\n".join(parts)


def question_link(place: Place, href: Href) -> str:
    """A link to the answer, with the question's wording."""
    return f'<a href="{href(f"{place.page}#{place.question.id}")}">{escape(place.question.text, quote=False)}</a>'


def items(rows: list[Item]) -> str:
    """A checklist without links; the texts are Markdown."""
    return (
        '<ul class="checklist" markdown="1">\n'
        + "\n".join(f'<li data-item="{item.id}" markdown="span">{BOX} {item.text}</li>' for item in rows)
        + "\n</ul>"
    )


def _list(rows: list[tuple[str, str, str]]) -> str:
    lines = "".join(f'<li data-question="{id}">{BOX} <a href="{href}">{escape(text, quote=False)}</a></li>' for id, text, href in rows)
    return f'<ul class="checklist">{lines}</ul>'
