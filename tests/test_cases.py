"""Solved tasks of ML System Design. The sections and questions are those of tests/data/curriculum.yml."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from macros import case_form
from macros.curriculum import load
from macros.problems import ContentError
from macros.sources import blocks, read_lines
from tests.conftest import ROOT

PAGE = dedent("""\
    # Задача

    | № | Допущение | Значение |
    |---|---|---|
    | Д1 | Обращений в сутки | `TICKETS = 12_000` |

    /// case | problem

    ? process

    Ответы на **обращения** (Д1):

    - чат
    - почта

    ? audience

    Операторы.

    ``` python
    TICKETS = 12_000
    print(TICKETS // 24)  # 500
    ```

    ? similar

    Не нужно: ищем своё.

    ? table

    | Источник | Объём |
    |---|---|
    | CRM | 12 000 |

    ///

    /// case | metrics

    ? target

    Отдел.

    ///
    """)


def solution(page: str) -> dict[str, dict[str, str]]:
    """The answers of a page: section id → question id → Markdown."""
    return {block.argument: {reply.id: reply.markdown for reply in case_form.replies(block)} for block in blocks(read_lines(page))}


def test_a_section_shows_its_questions_then_closed_its_answers_each_under_its_question(render):
    _, section = render(PAGE[: PAGE.index("/// case | metrics")]).split("</table>\n", 1)
    assert section == dedent("""\
        <p class="answer-tools"><button class="answer-button" data-answers="full" type="button">Открыть все решения</button>\
<button class="answer-button" data-answers="close" type="button">Закрыть все решения</button></p>
        <h2 id="problem">1. Проблема</h2>
        <ol class="template-questions">
        <li>Какой процесс улучшаем?</li>
        <li>Для кого?</li>
        <li>Есть ли похожее?</li>
        </ol>
        <details class="case-solution" data-section="problem">
        <summary>Решение<span class="for-screen-reader"> раздела «Проблема»</span></summary>
        <dl>
        <dt id="process">Какой процесс улучшаем?</dt>
        <dd>
        <p>Ответы на <strong>обращения</strong> (Д1):</p>
        <ul>
        <li>чат</li>
        <li>почта</li>
        </ul>
        </dd>
        <dt id="audience">Для кого?</dt>
        <dd>
        <p>Операторы.</p>
        <div class="highlight"><pre><span></span><code><span class="n">TICKETS</span> <span class="o">=</span> <span class="mi">12_000</span>
        <span class="nb">print</span><span class="p">(</span><span class="n">TICKETS</span> <span class="o">//</span> <span class="mi">24</span>\
<span class="p">)</span>  <span class="c1"># 500</span>
        </code></pre></div>
        </dd>
        <dt id="similar">Есть ли похожее?</dt>
        <dd>
        <p>Не нужно: ищем своё.</p>
        </dd>
        <dt id="table">Таблица</dt>
        <dd>
        <table>
        <thead>
        <tr>
        <th>Источник</th>
        <th>Объём</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td>CRM</td>
        <td>12 000</td>
        </tr>
        </tbody>
        </table>
        </dd>
        </dl>
        </details>""")


def test_the_buttons_stand_once_on_a_page(render):
    assert render(PAGE).count("answer-tools") == 1
    assert render(PAGE) == render(PAGE)


def test_an_answer_is_what_stands_under_its_question(tiny):
    assert [finding for block in blocks(read_lines(PAGE)) for finding in case_form.broken(tiny, block)] == []
    assert solution(PAGE) == {
        "problem": {
            "process": "Ответы на **обращения** (Д1):\n\n- чат\n- почта",
            "audience": "Операторы.\n\n``` python\nTICKETS = 12_000\nprint(TICKETS // 24)  # 500\n```",
            "similar": "Не нужно: ищем своё.",
            "table": "| Источник | Объём |\n|---|---|\n| CRM | 12 000 |",
        },
        "metrics": {"target": "Отдел."},
    }


def test_a_question_mark_inside_code_begins_no_answer(render):
    page = "/// case | metrics\n\n? target\n\n``` text\n\n? process\n\n```\n\n///"
    assert solution(page) == {"metrics": {"target": "``` text\n\n? process\n\n```"}}
    assert "<dt" in render(page)
    assert 'id="process"' not in render(page)


@pytest.mark.parametrize(
    ("page", "case"),
    [
        ("mlsd/cases/routing.md", "routing"),
        ("mlsd/cases/routing-2.md", "routing"),
        ("mlsd/cases.md", None),
        ("mlsd/template.md", None),
    ],
)
def test_the_pages_of_a_case_lie_side_by_side(page, case):
    assert case_form.case_of(page) == case


@pytest.mark.parametrize(
    ("code", "findings"),
    [
        ("TICKETS = 12_000", []),
        ("TICKETS = 6000 * 2", []),
        ("per_hour = 500\nRATES = [1, 2]\nTOTAL = per_hour * 24", []),
        ("TICKETS = 11_000", [(8, "«TICKETS» здесь 11000, а в допущениях 12000: docs/mlsd/cases/routing.md:5. Исправьте одно из двух.")]),
        ("TICKETS, HOURS = 12_000, 24", [(8, "константы «HOURS» нет среди допущений. Запишите её в таблицу: `HOURS = 24`.")]),
    ],
)
def test_the_constants_of_the_code_are_the_assumptions(code, findings):
    head = PAGE[: PAGE.index("/// case")]
    lines = read_lines(f"{head}``` python\n{code}\n```\n")
    assert [finding for _, finding in case_form.contradictions([("mlsd/cases/routing.md", lines)])] == findings


def test_the_second_page_of_a_case_keeps_to_the_assumptions_of_the_first():
    first, second = read_lines(PAGE), read_lines("``` python\nTICKETS = 1\n```")
    pages = [("mlsd/cases/routing.md", first), ("mlsd/cases/routing-2.md", second)]
    assert list(case_form.contradictions(pages)) == [
        ("mlsd/cases/routing-2.md", (2, "«TICKETS» здесь 1, а в допущениях 12000: docs/mlsd/cases/routing.md:5. Исправьте одно из двух."))
    ]


# --- the tasks of the handbook

CURRICULUM = load()
FILES = sorted(ROOT.glob("docs/mlsd/cases/*.md"))
TASKS = sorted({str(case_form.case_of(file.relative_to(ROOT / "docs").as_posix())) for file in FILES})


def test_each_task_that_is_stated_is_solved_and_no_other():
    stated = (ROOT / "docs/mlsd/cases.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### .*\{ #([\w-]+) \}$", stated, re.MULTILINE)) == TASKS


@pytest.mark.parametrize("task", TASKS)
def test_a_solved_task_answers_every_question_of_the_template(task):
    pages = [ROOT / f"docs/mlsd/cases/{task}{part}.md" for part in ("", "-2", "-3")]
    found = solution("\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists()))
    answered = {section: {question for question, text in replies.items() if text.strip()} for section, replies in found.items()}
    assert answered == {section.id: set(case_form.wordings(section)) for section in CURRICULUM.template}


# --- mistakes that the source pass of `macros.check` reports with their lines; here they must not become text


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("/// case | problems\n\n? process\n\nДа.\n///", "раздела «problems» нет в шаблоне. Ближайший: «problem». Исправьте id."),
        (PAGE + PAGE, "раздел «problem» уже решён на этой странице. Оставьте один."),
        ("/// case | metrics\n\n? targets\n\nДа.\n///", "вопроса «targets» нет в разделе «metrics». Ближайший: «target». Исправьте id."),
        ("/// case | metrics\n\nДа.\n///", "в разделе «metrics» текст стоит раньше первого вопроса. Начните с «? id-вопроса»."),
    ],
)
def test_a_wrong_id_stops_the_build_and_names_the_nearest(render, page, message):
    with pytest.raises(ContentError) as caught:
        render(page)
    assert caught.value.problems == [message]
