"""The Markdown blocks of topic pages: `/// topic | …` heads the page, `/// answer | …` answers a question.

A Markdown extension for MkDocs and Zensical alike: `macros.answers` in `markdown_extensions`.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from typing import Any, ClassVar

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_string

from macros.answer_form import FOLLOW_UP, MISTAKE, MORE, POINTS, SOURCES
from macros.curriculum import load
from macros.model import Curriculum, Question, Resource, TopicPage
from macros.problems import ContentError, nearest
from macros.resources import resource_line
from macros.schedule import topic_weeks, weeks_text
from macros.timeline import way
from macros.words import hours_text


class Topic(Block):
    """The head of a topic page. Argument: the page as "stage/topic" or "stage/topic/group"."""

    NAME, ARGUMENT = "topic", True

    def on_create(self, parent: etree.Element) -> etree.Element:
        curriculum: Curriculum = self.config["load"]()
        pages = {page.reference: page for page in curriculum.pages()}
        if self.argument not in pages:
            raise ContentError([f"темы «{self.argument}» нет в curriculum.yml.{nearest(self.argument, pages)}"])
        page = pages[self.argument]
        self.md.topic_page = page  # for MissingAnswers
        etree.SubElement(parent, "h1").text = AtomicString(page.title)
        head = etree.SubElement(parent, "div", {"class": f"topic-head stage-{curriculum.number(page.stage)}"})
        _place(head, curriculum, page)
        etree.SubElement(head, "p", {"class": "topic-summary"}).text = AtomicString(page.topic.summary)
        _needs(head, curriculum, page)
        _resources(head, page.topic.resources)
        if page.questions:
            _buttons(head)
        return head


def _place(head: etree.Element, curriculum: Curriculum, page: TopicPage) -> None:
    """Stage, weeks and hours; each leads to where it is explained."""
    number = curriculum.number(page.stage)
    line = etree.SubElement(head, "p", {"class": "topic-place"})
    station = etree.SubElement(line, "span", {"class": "station", "aria-hidden": "true"})
    station.text, station.tail = str(number), " "
    link = etree.SubElement(line, "a", {"href": posixpath.relpath(f"{page.stage.id}/index.md", posixpath.dirname(page.path))})
    link.text = AtomicString(f"Этап {number}. {page.stage.title}")
    topic = f"тема «{page.topic.title}» · " if page.group else ""
    weeks = topic_weeks(curriculum, page.stage, page.topic)
    link.tail = AtomicString(f" · {topic}{weeks_text(weeks)} · {hours_text(page.topic.hours)} на тему")
    head.append(etree.fromstring(way(curriculum, page.stage, weeks)))


def _needs(head: etree.Element, curriculum: Curriculum, page: TopicPage) -> None:
    if not page.topic.needs:
        return
    line = etree.SubElement(head, "p", {"class": "topic-needs"})
    line.text = "Опирается на: "
    first_pages = {f"{p.stage.id}/{p.topic.id}": p for p in reversed(list(curriculum.pages()))}
    links = []
    for need in page.topic.needs:
        link = etree.SubElement(line, "a", {"href": posixpath.relpath(first_pages[need].path, posixpath.dirname(page.path))})
        link.text = AtomicString(first_pages[need].topic.title)
        link.tail = ", "
        links.append(link)
    links[-1].tail = ""


def _resources(head: etree.Element, resources: list[Resource]) -> None:
    for resource in resources:
        lead = "По желанию: " if resource.optional else ""
        head.append(etree.fromstring(f"<p>{lead}{resource_line(resource)}</p>"))


def _buttons(head: etree.Element) -> None:
    """Buttons of answers.js. They stand in the page from the start, so nothing moves; CSS hides them where scripts are off."""
    tools = etree.SubElement(head, "p", {"class": "answer-tools"})
    for action, text in (("short", "Открыть короткие ответы"), ("full", "Открыть всё"), ("close", "Закрыть всё")):
        etree.SubElement(tools, "button", {"type": "button", "class": "answer-button", "data-answers": action}).text = text


class Answer(Block):
    """A self-check answer. Argument: the question's id. Content: Markdown, in two steps divided by `<!-- more -->`.

    Renders the question as a heading that carries its id, then `<details>` of the short answer with `<details>` of the
    full one inside and, for the reader's own mark, an empty `<self-check>` at its end. The heading stands outside: it is what the table
    of contents and the address of a question name.
    """

    NAME, ARGUMENT = "answer", True
    OPTIONS: ClassVar[dict[str, list[Any]]] = {"checked": ["", type_string]}

    def on_create(self, parent: etree.Element) -> etree.Element:
        curriculum: Curriculum = self.config["load"]()
        answered: set[str] = self.tracker.setdefault("answered", set())
        # Not `return False` in on_validate: the block would be printed as text and the build would pass.
        if self.argument not in curriculum.places:
            raise ContentError([unknown_question(self.argument, curriculum)])
        if self.argument in answered:
            raise ContentError([f"на вопрос «{self.argument}» уже есть ответ на этой странице. Оставьте один."])
        answered.add(self.argument)
        question = curriculum.places[self.argument].question
        parent.append(_heading(question))
        details = etree.SubElement(parent, "details", {"class": "answer", "data-question": question.id})
        summary = etree.SubElement(details, "summary")
        summary.text = "Ответ"
        etree.SubElement(summary, "span", {"class": "for-screen-reader"}).text = AtomicString(f" на вопрос «{question.text}»")
        return details

    def on_end(self, block: etree.Element) -> None:
        """Divide at `<!-- more -->`; an answer without it stays in one piece."""
        children = list(block)[1:]
        short = etree.Element("div", {"class": "answer-short"})
        full = etree.Element("details", {"class": "answer-full"})
        summary = etree.SubElement(full, "summary")
        summary.text = "Разбор"
        curriculum: Curriculum = self.config["load"]()
        wording = curriculum.places[self.argument].question.text
        etree.SubElement(summary, "span", {"class": "for-screen-reader"}).text = AtomicString(f" вопроса «{wording}»")
        target = short
        for child in children:
            block.remove(child)
            if target is short and _is_divider(child, self.md):
                target = full
            else:
                target.append(child)
        block.append(short)
        if target is full:
            block.append(full)
        if checked := self.options["checked"]:
            year, _, month = checked.partition("-")
            etree.SubElement(target, "p", {"class": "answer-checked"}).text = f"Проверено: {month}.{year}"
        etree.SubElement(block, "self-check", {"question": self.argument})


def unknown_question(id: str, curriculum: Curriculum) -> str:
    """What to say when an answer names no question."""
    return f"вопроса «{id}» нет в curriculum.yml.{nearest(id, curriculum.places)} Исправьте id или добавьте вопрос в curriculum.yml."


def _heading(question: Question) -> etree.Element:
    heading = etree.Element("h2", {"id": question.id, "class": "question"})
    heading.text = AtomicString(question.text)  # *args in a wording is no emphasis
    return heading


def _is_divider(element: etree.Element, md: Markdown) -> bool:
    found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
    return found is not None and str(md.htmlStash.rawHtmlBlocks[int(found[1])]).strip() == MORE


class Parts(Treeprocessor):
    """Gives the parts of an answer their classes, so that each has a steady look: points, mistake, follow-up, sources."""

    _LEADS: ClassVar[dict[str, str]] = {f"**{MISTAKE}.**": "mistake", f"**{FOLLOW_UP}.**": "follow-up", f"**{SOURCES}.**": "sources"}

    def run(self, root: etree.Element) -> None:
        for parent in root.iter():
            previous: etree.Element | None = None
            for child in parent:
                text = (child.text or "").lstrip()
                for lead, name in self._LEADS.items():
                    if child.tag == "p" and text.startswith(lead):
                        child.set("class", name)
                if child.tag == "ul" and previous is not None and (previous.text or "").strip() == f"**{POINTS}.**":
                    previous.set("class", "points-title")
                    child.set("class", "points")
                previous = child


class MissingAnswers(Treeprocessor):
    """Puts the unanswered questions of a topic page in their place: a heading with the id and an invitation."""

    def __init__(self, md: Markdown, edit_url: str, help_page: str, load_curriculum: Any) -> None:
        super().__init__(md)
        self.edit_url, self.help_page, self.load = edit_url, help_page, load_curriculum

    def run(self, root: etree.Element) -> None:
        page: TopicPage | None = getattr(self.md, "topic_page", None)
        if page is None:
            return
        self.md.topic_page = None  # type: ignore[attr-defined]  # one Markdown instance may convert several pages
        heads = {element.get("id", ""): element for element in root if element.get("class") == "question"}
        if not heads:  # nothing to open
            for head in root.findall("div[@class]"):
                for tools in head.findall("p[@class='answer-tools']"):
                    head.remove(tools)
        following = len(root)
        for question in reversed(page.questions):
            if question.id in heads:
                following = list(root).index(heads[question.id])
            else:
                root[following:following] = [_heading(question), self.invitation(page)]

    def invitation(self, page: TopicPage) -> etree.Element:
        paragraph = etree.Element("p", {"class": "unanswered"})
        paragraph.text = "Ответа пока нет. "
        help_page = posixpath.relpath(self.help_page, posixpath.dirname(page.path))
        href = f"{self.edit_url.rstrip('/')}/{page.path}" if self.edit_url else help_page
        etree.SubElement(paragraph, "a", {"href": href}).text = "Написать первый ответ"
        return paragraph


class AnswersExtension(BlocksExtension):
    """Options: `edit_url` — where pages are edited, e.g. https://host/owner/name/edit/main/docs (none: the help page is linked)."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "edit_url": ["", "Where pages are edited; empty when the repository has no address"],
            "help_page": ["contributing.md", "The page that explains how to answer"],
            "load": [load, "Returns the curriculum"],
        }
        super().__init__(**options)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802, the name is pymdownx's
        block_mgr.register(Topic, self.getConfigs())
        block_mgr.register(Answer, self.getConfigs())
        processor = MissingAnswers(md, self.getConfig("edit_url") or "", self.getConfig("help_page"), self.getConfig("load"))
        md.treeprocessors.register(Parts(md), "answer-parts", 25)  # before inline, which turns the lead-ins into <strong>
        md.treeprocessors.register(processor, "missing-answers", 15)  # before toc, which needs all headings


def makeExtension(**options: Any) -> AnswersExtension:  # noqa: N802, the name is Markdown's
    return AnswersExtension(**options)
