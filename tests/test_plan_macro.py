"""The plan's place on its page: the roadmap's weeks as a table, and what its script gets to know. The curriculum is tests/data/curriculum.yml."""

from __future__ import annotations

import json

from macros import plan
from macros.curriculum import load
from macros.links import href_from
from macros.words import hours_text

HREF = href_from("plan/")


def test_without_scripts_there_is_a_row_a_week_with_its_topics_questions_and_hours(tiny):
    html = plan.plan(tiny, HREF)
    rows = html.split("<tbody>")[1:]
    assert len(rows) == 3
    assert rows[0].startswith(
        '<tr><th scope="row"><span class="plan-number">1</span></th><td class="plan-part stage-1"><span class="station" aria-hidden="true">1</span>'
        f'<ul><li><a href="../python/data-structures/lists/">Структуры данных</a> <span>{hours_text(6)}</span></li>'
        f'<li><a href="../python/functions/">Функции</a> <span>{hours_text(2.25)}</span></li></ul>'
        f'<p class="plan-more">2 вопроса</p></td><td class="plan-load">{hours_text(8.25)}</td></tr>'
    )
    # The only question of a topic of two weeks is read when the topic is finished.
    assert '<p class="plan-more">1 вопрос</p>' in rows[1]
    assert "station" not in rows[1]
    assert 'class="plan-part stage-2"><span class="station" aria-hidden="true">2</span>' in rows[2]


def test_the_line_has_a_cell_a_week_and_a_number_where_a_stage_begins(tiny):
    cells = '<span><i class="stage-1"><b>1</b></i></span><span><i class="stage-1"></i></span><span><i class="stage-2"><b>2</b></i></span>'
    assert f'<div class="plan-line" aria-hidden="true">{cells}</div>' in plan.plan(tiny, HREF)


def test_the_script_gets_minutes_short_minutes_and_weeks_of_every_topic(tiny):
    told = json.loads(plan.course(tiny))
    assert told["topics"]["python/data-structures"] == [360, 40, 1]
    assert told["topics"]["python/functions"] == [270, 20, 2]
    assert told["topics"]["nlp/prompts"] == [120, 30, 1], "у темы без вопросов — четверть"
    assert told["drop"] == []


def test_answers_alone_never_take_longer_than_with_the_materials():
    topics = [topic for stage in load().stages for topic in stage.topics]
    assert all(5 <= plan.short_minutes(topic) <= plan.minutes(topic) for topic in topics)
    assert all(plan.minutes(topic) % 5 == plan.short_minutes(topic) % 5 == 0 for topic in topics)


def test_only_what_is_in_the_form_needs_scripts(tiny):
    form, _, rest = plan.plan(tiny, HREF).partition('<table class="plan-table">')
    assert form.count(" disabled>") == form.count("<input") + form.count("<select") + form.count("<button")
    assert "disabled" not in rest
