"""The macros of mistakes, of what to skip, and of practice tasks: entries of the data file as Markdown."""

from __future__ import annotations

from html import escape

from markdown import markdown

from macros.checklist import BOX
from macros.links import Href
from macros.model import Mistake, Skip, Step, Task
from macros.notebooks import page_of
from macros.resources import resources


def mistakes(entries: list[Mistake]) -> str:
    return "\n\n".join(f"### {entry.title} {{ #{entry.id} }}\n\n{entry.text}\n\n**Что вместо.** {entry.instead}" for entry in entries)


def skip(entries: list[Skip]) -> str:
    return "\n\n".join(f"### {entry.title} {{ #{entry.id} }}\n\n{entry.why}\n\n**Сколько достаточно.** {entry.enough}" for entry in entries)


def task(entry: Task, href: Href) -> str:
    """The statement, the steps to tick with their hints, what comes out, and the data."""
    return "\n\n".join(
        [
            "## Условие { #statement }",
            entry.statement,
            "## Шаги { #steps }",
            steps(entry, href),
            "## Что должно получиться { #result }",
            entry.result,
            "## Данные и инструменты { #data }",
            resources(entry.resources),
        ]
    )


def steps(entry: Task, href: Href) -> str:
    """The steps to tick. The hints of a step stand one inside the other, so they open in turn, without scripts; the last leads to the solution."""
    rows = (
        f'<li data-item="{step.id}">{BOX} {_inline(step.text)}{_hints(step, number, href(f"{page_of(entry.id)}#{step.id}"))}</li>'
        for number, step in enumerate(entry.steps, 1)
    )
    return '<ul class="checklist">\n' + "\n".join(rows) + "\n</ul>"


def _hints(step: Step, number: int, solution: str) -> str:
    html = f'<p class="hint-solution"><a href="{escape(solution)}">Решение этого шага</a></p>'
    for place in range(len(step.hints), 0, -1):
        summary = f'Подсказка {place}<span class="for-screen-reader"> к шагу {number}</span>'
        html = f'<details class="hint"><summary>{summary}</summary><p>{_inline(step.hints[place - 1])}</p>{html}</details>'
    return html if step.hints else ""


def _inline(text: str) -> str:
    """Markdown of one paragraph as HTML."""
    return markdown(text).removeprefix("<p>").removesuffix("</p>")
