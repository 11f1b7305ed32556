"""The `stage_header` macro and the small texts about a stage."""

from __future__ import annotations

from html import escape

from macros.boxes import stage_boxes
from macros.links import Href
from macros.model import Curriculum, Stage
from macros.schedule import stage_weeks, weeks_text
from macros.timeline import stage_timeline, way
from macros.words import hours_text, plural


def stage_header(curriculum: Curriculum, stage: Stage, href: Href) -> str:
    """Markdown: the page's h1, the facts, the goal and the weeks with their topics: what one opens the page for, daily."""
    number = curriculum.number(stage)
    questions = len(stage.all_questions())
    facts = [
        f"{weeks_text(stage_weeks(curriculum, stage))} из {curriculum.weeks}",
        hours_text(stage.hours),
        plural(questions, "вопрос", "вопроса", "вопросов") if questions else "",
    ]
    return (
        f"# {stage.title}\n\n"
        f'<p class="stage-facts stage-{number}"><span class="station">{number}</span> Этап {number}: {", ".join(filter(None, facts))}</p>\n\n'
        f'<p class="stage-learned stage-{number}" {stage_boxes(curriculum, stage)}><span class="learned" data-lead="Отмечено "></span></p>\n\n'
        f'<p class="stage-goal stage-{number}"><b>После этого этапа</b> {escape(stage.goal, quote=False)}</p>\n\n'
        f"{way(curriculum, stage)}\n\n"
        f"{stage_timeline(curriculum, stage, href)}"
    )


def stage_link(stage: Stage, href: Href) -> str:
    return f'<a href="{href(f"{stage.id}/index.md")}">{escape(stage.title, quote=False)}</a>'


def stage_weeks_text(curriculum: Curriculum, stage: Stage) -> str:
    return weeks_text(stage_weeks(curriculum, stage))
