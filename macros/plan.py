"""The `plan` macro: the weeks of the roadmap as a table, and the form that makes of them a plan with dates of one's own.

Without scripts there is the table of the default weeks. With them docs/assets/javascript/plan/ lays it out anew; it takes the topics from
`cards.json` and from here what only a plan needs: hours and what to drop.
"""

from __future__ import annotations

import json
from html import escape

from macros.cards import cards_address
from macros.links import Href
from macros.model import Curriculum, Topic
from macros.schedule import Week, schedule
from macros.timeline import first_page
from macros.words import hours_text, plural

DAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
_DAY_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
HOURS = (2, 2, 2, 2, 2, 1.5, 1.5)  # a day: the 24 weeks with what is repeated in them need 13 a week
_ANSWER = 20  # minutes to read an answer with its second part and to say it, when the materials are left out
_LESSON = 4  # part of the hours that a topic without questions needs then


def minutes(topic: Topic) -> int:
    return round(topic.hours * 60)


def short_minutes(topic: Topic) -> int:
    """Without the materials: only the answers of a topic, or a first look at one that has no questions."""
    if questions := topic.all_questions():
        return min(minutes(topic), len(questions) * _ANSWER)
    return max(5, round(minutes(topic) / _LESSON / 5) * 5)


def course(curriculum: Curriculum) -> str:
    """JSON: `topics`, by "stage/topic" a list of minutes, minutes without the materials and weeks of the roadmap; and `drop`."""
    topics = {
        f"{stage.id}/{topic.id}": [minutes(topic), short_minutes(topic), len(topic.weeks)] for stage in curriculum.stages for topic in stage.topics
    }
    return json.dumps({"topics": topics, "drop": curriculum.drop}, ensure_ascii=False, separators=(",", ":"))


def plan(curriculum: Curriculum, href: Href) -> str:
    """HTML in a <div>: the stylesheet, the form, the table, the script; no other page loads them."""
    return (
        f'<div class="plan"><link rel="stylesheet" href="{href("assets/css/plan.css")}">'
        f'<study-plan cards="{escape(cards_address(curriculum, href))}" course="{escape(course(curriculum))}">'
        f"{_form(curriculum)}"
        '<div class="plan-result"><div class="plan-said" role="status"></div><div class="plan-advice"></div>'
        f"{_TOOLS}{_line(curriculum)}{_table(curriculum, href)}</div>"
        f'</study-plan><script type="module" src="{href("assets/javascript/plan/index.js")}"></script></div>'
    )


# --- the form

_OFF = ' autocomplete="off" disabled'  # until the script comes; and a browser that goes back does not fill in what was there

_TOOLS = (
    '<div class="plan-tools"><p class="plan-field"><label for="plan-missed">Неделя выпала или выпадет</label>'
    f'<span class="plan-pick"><select id="plan-missed" data-field="missed"{_OFF}><option value="">Выберите</option></select>'
    '<button type="button" class="answer-button" data-do="skipWeek" disabled>Пропустить</button></span></p>'
    '<p class="plan-field"><label for="plan-time">Время занятий для календаря</label>'
    f'<input id="plan-time" type="time" data-field="time"{_OFF}></p>'
    '<p class="plan-buttons"><button type="button" class="answer-button" data-do="calendar" disabled>В календарь (.ics)</button> '
    '<button type="button" class="answer-button" data-do="print" disabled>Напечатать</button></p></div>'
)


def _form(curriculum: Curriculum) -> str:
    days = "".join(
        f'<label><span aria-hidden="true">{short}</span><span class="for-screen-reader">{name}, часов</span>'
        f'<input type="number" inputmode="decimal" min="0" max="16" step="0.25" value="{hours:g}" data-day="{number}"{_OFF}></label>'
        for number, (short, name, hours) in enumerate(zip(DAYS, _DAY_NAMES, HOURS, strict=True))
    )
    every = [(stage, topic) for stage in curriculum.stages for topic in stage.topics]
    full, short = (hours_text(round(sum(count(topic) for _, topic in every) / 60)) for count in (minutes, short_minutes))
    return (
        '<div class="plan-form"><div class="plan-row">'
        f'<p class="plan-field"><label for="plan-start">Начало</label><input id="plan-start" type="date" data-field="start"{_OFF}></p>'
        '<p class="plan-field"><label for="plan-interview">Собеседование, если назначено</label>'
        f'<input id="plan-interview" type="date" data-field="interview"{_OFF}></p></div>'
        f'<fieldset class="plan-days"><legend>Часов в день <span class="plan-sum"></span></legend><div>{days}</div></fieldset>'
        '<fieldset class="plan-pace"><legend>Как учить</legend>'
        f'<label><input type="radio" name="plan-pace" value="full" checked disabled> С нуля, по материалам — {full}</label>'
        f'<label><input type="radio" name="plan-pace" value="short" disabled> Основы знаю, только вопросы и ответы — {short}</label></fieldset>'
        '<details class="plan-known"><summary>Что уже знаю<span class="plan-count"></span></summary>'
        '<p><button type="button" class="answer-button" data-do="fromProgress" disabled>Отметить по прогрессу</button></p>'
        f"{_known(curriculum)}</details>"
        "</div>"
    )


def _known(curriculum: Curriculum) -> str:
    return "".join(
        f'<fieldset class="stage-{number}"><legend><label class="plan-stage"><input type="checkbox" data-stage="{stage.id}" disabled> '
        f"{escape(stage.title)} <span>целиком</span></label></legend>"
        + "".join(
            f'<label><input type="checkbox" data-topic="{stage.id}/{topic.id}" disabled> {escape(topic.title)}</label>' for topic in stage.topics
        )
        + "</fieldset>"
        for number, stage in enumerate(curriculum.stages, 1)
    )


# --- the weeks of the roadmap


def _line(curriculum: Curriculum) -> str:
    """The line to scale: a cell a week in the colour of its stage, the stage's number where it begins."""
    cells = []
    for week in schedule(curriculum):
        number, begins = _number(curriculum, week)
        cells.append(f'<span><i class="stage-{number}">{f"<b>{number}</b>" if begins else ""}</i></span>')
    return f'<div class="plan-line" aria-hidden="true">{"".join(cells)}</div>'


def _table(curriculum: Curriculum, href: Href) -> str:
    head = '<thead><tr><th scope="col">Неделя</th><th scope="col">Что учить</th><th scope="col">Время</th></tr></thead>'
    rows = "".join(_row(curriculum, week, href) for week in schedule(curriculum))
    return f'<table class="plan-table"><caption class="for-screen-reader">План по неделям</caption>{head}{rows}</table>'


def _row(curriculum: Curriculum, week: Week, href: Href) -> str:
    number, begins = _number(curriculum, week)
    station = f'<span class="station" aria-hidden="true">{number}</span>' if begins else ""
    topics = "".join(
        f'<li><a href="{href(first_page(week.stage, topic))}">{escape(topic.title)}</a> '
        f"<span>{hours_text(topic.hours / len(topic.weeks))}</span></li>"
        for topic in week.topics
    )
    return (
        f'<tbody><tr><th scope="row"><span class="plan-number">{week.number}</span></th>'
        f'<td class="plan-part stage-{number}">{station}<ul>{topics}</ul>{_questions(curriculum, week)}</td>'
        f'<td class="plan-load">{hours_text(week.hours)}</td></tr></tbody>'
    )


def _questions(curriculum: Curriculum, week: Week) -> str:
    """How many there are; of a topic of several weeks the later ones come later."""
    count = 0
    for topic in week.topics:
        place = week.number - curriculum.first_week(week.stage) - topic.weeks[0] + 1
        whole, parts = len(topic.all_questions()), len(topic.weeks)
        count += whole * (place + 1) // parts - whole * place // parts
    return f'<p class="plan-more">{plural(count, "вопрос", "вопроса", "вопросов")}</p>' if count else ""


def _number(curriculum: Curriculum, week: Week) -> tuple[int, bool]:
    """The number of the stage and whether it begins in this week."""
    return curriculum.number(week.stage), week.number == curriculum.first_week(week.stage)
