"""The `template` macro: the ML System Design template, section by section."""

from __future__ import annotations

from macros.model import Section, Table, TemplateQuestion


def template(sections: list[Section]) -> str:
    """Markdown: a heading a section, its goal, its questions with examples, tips and the sample table."""
    return "\n\n".join(_section(number, section) for number, section in enumerate(sections, 1))


def _section(number: int, section: Section) -> str:
    parts = [f"## {number}. {section.title} {{ #{section.id} }}", f"**Цель.** {section.goal}"]
    if section.intro:
        parts.append(section.intro)
    parts.append(_questions(section.questions))
    if section.extra:
        parts += ["**Дополнительно:**", _questions(section.extra)]
    if section.table:
        parts.append(_table(section.table))
    if section.tip:
        parts.append(f"**Подсказка.** {section.tip}")
    if section.example or section.example_points:
        points = "\n".join(f"- {point}" for point in section.example_points)
        parts.append(f"**Пример.** {section.example or ''}".rstrip() + (f"\n\n{points}" if points else ""))
    return "\n\n".join(parts)


def _questions(questions: list[TemplateQuestion]) -> str:
    rows = (
        f'<li id="{question.id}" markdown="span">{question.text}'
        + (f' <span class="template-example">{question.example}</span>' if question.example else "")
        + "</li>"
        for question in questions
    )
    return '<ol class="template-questions" markdown="1">\n' + "\n".join(rows) + "\n</ol>"


def _table(table: Table) -> str:
    rows = [table.columns, ["---"] * len(table.columns), *table.rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
