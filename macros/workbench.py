"""The `workbench` macro: the ML System Design template as a form, and the solved cases that it can load.

Without scripts the form is one of ruled lines, for a pen. With them each question has a field; docs/assets/javascript/workbench/ serves it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from macros.case_form import FOLDER, case_of, replies
from macros.curriculum import ROOT
from macros.links import Href
from macros.model import TEMPLATE_TOPIC, Curriculum, Section, Table, TemplateQuestion
from macros.problems import ContentError, Problem
from macros.sources import Line, blocks, read_lines

_BUDGET_PAGE = "mlsd/cases.md"
_BUDGET_ROW = re.compile(r"^\| *[^|]+ *\| *(\d+) *\|")
_IMAGE = re.compile(r'!\[([^\]]*)\]\([^)\s]*(?:\s"[^"]*")?\)')
_INNER_LINK = re.compile(r"\[([^\]]+)\]\((?![a-z]+:)[^)]*\)")
_BLANK_ROWS = 4


@dataclass(frozen=True)
class Example:
    """A solved case as a file: its id, its title, the file relative to the site, its content (JSON: title, section → question → Markdown)."""

    id: str
    title: str
    location: str
    content: str

    @property
    def address(self) -> str:
        """With the hash of the content, so that a browser that has the file need not ask again."""
        return f"{self.location}?v={hashlib.sha256(self.content.encode()).hexdigest()[:8]}"


def examples(root: Path = ROOT) -> Iterator[Example]:
    """Every solved case of docs/, by its id."""
    docs = root / "docs"
    pages: dict[str, list[Path]] = {}
    for file in sorted((docs / FOLDER).glob("*.md"), key=lambda file: (len(file.name), file.name)):  # the first page of a case before its second
        pages.setdefault(str(case_of(file.relative_to(docs).as_posix())), []).append(file)
    for id, files in sorted(pages.items()):
        texts = [file.read_text(encoding="utf-8-sig") for file in files]
        title = next(line.removeprefix("# ").strip() for line in texts[0].split("\n") if line.startswith("# "))
        answers: dict[str, dict[str, str]] = {}
        for text in texts:
            for block in blocks(read_lines(text)):
                if block.name == "case":
                    answers[block.argument] = {reply.id: _by_itself(reply.lines) for reply in replies(block)}
        content = json.dumps({"title": title, "answers": answers}, ensure_ascii=False, separators=(",", ":"))
        yield Example(id, title, f"assets/cases/{id}.json", content)


def _by_itself(lines: list[Line]) -> str:
    """Markdown without what only its own page can show: pictures become their words, links inside the handbook their text."""
    shown = (line.text if line.code else _INNER_LINK.sub(r"\1", _IMAGE.sub(r"(Рисунок: \1)", line.text)) for line in lines)
    return "\n".join(shown).strip("\n")


def minutes(curriculum: Curriculum, root: Path = ROOT) -> list[int]:
    """The minutes of an interview, section by section, as the page of cases states them. Raises ContentError when they are not one a section."""
    page = (root / "docs" / _BUDGET_PAGE).read_text(encoding="utf-8-sig")
    above, _, below = page.partition("{ #budget }")
    table = below.partition("\n## ")[0]
    found = [int(row[1]) for line in table.split("\n") if (row := _BUDGET_ROW.match(line))]
    if len(found) != len(curriculum.template):
        text = f"в таблице под «{{ #budget }}» строк с минутами {len(found)}, а разделов шаблона {len(curriculum.template)}. Сделайте поровну."
        raise ContentError([Problem(f"docs/{_BUDGET_PAGE}", above.count("\n") + 1 if below else 1, text)])
    return found


def workbench(curriculum: Curriculum, href: Href) -> str:
    """Markdown: the tools, then a heading a section, its goal, its questions with their fields, its table."""
    budget = minutes(curriculum)
    return "\n\n".join(
        [
            _tools(curriculum, href, sum(budget)),
            *(_section(number, section, budget[number - 1]) for number, section in enumerate(curriculum.template, 1)),
        ]
    )


def _button(action: str, text: str) -> str:
    return f'<button type="button" class="answer-button" data-do="{action}" disabled>{text}</button>'


def _choice(name: str, label: str, control: str) -> str:
    """A labelled control of the tools; `control` is its HTML with `{}` where its attributes go."""
    attributes = f'id="draft-tool-{name}" data-field="{name}" disabled'
    return f'<div><label for="draft-tool-{name}">{label}</label>{control.format(attributes)}</div>'


def _tools(curriculum: Curriculum, href: Href, whole: int) -> str:
    options = "".join(f'<option value="{escape(href(example.address))}">{escape(example.title)}</option>' for example in examples())
    stage = next(n for n, stage in enumerate(curriculum.stages, 1) if any(topic.id == TEMPLATE_TOPIC for topic in stage.topics))
    buttons = [
        ("new", "Новый черновик"),
        ("delete", "Удалить"),
        ("restore", "Вернуть удалённое"),
        ("export", "Скачать Markdown"),
        ("print", "Печать или PDF"),
        ("check", "Чего не хватает"),
        ("copy", "Скопировать как задание для собеседующего"),
    ]
    accepted = ".md,.markdown,.txt,text/markdown,text/plain"
    parts = [
        f'<div class="stage-{stage} draft-tools"><link rel="stylesheet" href="{href("assets/css/workbench.css")}"><draft-desk>',
        '<div class="answer-tools draft-row">',
        _choice("title", "Задача", '<input type="text" maxlength="120" autocomplete="off" {}>'),
        _choice("drafts", "Мои черновики", '<select autocomplete="off" {}><option>Новый</option></select>'),
        '</div><div class="answer-tools">',
        *(_button(action, text) for action, text in buttons),
        '</div><div class="answer-tools draft-row">',
        _choice("file", "Открыть Markdown", f'<input type="file" accept="{accepted}" {{}}>'),
        _choice("example", "Решённый пример", f'<select autocomplete="off" {{}}><option value="">Выберите</option>{options}</select>'),
        f'</div><div class="answer-tools draft-clock">{_button("timer", f"Таймер на {whole} минут")}',
        '<span data-said="timer" role="timer" aria-label="Осталось"></span></div>',
        '<p class="progress-said" data-said="saved"></p><p class="progress-said" data-said="draft" role="status"></p>',
        '<div class="answer-tools draft-found" data-said="damaged"></div><div class="answer-tools draft-found" data-said="found"></div>',
        f'</draft-desk><script type="module" src="{href("assets/javascript/workbench/index.js")}"></script></div>\n\n',
        '<div class="draft-question draft-task without-scripts"><p class="draft-label">Задача</p>',
        '<div class="draft-paper" aria-hidden="true"></div></div>',
    ]
    return "".join(parts)


def _section(number: int, section: Section, budget: int) -> str:
    parts = [f"## {number}. {section.title} {{ #{section.id} }}", section.goal + (f" {section.intro}" if section.intro else "")]
    columns = f' data-columns="{escape(json.dumps(section.table.columns, ensure_ascii=False))}"' if section.table else ""
    total = len(section.questions) + len(section.extra) + bool(section.table)
    parts.append(
        f'<p class="progress-said draft-answered" data-section="{section.id}" data-title="{escape(section.title)}" data-minutes="{budget}"{columns}>'
        f"Отвечено 0 из {total}</p>"
    )
    parts.append("\n".join(_question(section, question) for question in (*section.questions, *section.extra)))
    if section.table:
        parts.append(_table(section, section.table))
    return "\n\n".join(parts)


def _question(section: Section, question: TemplateQuestion) -> str:
    id = f"draft-{question.id}"
    hint = f'<span class="template-example" id="{id}-hint">{escape(question.example)}</span>' if question.example else ""
    described = f' aria-describedby="{id}-hint"' if hint else ""
    return (
        f'<div class="draft-question"><label for="{id}">{escape(question.text)}</label>{hint}'
        f'<textarea id="{id}" data-question="{section.id}/{question.id}" rows="2" autocomplete="off" disabled{described}></textarea>'
        '<div class="draft-paper" aria-hidden="true"></div></div>'
    )


def _table(section: Section, table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = f"<tr>{'<td></td>' * len(table.columns)}</tr>" * _BLANK_ROWS
    sample = "; ".join(" — ".join(row) for row in table.rows)
    return (
        f'<div class="draft-question" id="draft-{section.id}-table"><p class="draft-label">Таблица</p>'
        f'<span class="template-example">Например: {escape(sample)}.</span>'
        f'<div class="answer-tools draft-rows" data-rows="{section.id}"></div>'
        f'<div class="answer-tools">{_button("row", "Добавить строку").replace("data-do", f"""data-section="{section.id}" data-do""")}</div>'
        f'<table class="draft-paper without-scripts"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
