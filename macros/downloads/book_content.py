"""What stands in the book, in which order, and where its links lead: the same for PDF and EPUB."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import unquote, urljoin

from lxml import html
from lxml.html import HtmlElement

from macros.bank import parse
from macros.downloads.material import Material
from macros.model import Stage
from macros.schedule import Week, schedule, stage_weeks, weeks_text
from macros.words import hours_text, plural

INTRODUCTION = ("roadmap.md", "how-to-study.md", "five-weeks.md")
# Tools of the site, what the book has in another form, and what is for those who write it.
LEFT_OUT = {"index.md", "trainer.md", "progress.md", "plan.md", "downloads.md", "contributing.md", "maintainers.md"}
LEFT_OUT_NAMES = {"sheet.md", "short-answers.md", "workbench.md"}
SECTIONS_LEFT_OUT = {"about.md": ("offline",)}  # a tool of the site with its buttons
_QUESTIONS_AND_TERMS = ("glossary.md", "questions.md")


@dataclass(frozen=True)
class Chapter:
    """A page of the site, without its h1 and without what only a screen can do."""

    path: str
    title: str
    article: HtmlElement


@dataclass(frozen=True)
class Part:
    """`stage` is None for the introduction and the reference part, and then there are no facts and no weeks."""

    title: str
    chapters: tuple[Chapter, ...]
    stage: Stage | None = None
    number: int = 0
    facts: str = ""
    weeks: tuple[Week, ...] = ()

    @property
    def path(self) -> str:
        """The page whose place the opening of the part takes."""
        return f"{self.stage.id}/index.md" if self.stage else self.chapters[0].path


@dataclass(frozen=True)
class Target:
    """Where a link leads: `inside` the book to a page or "page#id", or `outside` to an address."""

    kind: Literal["inside", "outside"]
    place: str


@dataclass(frozen=True)
class Book:
    material: Material
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        return self.material.site_name

    def chapters(self) -> Iterator[Chapter]:
        for part in self.parts:
            yield from part.chapters

    @cached_property
    def places(self) -> frozenset[str]:
        """Everything that a link inside the book may name."""
        pages = {chapter.path: chapter for chapter in self.chapters()}
        ids = (f"{path}#{id}" for path, chapter in pages.items() for id in chapter.article.xpath(".//@id"))
        return frozenset([*pages, *ids])

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        return {address: path for path, address in self.material.addresses.items()}

    def target(self, page: str, href: str) -> Target | None:
        """Where `href` of a page leads. None: only the site has it, and nobody knows the site's address."""
        root = "https://site.invalid/"
        absolute = urljoin(root + self.material.addresses[page], href)
        if not absolute.startswith(root):
            return Target("outside", absolute)
        address, _, fragment = absolute.removeprefix(root).partition("#")
        path = self._pages.get(address)
        for place in (f"{path}#{unquote(fragment)}", path):
            if place in self.places:
                return Target("inside", str(place))
        return Target("outside", self.material.site_url + absolute.removeprefix(root)) if self.material.site_url else None


def book(material: Material) -> Book:
    """The whole handbook in the roadmap's order. A page that no rule knows goes to the end rather than missing."""
    curriculum = material.curriculum
    known = [path for path in material.articles if path not in LEFT_OUT and posixpath.basename(path) not in LEFT_OUT_NAMES]
    stages = {stage.id: [path for path in known if path.startswith(f"{stage.id}/")] for stage in curriculum.stages}
    placed = {*INTRODUCTION, *_QUESTIONS_AND_TERMS, *(path for paths in stages.values() for path in paths)}
    parts = [Part("С чего начать", tuple(_chapter(material, path) for path in INTRODUCTION))]
    for number, stage in enumerate(curriculum.stages, 1):
        parts.append(_stage(material, stage, number, stages[stage.id]))
    last = [*_QUESTIONS_AND_TERMS, *(path for path in known if path not in placed)]
    parts.append(Part("Справочник", tuple(_chapter(material, path) for path in last)))
    return Book(material, tuple(parts))


def _stage(material: Material, stage: Stage, number: int, paths: list[str]) -> Part:
    curriculum = material.curriculum
    questions = len(stage.all_questions())
    facts = (
        f"{weeks_text(stage_weeks(curriculum, stage))} из {curriculum.weeks}",
        hours_text(stage.hours),
        plural(questions, "вопрос", "вопроса", "вопросов") if questions else "",
    )
    weeks = tuple(week for week in schedule(curriculum) if week.stage == stage)
    return Part(stage.title, tuple(_chapter(material, path) for path in paths), stage, number, ", ".join(filter(None, facts)), weeks)


def _chapter(material: Material, path: str) -> Chapter:
    article = _for_paper(parse(material.articles[path]))
    for id in SECTIONS_LEFT_OUT.get(path, ()):
        _drop_section(article, id)
    head = article.find(".//h1")
    title = head.text_content().strip()
    head.drop_tree()
    if posixpath.basename(path) == "index.md":  # the opening of the part has the title, the goal and the weeks
        title = "Как пройти этап"
        for name in ("stage-facts", "stage-goal", "timeline-weeks"):
            for element in article.find_class(name):
                element.drop_tree()
    return Chapter(path, title, article)


_SCREEN_ONLY = ("headerlink", "for-screen-reader", "on-screen", "answer-tools", "way", "learned", "stage-learned", "without-scripts")
_SCREEN_ONLY_TAGS = ("button", "script", "style", "self-check", "link", "input", "textarea", "select", "progress")


def _for_paper(article: HtmlElement) -> HtmlElement:
    """The page as it reads on paper: nothing to press, everything open, what stood twice once."""
    article = deepcopy(article)
    for name in _SCREEN_ONLY:
        for element in article.find_class(name):
            element.drop_tree()
    for element in list(article.iter(*_SCREEN_ONLY_TAGS)):
        element.drop_tree()
    for solution in article.find_class("case-solution"):  # its questions stand again before each answer
        questions = solution.getprevious()
        if questions is not None and "template-questions" in questions.get("class", ""):
            questions.drop_tree()
    for hint in article.find_class("hint"):  # each stands in the one before it
        if "hint" in hint.getparent().get("class", "").split():
            hint.getparent().addnext(hint)
    for details in list(article.iter("details")):
        if "hint" not in details.get("class", "").split():
            summary = details.find("summary")
            if summary is not None:
                summary.drop_tree()
        details.tag = "div"
    for summary in list(article.iter("summary")):
        summary.tag = "p"
        summary.set("class", "hint-title")
    for question in article.find_class("unanswered"):
        for link in list(question.iter("a")):
            link.drop_tree()
    for timeline in article.find_class("timeline"):
        timeline.getparent().replace(timeline, _timeline_table(timeline))
    return article


def _timeline_table(timeline: HtmlElement) -> HtmlElement:
    """The roadmap as a table: a row a week, a row above them for their stage."""
    table = html.Element("table", {"class": "table timeline"})
    body = html.Element("tbody")
    table.append(body)
    for stage in timeline.find_class("timeline-stage"):
        (title,) = stage.find_class("timeline-title")
        row, head = html.Element("tr"), html.Element("th", {"colspan": "2"})
        head.text = title.text
        head.extend(list(title))
        row.append(head)
        body.append(row)
        for week in stage.find_class("timeline-week"):
            row = html.Element("tr")
            for name in ("week-number", "week-topics"):
                (source,) = week.find_class(name)
                cell = html.Element("td", {"class": name})
                cell.text = source.text
                cell.extend(list(source))
                row.append(cell)
            body.append(row)
    return table


def _drop_section(article: HtmlElement, id: str) -> None:
    """Drop a heading of the second level and everything up to the next one."""
    for heading in article.xpath("./h2[@id=$id]", id=id):
        for element in list(heading.itersiblings()):
            if element.tag == "h2":
                break
            element.drop_tree()
        heading.drop_tree()
