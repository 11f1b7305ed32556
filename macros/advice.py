"""The macros of mistakes, of what to skip, and of practice tasks: entries of the data file as Markdown."""

from __future__ import annotations

from macros.checklist import items
from macros.model import Mistake, Skip, Task
from macros.resources import resources


def mistakes(entries: list[Mistake]) -> str:
    return "\n\n".join(f"### {entry.title} {{ #{entry.id} }}\n\n{entry.text}\n\n**Что вместо.** {entry.instead}" for entry in entries)


def skip(entries: list[Skip]) -> str:
    return "\n\n".join(f"### {entry.title} {{ #{entry.id} }}\n\n{entry.why}\n\n**Сколько достаточно.** {entry.enough}" for entry in entries)


def task(entry: Task) -> str:
    """The statement, the steps to tick, what comes out, and the data."""
    return "\n\n".join(
        [
            "## Условие { #statement }",
            entry.statement,
            "## Шаги { #steps }",
            items(entry.steps),
            "## Что должно получиться { #result }",
            entry.result,
            "## Данные и инструменты { #data }",
            resources(entry.resources),
        ]
    )
