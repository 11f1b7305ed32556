"""What pages may call: entries of the curriculum in, Markdown or HTML out. The curriculum is tests/data/curriculum.yml."""

from __future__ import annotations

import re
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest

from macros import advice, checklist, define_env, glossary, macro_calls, question_index, resources, sheet, short_answers, stage, template, timeline
from macros.curriculum import load
from macros.links import href_from
from macros.lookup import Lookup
from macros.model import Term
from macros.problems import ContentError
from macros.words import hours_text
from macros.workbench import minutes
from tests.conftest import ROOT

HREF = href_from("roadmap/")
BOXES = 'data-boxes="list-vs-tuple list-add-remove args-kwargs"'
BOX = '<span class="box" aria-hidden="true"></span>'


def html(text: str) -> str:
    """HTML that is made on one line and is written here on several; ␣ is a space at the beginning of one."""
    return re.sub(r"\n\s*", "", text).replace("␣", " ")


# --- the line and the timeline


def test_the_line_has_a_station_a_stage_as_long_as_its_weeks(tiny):
    assert timeline.line(tiny, HREF) == html("""
        <ol class="line">
        <li class="line-stage stage-1" data-weeks="2" data-boxes="list-vs-tuple list-add-remove args-kwargs">
        <a href="../python/"><span class="station" aria-hidden="true">1</span>
        <span class="line-title">Python</span> <span class="line-weeks">недели 1–2
        <span class="line-count"> · 3 вопроса</span><span class="learned"></span></span></a></li>
        <li class="line-stage stage-2" data-weeks="1" data-boxes="attention-complexity item:first-step item:last-step">
        <a href="../nlp/"><span class="station" aria-hidden="true">2</span>
        <span class="line-title">NLP</span> <span class="line-weeks">неделя 3
        <span class="line-count"> · 1 вопрос</span><span class="learned"></span></span>
        ␣<span class="line-about">Attention и промпты</span></a></li>
        </ol>""")


def test_the_timeline_has_a_row_a_week_with_the_topics_that_are_read_in_it(tiny):
    week = '<li class="timeline-week"><span class="week-number"><span class="for-screen-reader">Неделя </span>'
    assert timeline.timeline(tiny, HREF) == html(f"""
        <ol class="timeline">
        <li class="timeline-stage stage-1" data-weeks="2" data-boxes="list-vs-tuple list-add-remove args-kwargs">
        <p class="timeline-title"><span class="station" aria-hidden="true">1</span> <a href="../python/">Python</a>
        ␣<span class="timeline-facts">недели 1–2, {hours_text(10.5)}<span class="learned"></span></span></p>
        <ol class="timeline-weeks">
        {week}1</span><span class="week-topics"><a href="../python/data-structures/lists/">Структуры данных</a>,
        ␣<a href="../python/functions/">Функции</a></span></li>
        {week}2</span><span class="week-topics"><a href="../python/functions/">Функции</a></span></li>
        </ol></li>
        <li class="timeline-stage stage-2" data-weeks="1" data-boxes="attention-complexity item:first-step item:last-step">
        <p class="timeline-title"><span class="station" aria-hidden="true">2</span> <a href="../nlp/">NLP</a>
        ␣<span class="timeline-facts">неделя 3, {hours_text(12)}<span class="learned"></span></span></p>
        <ol class="timeline-weeks">
        {week}3</span><span class="week-topics"><a href="../nlp/attention/">Attention</a>, <a href="../nlp/prompts/">Промпты</a></span></li>
        </ol></li>
        </ol>""")


# --- stages


def test_a_stage_page_begins_with_title_facts_and_goal(tiny):
    assert stage.stage_header(tiny, tiny.stages[0], href_from("python/")) == dedent(f"""\
        # Python

        <p class="stage-facts stage-1"><span class="station">1</span> Этап 1: недели 1–2 из 3, {hours_text(10.5)}, 3 вопроса</p>

        <p class="stage-learned stage-1" {BOXES}><span class="learned" data-lead="Отмечено "></span></p>

        <p class="stage-goal stage-1"><b>После этого этапа</b> читаете чужой код.</p>

        """) + timeline.way(tiny, tiny.stages[0]) + "\n\n" + timeline.stage_timeline(tiny, tiny.stages[0], href_from("python/"))


def test_a_strip_shows_where_on_the_whole_way_a_stage_and_its_weeks_are(tiny):
    week = '<i class="stage-2 here" data-weeks="1"></i>'
    assert timeline.way(tiny, tiny.stages[1]) == f'<div class="way" aria-hidden="true"><i class="stage-1" data-weeks="2"></i>{week}</div>'
    assert 'stage-1 here now" data-weeks="1"></i><i class="stage-1 here"' in timeline.way(tiny, tiny.stages[0], [1])


def test_the_weeks_of_a_stage_are_numbered_from_the_beginning_of_the_way(tiny):
    assert timeline.stage_timeline(tiny, tiny.stages[1], href_from("nlp/")) == html("""
        <ol class="timeline-weeks stage-2">
        <li class="timeline-week"><span class="week-number"><span class="for-screen-reader">Неделя </span>3</span>
        <span class="week-topics"><a href="attention/">Attention</a>, <a href="prompts/">Промпты</a></span></li>
        </ol>""")


def test_a_stage_without_questions_does_not_count_them(tiny):
    lessons = tiny.stages[1].model_copy(update={"topics": tiny.stages[1].topics[1:]})
    tiny = tiny.model_copy(update={"stages": [tiny.stages[0], lessons]})
    assert f"неделя 3 из 3, {hours_text(2)}</p>" in stage.stage_header(tiny, lessons, HREF)


def test_texts_of_a_stage_are_plain_text(tiny):
    odd = tiny.stages[0].model_copy(update={"title": "R&D", "goal": "объясните, когда a < b."})
    tiny = tiny.model_copy(update={"stages": [odd]})
    assert "объясните, когда a &lt; b.</p>" in stage.stage_header(tiny, odd, HREF)
    assert stage.stage_link(odd, HREF) == '<a href="../python/">R&amp;D</a>'


def test_a_link_to_a_stage_and_its_weeks(tiny):
    assert stage.stage_link(tiny.stages[1], HREF) == '<a href="../nlp/">NLP</a>'
    assert [stage.stage_weeks_text(tiny, one) for one in tiny.stages] == ["недели 1–2", "неделя 3"]


# --- checklists


def test_the_checklist_of_a_stage_has_every_topic_and_every_question_with_a_box(tiny):
    assert checklist.checklist(tiny, tiny.stages[0], href_from("python/")) == dedent(f"""\
        ### Структуры данных {{ #topic-data-structures }}

        <p class="checklist-facts">неделя 1, {hours_text(6)}. Выберете между list и tuple.</p>

        #### <a href="data-structures/lists/">Списки и кортежи</a> {{ #topic-data-structures-lists }}

        <ul class="checklist">\
        <li data-question="list-vs-tuple">{BOX} <a href="data-structures/lists/#list-vs-tuple">Чем список отличается от кортежа?</a></li>\
        <li data-question="list-add-remove">{BOX} <a href="data-structures/lists/#list-add-remove">Как добавить элемент и как удалить?</a></li>\
        </ul>

        ### <a href="functions/">Функции</a> {{ #topic-functions }}

        <p class="checklist-facts">недели 1–2, {hours_text(4.5)}. Прочитаете сигнатуру f(*args) и сравните a &lt; b.</p>

        <ul class="checklist">\
        <li data-question="args-kwargs">{BOX} <a href="functions/#args-kwargs">Что такое *args и **kwargs?</a></li>\
        </ul>""").replace(" " * 8 + "<", "<")


def test_a_sheet_has_a_row_a_question_with_room_for_date_and_notes(tiny):
    made = sheet.sheet(tiny, tiny.stages[0], href_from("python/sheet/"))
    row = '<td class="sheet-date"></td><td class="sheet-notes"></td></tr>'
    assert made.count(row) == 3
    link = '<a href="../data-structures/lists/#list-add-remove">Как добавить элемент и как удалить?</a>'
    assert f'<tr data-question="list-add-remove" markdown="1"><td>{BOX}</td><td markdown="span">{link}</td>{row}' in made
    assert '<a href="../data-structures/lists/">Структуры данных</a> <span class="sheet-weeks">неделя 1</span>' in made


def test_a_wording_on_a_sheet_is_no_markdown(tiny):
    assert "Что такое &#42;args и &#42;&#42;kwargs?</a>" in sheet.sheet(tiny, tiny.stages[0], HREF)


def test_a_topic_without_questions_is_ticked_by_its_steps_its_task_its_checklist_or_the_sections_of_the_template(tiny):
    def rows(topic: Any) -> list[str]:
        stage = tiny.stages[1].model_copy(update={"topics": [topic]})
        whole = tiny.model_copy(update={"stages": [tiny.stages[0], stage]})
        row = r'<tr( data-(?:item|section)="[\w-]+") markdown="1"><td>.*?</td><td markdown="span">(.*?)</td>'
        return re.findall(row, sheet.sheet(whole, stage, HREF))

    lesson = tiny.stages[1].topics[1].model_copy(update={"id": "lesson"})
    task, items = tiny.tasks[0], tiny.checklists[0]
    steps = [(f' data-item="{step.id}"', step.text) for step in task.steps]
    assert rows(lesson.model_copy(update={"id": task.id})) == steps
    assert rows(lesson.model_copy(update={"steps": task.steps})) == steps
    assert rows(lesson.model_copy(update={"id": items.id})) == [(f' data-item="{item.id}"', item.text) for item in items.items]
    assert rows(lesson) == []  # `make check` refuses such a topic
    where_taught = rows(lesson.model_copy(update={"id": "template"}))
    assert where_taught == [(f' data-section="{s.id}"', f'<a href="../nlp/template/#{s.id}">{s.title}</a>: {s.goal}') for s in tiny.template]


def test_the_minutes_of_an_interview_are_one_number_a_section(tiny, tmp_path):
    page = tmp_path / "docs/mlsd/cases.md"
    page.parent.mkdir(parents=True)
    rows = "| Раздел | Минуты |\n|---|---|\n" + "| Раздел | 5 | почему |\n" * len(tiny.template)
    page.write_text(f"\ufeff# Задачи\n\n## Бюджет {{ #budget }}\n\n{rows}\n## Дальше\n\n| Ещё | 7 | |\n", encoding="utf-8")
    assert minutes(tiny, tmp_path) == [5] * len(tiny.template)
    page.write_text(f"# Задачи\n\n## Бюджет {{ #budget }}\n\n{rows}| Лишний | 5 | |\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        minutes(tiny, tmp_path)
    said = f"строк с минутами {len(tiny.template) + 1}, а разделов шаблона {len(tiny.template)}. Сделайте поровну."
    assert list(map(str, caught.value.problems)) == [f"docs/mlsd/cases.md:3: в таблице под «{{ #budget }}» {said}"]


def test_short_answers_are_what_stands_above_the_divider_with_links_that_hold(tiny, tmp_path, monkeypatch):
    page = tmp_path / "docs" / "python" / "data-structures" / "lists.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        "/// topic | python/data-structures/lists\n///\n\n/// answer | list-vs-tuple\n    checked: 2026-11\n\n"
        "Список [меняют](#list-add-remove), [функцию](../functions.md#args-kwargs) и [attention](../../nlp/attention.md) "
        "[нет](https://example.org/a).\n\n<!-- more -->\n\nРазбор.\n///\n",
        encoding="utf-8",
    )
    (tmp_path / "docs" / "python" / "functions.md").write_text("/// topic | python/functions\n///\n", encoding="utf-8")
    monkeypatch.setattr(short_answers, "ROOT", tmp_path)
    made = short_answers.short_answers(tiny, tiny.stages[0], href_from("python/short-answers/"))
    assert made == dedent("""\
        ## Списки и кортежи { #topic-python-data-structures-lists }

        <h3 class="short-question"><a href="../data-structures/lists/#list-vs-tuple">Чем список отличается от кортежа?</a></h3>

        Список [меняют](data-structures/lists.md#list-add-remove), [функцию](functions.md#args-kwargs) и [attention](../nlp/attention.md) \
        [нет](https://example.org/a).

        <h3 class="short-question"><a href="../data-structures/lists/#list-add-remove">Как добавить элемент и как удалить?</a></h3>

        Ответа пока нет.

        ## Функции { #topic-python-functions }

        <h3 class="short-question"><a href="../functions/#args-kwargs">Что такое *args и **kwargs?</a></h3>

        Ответа пока нет.""").replace("        [нет]", "[нет]")


def test_weeks_of_a_later_stage_are_counted_from_the_beginning_of_the_way(tiny):
    assert "неделя 3, " in checklist.checklist(tiny, tiny.stages[1], HREF)


def test_items_are_markdown_with_a_box(tiny):
    assert checklist.items(tiny.checklists[0].items) == dedent(f"""\
        <ul class="checklist" markdown="1">
        <li data-item="git-commit" markdown="span">{BOX} Делаю `git commit`</li>
        <li data-item="git-branch" markdown="span">{BOX} Веду ветку</li>
        </ul>""")


def test_items_render_as_a_list(tiny, render):
    assert f'<li data-item="git-commit">{BOX} Делаю <code>git commit</code></li>' in render(checklist.items(tiny.checklists[0].items))


def test_a_link_to_a_question_has_its_wording(tiny):
    assert checklist.question_link(tiny.places["args-kwargs"], HREF) == ('<a href="../python/functions/#args-kwargs">Что такое *args и **kwargs?</a>')


# --- resources


def test_resources_stand_in_the_order_in_which_to_take_them(tiny):
    assert resources.resources(tiny.stages[0].resources) == html(f"""
        <ol>
        <li><b>Учебник или курс</b><ul>
        <li><a href="https://example.org/book?a=1&amp;b=2">Учебник «A &amp; B»</a>
        ␣<span class="resource-facts">Автор, текст и задачи, на английском, {hours_text(1.5)}, бесплатно</span>
        <br />По две задачи на тему. <b>До какого места:</b> глава 3</li>
        <li>«Курс» <span class="resource-facts">видео, платно</span><br />Если тексты идут тяжело.</li>
        </ul></li>
        <li>«Задачи» <span class="resource-facts">задачи, бесплатно</span><br />Для уверенности.</li>
        </ol>
        <p>По желанию:</p>
        <ul><li>«Доклад» <span class="resource-facts">видео, бесплатно</span><br />Для удовольствия.</li></ul>""")


def test_no_resources_leave_no_empty_list():
    assert resources.resources([]) == ""


# --- the template


def test_the_template_shows_all_that_a_section_has(tiny):
    assert template.template(tiny.template) == dedent("""\
        ## 1. Проблема { #problem }

        **Цель.** Понять, зачем.

        Сначала спросите.

        <ol class="template-questions" markdown="1">
        <li id="process" markdown="span">Какой процесс улучшаем? <span class="template-example">Ответы на обращения.</span></li>
        <li id="audience" markdown="span">Для кого?</li>
        </ol>

        **Дополнительно:**

        <ol class="template-questions" markdown="1">
        <li id="similar" markdown="span">Есть ли похожее?</li>
        </ol>

        | Источник | Объём |
        | --- | --- |
        | CRM | 1 млн |
        | Логи | 5 ГБ |

        **Подсказка.** Не знаете — запишите гипотезу.

        **Пример.** Отток клиентов.

        - активность
        - покупки

        ## 2. Метрики { #metrics }

        **Цель.** Понять, как измерить.

        <ol class="template-questions" markdown="1">
        <li id="target" markdown="span">Какой таргет?</li>
        </ol>""")


# --- advice

# The second hint stands inside the first: it cannot be opened before it.
HINTS = (
    '<details class="hint"><summary>Подсказка 1<span class="for-screen-reader"> к шагу 1</span></summary><p>Где лежит <code>main.py</code>?</p>'
    '<details class="hint"><summary>Подсказка 2<span class="for-screen-reader"> к шагу 1</span></summary><p>В корне.</p>'
    '<p class="hint-solution"><a href="../prompts-solution/#first-step">Решение этого шага</a></p></details></details>'
)


def test_a_task_has_statement_steps_with_hints_result_and_data(tiny):
    assert advice.task(tiny.tasks[0], href_from("practice/prompts/")) == dedent(f"""\
        ## Условие {{ #statement }}

        Напишите промпт.

        ## Шаги {{ #steps }}

        <ul class="checklist">
        <li data-item="first-step">{BOX} Запустите <code>main.py</code>.{HINTS}</li>
        <li data-item="last-step">{BOX} Отдохните.</li>
        </ul>

        ## Что должно получиться {{ #result }}

        Промпт и отчёт.

        ## Данные и инструменты {{ #data }}

        <ol><li>«Датасет» <span class="resource-facts">данные, бесплатно</span><br />Скачайте.</li></ol>""")


def test_a_mistake_has_its_mend_and_what_to_skip_has_its_measure(tiny):
    assert advice.mistakes(tiny.mistakes) == "### Учёба по книгам { #books-first }\n\nКнига устарела.\n\n**Что вместо.** Возьмите курс."
    assert advice.skip(tiny.skip) == "### C++ { #cpp }\n\nНе нужен.\n\n**Сколько достаточно.** Ничего."


# --- finding things by id


@pytest.mark.parametrize(
    ("kind", "id", "message"),
    [
        ("stage", "pyton", "этапа «pyton» нет в curriculum.yml. Ближайший: «python»."),
        ("question", "list-vs-tuples", "вопроса «list-vs-tuples» нет в curriculum.yml. Ближайший: «list-vs-tuple»."),
        ("checklist", "gti", "чек-листа «gti» нет в curriculum.yml. Ближайший: «git»."),
        ("task", "quite-another", "задачи «quite-another» нет в curriculum.yml."),
    ],
)
def test_an_unknown_id_stops_the_build_and_names_the_nearest(tiny, kind, id, message):
    with pytest.raises(ContentError) as caught:
        getattr(Lookup(tiny), kind)(id)
    assert caught.value.problems == [message]


def test_a_known_id_is_found(tiny):
    find = Lookup(tiny)
    assert (find.stage("nlp"), find.task("prompts"), find.checklist("git")) == (tiny.stages[1], tiny.tasks[0], tiny.checklists[0])
    assert find.question("args-kwargs").page == "python/functions.md"


# --- wiring


class Plugin:
    """What `define_env` uses of mkdocs-macros."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.variables = self.names
        self.conf = {"use_directory_urls": True}
        self.page = SimpleNamespace(url="roadmap/")
        define_env(self)

    def macro(self, function: Any, name: str) -> None:
        self.names[name] = function


def test_calls_are_checked_for_every_macro_that_pages_may_use():
    offered, checked = Plugin().names, macro_calls.names(load())
    assert checked.keys() == offered.keys()
    assert vars(checked["count"]).keys() == vars(offered["count"]).keys()


_WITHOUT_ID = (
    "cards",
    "downloads_state",
    "glossary",
    "line",
    "mistakes",
    "plan",
    "progress_table",
    "question_index",
    "skip",
    "template",
    "timeline",
    "trainer",
    "workbench",
)


def test_every_macro_works_on_the_real_data():
    names, curriculum = Plugin().names, load()
    counts = vars(names.pop("count"))
    assert (counts["stages"], counts["questions"], counts["template_sections"]) == (7, len(curriculum.places), 8)
    assert names.pop("plural")(2, "этап", "этапа", "этапов") == "2 этапа"
    argument = {
        "downloads": "data",
        "items": "git",
        "question": "self",
        "task": "document-qa",
        "notebook_links": "document-qa",
        **dict.fromkeys(_WITHOUT_ID),
    }
    for name, macro in names.items():
        id = argument.get(name, "python")
        assert (macro(id) if id else macro()).strip(), name


def test_every_macro_is_used_by_a_page():
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    for name in Plugin().names:
        assert re.search(rf"\{{\{{ .*\b{name}[.(]", pages), name


def test_the_glossary_puts_the_names_of_a_thing_side_by_side_and_leads_to_its_explanation(tiny):
    terms = [Term(en="tuple", ru="кортеж", question="list-vs-tuple"), Term(en="append", ru="добавление", also=["аппенд"], question="list-add-remove")]
    assert glossary.glossary(tiny.model_copy(update={"glossary": terms}), HREF) == html("""
        <dl class="glossary"><div><dt><b lang="en">append</b> — добавление<span class="glossary-also">аппенд</span></dt>
        <dd><a href="../python/data-structures/lists/#list-add-remove">Как добавить элемент и как удалить?</a></dd></div>
        <div><dt><b lang="en">tuple</b> — кортеж</dt>
        <dd><a href="../python/data-structures/lists/#list-vs-tuple">Чем список отличается от кортежа?</a></dd></div></dl>""")


def test_the_index_of_questions_has_every_question_below_its_stage_and_its_page(tiny):
    text = question_index.question_index(tiny, HREF)
    assert re.findall(r"(?m)^## (.*)$", text) == ["1. Python { #python }", "2. NLP { #nlp }"]
    assert re.findall(r'href="[^"]*#([\w-]+)"', text) == list(tiny.places)
