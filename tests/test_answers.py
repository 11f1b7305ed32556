"""The blocks of topic pages. The questions are those of tests/data/curriculum.yml."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from macros import answer_form
from macros.problems import ContentError
from macros.sources import blocks, read_lines
from macros.words import hours_text
from tests.conftest import DATA

EXAMPLES = ("list-vs-tuple", "attention-complexity")


def test_an_answer_is_a_heading_and_closed_details_in_two_steps(render):
    page = """\
        /// answer | args-kwargs
            checked: 2026-11

        Коротко и **вслух**.

        <!-- more -->

        Разбор.
        ///
        """
    assert render(dedent(page)) == dedent("""\
        <h2 class="question" id="args-kwargs">Что такое *args и **kwargs?</h2>
        <details class="answer" data-question="args-kwargs">
        <summary>Ответ<span class="for-screen-reader"> на вопрос «Что такое *args и **kwargs?»</span></summary>
        <div class="answer-short">
        <p>Коротко и <strong>вслух</strong>.</p>
        </div>
        <details class="answer-full">
        <summary>Разбор<span class="for-screen-reader"> вопроса «Что такое *args и **kwargs?»</span></summary>
        <p>Разбор.</p>
        <p class="answer-checked">Проверено: 11.2026</p>
        </details>
        <self-check question="args-kwargs"></self-check></details>""")


def test_an_answer_without_a_divider_stays_in_one_piece(render):
    assert render("/// answer | list-vs-tuple\n    checked: 2026-11\n\nКоротко.\n///") == dedent("""\
        <h2 class="question" id="list-vs-tuple">Чем список отличается от кортежа?</h2>
        <details class="answer" data-question="list-vs-tuple">
        <summary>Ответ<span class="for-screen-reader"> на вопрос «Чем список отличается от кортежа?»</span></summary>
        <div class="answer-short">
        <p>Коротко.</p>
        <p class="answer-checked">Проверено: 11.2026</p>
        </div>
        <self-check question="list-vs-tuple"></self-check></details>""")


@pytest.mark.parametrize("id", EXAMPLES)
def test_an_exemplary_answer_renders_as_it_stands(render, id):
    text, html = ((DATA / "answers" / f"{id}.{kind}").read_text(encoding="utf-8") for kind in ("md", "html"))
    assert render(text) + "\n" == html


@pytest.mark.parametrize("id", EXAMPLES)
def test_an_exemplary_answer_lacks_nothing_but_its_date(id):
    [block] = blocks(read_lines((DATA / "answers" / f"{id}.md").read_text(encoding="utf-8")))
    assert [text for _, text in answer_form.broken(block)] == [
        "нет даты проверки. Второй строкой блока напишите четыре пробела и «checked: ГГГГ-ММ»."
    ]


def test_an_exemplary_answer_falls_into_its_parts():
    [block] = blocks(read_lines((DATA / "answers" / "list-vs-tuple.md").read_text(encoding="utf-8")))
    parts = answer_form.parts(block)
    assert parts.short[0].text.startswith("Список можно менять")
    assert [point.text for point in parts.points] == [
        "- список изменяем, кортеж — нет",
        "- кортеж хешируем, если хешируемы все его элементы; список — никогда",
        "- отсюда роли: ключ и запись фиксированной формы против растущей коллекции",
    ]
    assert parts.full[0].text == "| | `list` | `tuple` |"
    assert parts.mistake[0].text.startswith("«Кортеж — это скобки».")
    assert parts.follow_up[0].text.startswith("Почему у списка `append`")
    assert [source.text[:30] for source in parts.sources] == ["[Sequence Types — документация"]


# --- the head of a topic page

BUTTONS = (
    '<button class="answer-button" data-answers="short" type="button">Открыть короткие ответы</button>'
    '<button class="answer-button" data-answers="full" type="button">Открыть всё</button>'
    '<button class="answer-button" data-answers="close" type="button">Закрыть всё</button>'
)


def test_a_topic_page_begins_with_its_place_its_needs_and_its_resources(render):
    assert render("/// topic | python/functions\n///") == dedent(f"""\
        <h1>Функции</h1>
        <div class="topic-head stage-1">
        <p class="topic-place"><span aria-hidden="true" class="station">1</span> <a href="index.md">Этап 1. Python</a> · недели 1–2 · \
{hours_text(4.5)} на тему</p>
        <div aria-hidden="true" class="way"><i class="stage-1 here now" data-weeks="1"></i><i class="stage-1 here now" data-weeks="1"></i>\
<i class="stage-2" data-weeks="1"></i></div>
        <p class="topic-summary">Прочитаете сигнатуру f(*args) и сравните a &lt; b.</p>
        <p class="topic-needs">Опирается на: <a href="data-structures/lists.md">Структуры данных</a></p>
        <p>По желанию: «Глоссарий» <span class="resource-facts">текст, бесплатно</span><br />
        Загляните.</p>
        </div>
        <h2 class="question" id="args-kwargs">Что такое *args и **kwargs?</h2>
        <p class="unanswered">Ответа пока нет. <a href="../contributing.md">Написать первый ответ</a></p>""")


def test_a_page_with_an_answer_has_buttons_that_open_and_close_all(render):
    assert BUTTONS not in render("/// topic | python/functions\n///")
    assert BUTTONS in render("/// topic | python/functions\n///\n\n/// answer | args-kwargs\nОтвет.\n///")


def test_a_page_of_a_group_names_its_topic_and_several_needs_are_listed(render):
    assert f"· тема «Структуры данных» · неделя 1 · {hours_text(6)} на тему" in render("/// topic | python/data-structures/lists\n///")
    assert (
        'Опирается на: <a href="../python/data-structures/lists.md">Структуры данных</a>, <a href="../python/functions.md">Функции</a></p>'
        in render("/// topic | nlp/attention\n///")
    )


def test_a_lesson_without_questions_has_nothing_to_open(render):
    assert render("/// topic | nlp/prompts\n///\n\nУрок.") == dedent(f"""\
        <h1>Промпты</h1>
        <div class="topic-head stage-2">
        <p class="topic-place"><span aria-hidden="true" class="station">2</span> <a href="index.md">Этап 2. NLP</a> · неделя 3 · \
{hours_text(2)} на тему</p>
        <div aria-hidden="true" class="way"><i class="stage-1" data-weeks="2"></i><i class="stage-2 here now" data-weeks="1"></i></div>
        <p class="topic-summary">Напишете промпт.</p>
        </div>
        <p>Урок.</p>""")


# --- questions without an answer

HEAD = "/// topic | python/data-structures/lists\n///\n\n"
FIRST = '<h2 class="question" id="list-vs-tuple">Чем список отличается от кортежа?</h2>'
SECOND = '<h2 class="question" id="list-add-remove">Как добавить элемент и как удалить?</h2>'
INVITATION = '<p class="unanswered">Ответа пока нет. <a href="../../contributing.md">Написать первый ответ</a></p>'
ANSWER = '<details class="answer"'


@pytest.mark.parametrize(
    ("answered", "order"),
    [
        ((), [FIRST, INVITATION, SECOND, INVITATION]),
        (("list-vs-tuple",), [FIRST, ANSWER, SECOND, INVITATION]),
        (("list-add-remove",), [FIRST, INVITATION, SECOND, ANSWER]),
        (("list-vs-tuple", "list-add-remove"), [FIRST, ANSWER, SECOND, ANSWER]),
    ],
)
def test_an_unanswered_question_stands_in_its_place_with_an_invitation(render, answered, order):
    html = render(HEAD + "\n\n".join(f"/// answer | {id}\nДа.\n///" for id in answered))
    assert re.findall("|".join(map(re.escape, (FIRST, SECOND, INVITATION, ANSWER))), html) == order


def test_an_invitation_leads_to_the_editor_where_one_is_known(render):
    edit = '<a href="https://example.org/edit/docs/python/data-structures/lists.md">Написать первый ответ</a>'
    assert render(HEAD, edit_url="https://example.org/edit/docs/").count(edit) == 2


# --- mistakes that the source pass of `macros.check` reports with their lines; here they must not become text


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            "/// answer | list-vs-tuples\nДа.\n///",
            "вопроса «list-vs-tuples» нет в curriculum.yml. Ближайший: «list-vs-tuple». Исправьте id или добавьте вопрос в curriculum.yml.",
        ),
        (
            "/// answer | args-kwargs\nДа.\n///\n\n/// answer | args-kwargs\nДа.\n///",
            "на вопрос «args-kwargs» уже есть ответ на этой странице. Оставьте один.",
        ),
        ("/// topic | python/function\n///", "темы «python/function» нет в curriculum.yml. Ближайший: «python/functions»."),
    ],
)
def test_a_wrong_id_stops_the_build_and_names_the_nearest(render, page, message):
    with pytest.raises(ContentError) as caught:
        render(page)
    assert caught.value.problems == [message]


def test_the_same_answer_in_the_next_page_is_not_the_second(render):
    page = "/// answer | args-kwargs\nДа.\n///"
    assert render(page) == render(page)
