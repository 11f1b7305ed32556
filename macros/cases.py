"""The Markdown block of solved tasks: `/// case | section` shows the questions of a section of the template, then, closed, their answers.

A Markdown extension for MkDocs and Zensical alike: `macros.cases` in `markdown_extensions`. The form is described in `case_form`.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from macros.case_form import QUESTION, wordings
from macros.curriculum import load
from macros.model import TEMPLATE_TOPIC, Curriculum, Section
from macros.problems import ContentError, nearest


class Case(Block):
    """A solved section. Argument: the section's id. Content: a line `? question-id`, below it the answer in Markdown, and so on.

    Renders the heading, the questions to answer oneself first, and `<details>` with a `<dl>` of the questions and their answers.
    """

    NAME, ARGUMENT = "case", True

    def on_create(self, parent: etree.Element) -> etree.Element:
        curriculum: Curriculum = self.config["load"]()
        sections = {section.id: section for section in curriculum.template}
        if self.argument not in sections:
            raise ContentError([f"раздела «{self.argument}» нет в шаблоне.{nearest(self.argument, sections)} Исправьте id."])
        solved: set[str] = self.tracker.setdefault("solved", set())
        if self.argument in solved:
            raise ContentError([f"раздел «{self.argument}» уже решён на этой странице. Оставьте один."])
        if not solved:
            _buttons(parent, curriculum)
        solved.add(self.argument)
        self.section: Section = sections[self.argument]
        number = curriculum.template.index(self.section) + 1
        etree.SubElement(parent, "h2", {"id": self.section.id}).text = AtomicString(f"{number}. {self.section.title}")
        questions = etree.SubElement(parent, "ol", {"class": "template-questions"})
        for question in (*self.section.questions, *self.section.extra):
            etree.SubElement(questions, "li").text = question.text
        details = etree.SubElement(parent, "details", {"class": "case-solution", "data-section": self.section.id})
        summary = etree.SubElement(details, "summary")
        summary.text = "Решение"
        etree.SubElement(summary, "span", {"class": "for-screen-reader"}).text = AtomicString(f" раздела «{self.section.title}»")
        return details

    def on_end(self, block: etree.Element) -> None:
        """Gather what follows each question into its `<dd>`."""
        known = wordings(self.section)
        replies = etree.Element("dl")
        for child in list(block)[1:]:
            block.remove(child)
            question = QUESTION.match(child.text or "") if child.tag == "p" else None
            if question:
                if question[1] not in known:
                    where = f"в разделе «{self.section.id}»"
                    raise ContentError([f"вопроса «{question[1]}» нет {where}.{nearest(question[1], known)} Исправьте id."])
                etree.SubElement(replies, "dt", {"id": question[1]}).text = known[question[1]]
                reply = etree.SubElement(replies, "dd")
            elif len(replies):
                reply.append(child)
            else:
                raise ContentError([f"в разделе «{self.section.id}» текст стоит раньше первого вопроса. Начните с «? id-вопроса»."])
        block.append(replies)


def _buttons(parent: etree.Element, curriculum: Curriculum) -> None:
    """Buttons of answers.js, once a page; CSS hides them where scripts are off. Their class gives the page the colour of its stage."""
    stages = [f" stage-{n}" for n, stage in enumerate(curriculum.stages, 1) if any(topic.id == TEMPLATE_TOPIC for topic in stage.topics)]
    tools = etree.SubElement(parent, "p", {"class": "answer-tools" + "".join(stages)})
    for action, text in (("full", "Открыть все решения"), ("close", "Закрыть все решения")):
        etree.SubElement(tools, "button", {"type": "button", "class": "answer-button", "data-answers": action}).text = text


class CasesExtension(BlocksExtension):
    def __init__(self, **options: Any) -> None:
        self.config = {"load": [load, "Returns the curriculum"]}
        super().__init__(**options)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802, the name is pymdownx's
        block_mgr.register(Case, self.getConfigs())


def makeExtension(**options: Any) -> CasesExtension:  # noqa: N802, the name is Markdown's
    return CasesExtension(**options)
