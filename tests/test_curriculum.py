"""The data file: what it says, and how it is read."""

from __future__ import annotations

import shutil

import pytest

from macros.check import problems
from macros.curriculum import FILE, load, parse, read
from macros.problems import ContentError
from macros.schedule import schedule, stage_weeks, weeks_text
from tests.conftest import DATA

TINY = (DATA / "curriculum.yml").read_text(encoding="utf-8")


def line_of(fragment: str) -> int:
    return TINY[: TINY.index(fragment)].count("\n") + 1


def say(text: str) -> list[str]:
    return [str(problem) for problem in parse(text)[1]]


# --- the handbook's own


def test_every_question_of_the_article_is_asked():
    ids = (DATA / "ids.txt").read_text(encoding="utf-8").split()
    assert len(ids) == 152
    assert [id for id in ids if id not in load().places] == []


def test_the_way_takes_24_weeks_in_seven_stages():
    curriculum = load()
    assert [stage.weeks for stage in curriculum.stages] == [4, 6, 6, 2, 2, 1, 3]
    assert [week.number for week in schedule(curriculum)] == list(range(1, 25))


def test_a_week_has_work_for_one_to_three_steady_hours_a_day():
    assert [week.number for week in schedule(load()) if not 7 <= week.hours <= 21] == []


def test_the_template_has_eight_sections_and_53_questions():
    sections = load().template
    assert (len(sections), sum(len(section.questions) + len(section.extra) for section in sections)) == (8, 53)


def test_a_topic_page_holds_no_more_questions_than_fit():
    assert [page.path for page in load().pages() if len(page.questions) > 7] == []


# --- weeks


def test_a_week_has_the_topics_that_are_read_in_it(tiny):
    assert [(week.number, week.stage.id, [topic.id for topic in week.topics]) for week in schedule(tiny)] == [
        (1, "python", ["data-structures", "functions"]),
        (2, "python", ["functions"]),
        (3, "nlp", ["attention", "prompts"]),
    ]


def test_the_hours_of_a_topic_of_two_weeks_are_shared_by_them(tiny):
    assert [week.hours for week in schedule(tiny)] == [6 + 4.5 / 2, 4.5 / 2, 12]


def test_the_weeks_of_a_stage_are_counted_from_the_beginning_of_the_way(tiny):
    assert [stage_weeks(tiny, stage) for stage in tiny.stages] == [range(1, 3), range(3, 4)]
    assert [weeks_text(weeks) for weeks in ([7], [5, 6, 7], range(1, 3))] == ["неделя 7", "недели 5–7", "недели 1–2"]


# --- pages


def test_a_topic_has_a_page_and_each_of_its_groups_has_one_instead(tiny):
    assert [(page.path, page.reference, page.title, [q.id for q in page.questions]) for page in tiny.pages()] == [
        ("python/data-structures/lists.md", "python/data-structures/lists", "Списки и кортежи", ["list-vs-tuple", "list-add-remove"]),
        ("python/functions.md", "python/functions", "Функции", ["args-kwargs"]),
        ("nlp/attention.md", "nlp/attention", "Attention", ["attention-complexity"]),
        ("nlp/prompts.md", "nlp/prompts", "Промпты", []),
    ]


def test_a_question_knows_its_place(tiny):
    assert {id: place.page for id, place in tiny.places.items()} == {
        "list-vs-tuple": "python/data-structures/lists.md",
        "list-add-remove": "python/data-structures/lists.md",
        "args-kwargs": "python/functions.md",
        "attention-complexity": "nlp/attention.md",
    }
    place = tiny.places["list-vs-tuple"]
    assert (place.stage.id, place.topic.id, place.group.id, place.question.text) == (
        "python",
        "data-structures",
        "lists",
        "Чем список отличается от кортежа?",
    )


# --- reading


def test_an_edited_file_is_read_afresh_and_an_unchanged_one_only_once(tmp_path):
    file = tmp_path / "curriculum.yml"
    shutil.copy(FILE, file)
    before = load(file)
    assert load(file) is before
    file.write_text(TINY, encoding="utf-8")
    assert load(file).title == "Хендбук на три недели"


def test_all_findings_are_raised_at_once(tmp_path):
    file = tmp_path / "curriculum.yml"
    file.write_text(TINY.replace("weeks: 3", "weeks: 4").replace("hours: 10\n", "hours: много\n"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(file)
    assert str(caught.value) == (
        f"curriculum.yml:{line_of('weeks: 3')}: недели этапов дают в сумме 3, а весь путь — 4. Исправьте «weeks» у этапа или здесь.\n"
        f"curriculum.yml:{line_of('hours: 10')}: поле «hours»: нужно число; найдено: «много»."
    )


@pytest.mark.parametrize("text", ["", "[]\n", "- title\n", "просто текст\n", "# только пояснение\n"])
def test_a_file_of_another_kind_is_refused(text):
    assert say(text) == ["curriculum.yml:1: вместо полей «title», «weeks», «stages» и других — что-то другое. Верните их: без них собирать нечего."]


@pytest.mark.parametrize("value", ["=", "!x y", "2026-13-45", "!!int x"])
def test_what_yaml_has_a_hidden_sense_for_is_taken_as_it_is_written(value):
    curriculum, found = parse(TINY.replace("title: Хендбук на три недели", f"title: {value}"))
    assert not found
    assert curriculum.title in value


def test_a_curriculum_with_a_wrong_field_is_read_as_far_as_it_can_be(tmp_path):
    file = tmp_path / "curriculum.yml"
    file.write_text(TINY.replace("    cost: платно\n", "    price: 100\n").replace("language: en", "language: eng"), encoding="utf-8")
    curriculum, found = read(file)
    assert [problem.line for problem in found] == [line_of("language: en"), line_of("cost: платно")]
    assert len(curriculum.places) == 4


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("streets: {a: b}", "поле «streets»: допустимы только 'stages', 'topics', 'groups', 'questions', 'template' и 'items'; найдено: «streets»."),
        ("questions: {A_b: args-kwargs}", "поле «A_b»: id пишется строчными латинскими буквами, цифрами и дефисами; найдено: «A_b»."),
    ],
)
def test_a_wrong_key_is_named(line, message):
    last = len(TINY.splitlines())
    assert say(f"{TINY}renamed:\n  {line}\n") == [f"curriculum.yml:{last + 2}: {message}"]


def test_unanswered_questions_are_listed_in_the_order_of_the_way(project):
    answered = project / "docs/python/data-structures/lists.md"
    answered.write_text("/// topic | python/data-structures/lists\n///\n", encoding="utf-8")
    found, unanswered = problems(project)
    assert found == []
    assert [id for id in unanswered if id.startswith("list-")][:2] == ["list-vs-tuple", "list-add-remove"]
    assert unanswered == [id for id in load().places if id in unanswered]
