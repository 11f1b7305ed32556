"""The `sheet` macro: a stage's checklist for the wall, as a table that a printer breaks between its rows only."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from macros.checklist import BOX
from macros.links import Href
from macros.model import TEMPLATE_TOPIC, Curriculum, Stage, Topic, page_of
from macros.schedule import topic_weeks, weeks_text
from macros.timeline import first_page

_NOT_MARKDOWN = str.maketrans({"*": "&#42;", "_": "&#95;", "`": "&#96;"})  # *args in a wording is no emphasis
Row = tuple[str, str]  # attributes of the row, Markdown or HTML of what is ticked


def sheet(curriculum: Curriculum, stage: Stage, href: Href) -> str:
    """Markdown in HTML: a box, the question or step, room for a date and for notes in every row; a row a topic with its weeks."""
    number = curriculum.number(stage)
    bodies = "\n".join(_topic(curriculum, stage, topic, href) for topic in stage.topics)
    return (
        f'<p class="sheet-dates stage-{number}">Начало <span class="blank"></span> Конец <span class="blank"></span></p>\n\n'
        f'<table class="sheet stage-{number}" markdown="1">\n'
        '<thead><tr><th scope="col"><span class="for-screen-reader">Отметка</span></th><th scope="col">Что умею</th>'
        '<th scope="col" class="sheet-date">Дата</th><th scope="col" class="sheet-notes">Заметки</th></tr></thead>\n'
        f"{bodies}\n</table>"
    )


def _topic(curriculum: Curriculum, stage: Stage, topic: Topic, href: Href) -> str:
    weeks = weeks_text(topic_weeks(curriculum, stage, topic))
    head = (
        '<tr class="sheet-topic"><th scope="rowgroup" colspan="4">'
        f'<a href="{href(first_page(stage, topic))}">{escape(topic.title, quote=False)}</a> <span class="sheet-weeks">{weeks}</span></th></tr>'
    )
    rows = "\n".join(
        f'<tr{attributes} markdown="1"><td>{BOX}</td><td markdown="span">{text}</td><td class="sheet-date"></td><td class="sheet-notes"></td></tr>'
        for attributes, text in _rows(curriculum, stage, topic, href)
    )
    return f'<tbody markdown="1">\n{head}\n{rows}\n</tbody>'


def _rows(curriculum: Curriculum, stage: Stage, topic: Topic, href: Href) -> Iterator[Row]:
    """The questions; for a topic without them its steps or, where the template is taught, its sections."""
    for group in topic.groups or (None,):
        for question in (group or topic).questions:
            link = href(f"{page_of(stage, topic, group)}#{question.id}")
            wording = escape(question.text, quote=False).translate(_NOT_MARKDOWN)
            yield f' data-question="{question.id}"', f'<a href="{link}">{wording}</a>'
    if topic.all_questions():
        return
    for item in curriculum.steps(topic):
        yield f' data-item="{item.id}"', item.text
    if topic.id == TEMPLATE_TOPIC:
        page = first_page(stage, topic)
        for section in curriculum.template:
            yield (
                f' data-section="{section.id}"',
                f'<a href="{href(f"{page}#{section.id}")}">{escape(section.title, quote=False)}</a>: {section.goal}',
            )
