"""Tries every macro call of a page's source, so that a mistake in one is reported with its line, and all of them in one run.

mkdocs-macros stops at the first, shows a traceback and names no line.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import meta, nodes

from macros.downloads.page import aim_named
from macros.lookup import Lookup
from macros.model import Curriculum
from macros.problems import ContentError, Finding, nearest
from macros.words import plural

_jinja = jinja2.Environment()


def names(curriculum: Curriculum) -> dict[str, Any]:
    """What `define_env` offers to pages (a test holds the two equal), reduced to what can be wrong with a call."""
    find = Lookup(curriculum)
    counts = ("hours", "questions", "stages", "template_questions", "template_sections", "weeks")
    return {
        **dict.fromkeys(("checklist", "resources", "sheet", "short_answers", "stage_header", "stage_link", "weeks"), find.stage),
        "downloads": aim_named,
        "items": find.checklist,
        "notebook_links": find.task,
        "question": find.question,
        "task": find.task,
        **dict.fromkeys(
            (
                *("cards", "downloads_state", "glossary", "line", "mistakes", "plan", "progress_table", "question_index"),
                *("skip", "template", "timeline", "trainer", "workbench"),
            ),
            lambda: "",
        ),
        "count": SimpleNamespace(**dict.fromkeys(counts, 1)),
        "plural": plural,
    }


def broken(curriculum: Curriculum, text: str) -> Iterator[Finding]:
    """Yield the line and what is wrong, for each macro call of a page whose macros are on."""
    try:
        page = _jinja.parse(text)
        undeclared = meta.find_undeclared_variables(page)
    except jinja2.TemplateSyntaxError as error:
        rows = text.split("\n")
        line = next((n for n in range(min(error.lineno, len(rows)), 0, -1) if "{" in rows[n - 1]), error.lineno)
        yield line, f'макрос не читается ({error.message}). Пишется так: {{{{ имя("id") }}}}; скобки и кавычки — парами.'
        return
    except RecursionError:
        yield 1, "макросы вложены глубже, чем бывает. Проверьте фигурные скобки."
        return
    known = names(curriculum)
    for name in page.find_all(nodes.Name):
        if name.name in undeclared - known.keys():
            macros = ", ".join(sorted(known))
            yield name.lineno, f"макроса «{name.name}» нет.{nearest(name.name, known)} Бывают: {macros}. Если это id, возьмите его в кавычки."
    for statement in page.body:
        if not isinstance(statement, nodes.Output):
            yield statement.lineno, 'на страницах бывают только вызовы: {{ имя("id") }}. Удалите строку с «{%».'
    for output in page.find_all(nodes.Output):
        for call in output.nodes:
            if isinstance(call, nodes.Name) and callable(known.get(call.name)):
                yield call.lineno, f"после имени макроса нужны скобки: {{{{ {call.name}(…) }}}}."
            elif isinstance(call, nodes.Name) and call.name in known:
                yield call.lineno, f"после «{call.name}» нужны точка и имя, например {{{{ {call.name}.weeks }}}}."
            elif all(name.name in known for name in call.find_all(nodes.Name)):
                try:
                    _value(call, known)
                except ContentError as error:
                    yield call.lineno, " ".join(str(error).split())  # an id may have been torn in two
                except nodes.Impossible:
                    yield call.lineno, 'на страницах бывают только вызовы: {{ имя("id") }}, без вычислений и фильтров. Упростите.'
                except Exception as error:  # whatever a wrong argument leads to
                    yield call.lineno, f"макрос не сработал ({' '.join(str(error).split())}). Проверьте, что стоит в его скобках и после точки."


def _value(node: nodes.Node, known: dict[str, Any]) -> Any:
    """Evaluate a call as pages have them. Letting Jinja compile each would take longer than all other checks together."""
    match node:
        case nodes.Call(kwargs=[], dyn_args=None, dyn_kwargs=None):
            return _value(node.node, known)(*(_value(argument, known) for argument in node.args))
        case nodes.Getattr(node=nodes.Name(name="count")):
            return getattr(_value(node.node, known), node.attr)
        case nodes.Name():
            return known[node.name]
        case nodes.Const() | nodes.TemplateData():
            return node.as_const()
    raise nodes.Impossible
