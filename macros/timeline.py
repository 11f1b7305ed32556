"""The `line` and `timeline` macros: the way as a metro line, drawn to scale, a station a stage."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from macros.boxes import stage_boxes
from macros.links import Href
from macros.model import Curriculum, Stage, Topic, page_of
from macros.schedule import Week, schedule, stage_weeks, weeks_text
from macros.words import hours_text, plural

_LEARNED = '<span class="learned"></span>'  # the browser writes here what is ticked


def line(curriculum: Curriculum, href: Href) -> str:
    """The stages as stations, each as long as its weeks (`data-weeks`; a style attribute would break a strict security policy)."""
    stations = "".join(_station(curriculum, number, stage, href) for number, stage in enumerate(curriculum.stages, 1))
    return f'<ol class="line">{stations}</ol>'


def _station(curriculum: Curriculum, number: int, stage: Stage, href: Href) -> str:
    questions = len(stage.all_questions())
    count = f'<span class="line-count"> · {plural(questions, "вопрос", "вопроса", "вопросов")}</span>' if questions else ""
    about = f' <span class="line-about">{escape(stage.about, quote=False)}</span>' if stage.about else ""
    return (
        f'<li class="line-stage stage-{number}" data-weeks="{stage.weeks}" {stage_boxes(curriculum, stage)}><a href="{href(f"{stage.id}/index.md")}">'
        f'<span class="station" aria-hidden="true">{number}</span><span class="line-title">{escape(stage.title)}</span> '
        f'<span class="line-weeks">{weeks_text(stage_weeks(curriculum, stage))}{count}{_LEARNED}</span>{about}</a></li>'
    )


def way(curriculum: Curriculum, stage: Stage, weeks: Sequence[int] = ()) -> str:
    """Where on the whole way one is: a strip of all stages to scale, this one week by week, with `weeks` (of the whole way) marked."""
    parts = []
    for number, other in enumerate(curriculum.stages, 1):
        if other != stage:
            parts.append(f'<i class="stage-{number}" data-weeks="{other.weeks}"></i>')
        else:
            for week in stage_weeks(curriculum, stage):
                here = "here now" if week in weeks else "here"
                parts.append(f'<i class="stage-{number} {here}" data-weeks="1"></i>')
    return f'<div class="way" aria-hidden="true">{"".join(parts)}</div>'


def stage_timeline(curriculum: Curriculum, stage: Stage, href: Href) -> str:
    """The stage week by week, for the head of its page."""
    number = curriculum.number(stage)
    rows = "".join(_week(stage, week, href) for week in schedule(curriculum) if week.stage == stage)
    return f'<ol class="timeline-weeks stage-{number}">{rows}</ol>'


def timeline(curriculum: Curriculum, href: Href) -> str:
    """Every week with its topics, in rows of equal height, so that the line is to scale."""
    weeks = groupby(schedule(curriculum), key=lambda week: week.stage.id)
    stages = "".join(
        _stage(curriculum, stage, number, list(group), href)
        for (number, stage), (_, group) in zip(enumerate(curriculum.stages, 1), weeks, strict=True)
    )
    return f'<ol class="timeline">{stages}</ol>'


def _stage(curriculum: Curriculum, stage: Stage, number: int, weeks: list[Week], href: Href) -> str:
    rows = "".join(_week(stage, week, href) for week in weeks)
    return (
        f'<li class="timeline-stage stage-{number}" data-weeks="{stage.weeks}" {stage_boxes(curriculum, stage)}>'
        f'<p class="timeline-title"><span class="station" aria-hidden="true">{number}</span> '
        f'<a href="{href(f"{stage.id}/index.md")}">{escape(stage.title)}</a> '
        f'<span class="timeline-facts">{weeks_text(stage_weeks(curriculum, stage))}, {hours_text(stage.hours)}{_LEARNED}</span></p>'
        f'<ol class="timeline-weeks">{rows}</ol></li>'
    )


def _week(stage: Stage, week: Week, href: Href) -> str:
    topics = ", ".join(f'<a href="{href(first_page(stage, topic))}">{escape(topic.title)}</a>' for topic in week.topics)
    return (
        f'<li class="timeline-week"><span class="week-number"><span class="for-screen-reader">Неделя </span>{week.number}</span>'
        f'<span class="week-topics">{topics}</span></li>'
    )


def first_page(stage: Stage, topic: Topic) -> str:
    """The page, relative to docs/, where reading a topic begins."""
    return page_of(stage, topic, topic.groups[0] if topic.groups else None)
