"""The trainer's place on its page: what it is without scripts, and what loads it."""

from __future__ import annotations

from html import escape

from macros.cards import cards_address
from macros.links import Href
from macros.model import Curriculum
from macros.timeline import first_page
from macros.words import plural


def trainer(curriculum: Curriculum, href: Href) -> str:
    """The element with the way to the questions inside, its stylesheet and its script, which no other page loads.

    HTML in a <div>: Markdown would put the element alone into a paragraph.
    """
    stages = [stage for stage in curriculum.stages if stage.all_questions()]
    links = "".join(
        f'<li><a href="{escape(href(first_page(stage, next(topic for topic in stage.topics if topic.all_questions()))))}">{escape(stage.title)}</a>, '
        f"{plural(len(stage.all_questions()), 'вопрос', 'вопроса', 'вопросов')}</li>"
        for stage in stages
    )
    return (
        f'<div><link rel="stylesheet" href="{href("assets/css/trainer.css")}">'
        f'<handbook-trainer cards="{escape(cards_address(curriculum, href))}"><div class="no-trainer">'
        "<p>Тренажёру нужны скрипты, а они здесь не работают: выключены, не загрузились или страница открыта с диска. "
        "Вопросы и ответы читаются и без них: скажите ответ вслух, откройте его и сверьтесь с пунктами.</p>"
        f"<ul>{links}</ul></div></handbook-trainer>"
        f'<script type="module" src="{href("assets/javascript/trainer/index.js")}"></script></div>'
    )
