"""The typed model of curriculum.yml. Nothing of MkDocs here."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _visible(text: str) -> str:
    """The same text, of one line or several, without what nobody sees or HTML refuses."""
    if found := re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", text):
        raise PydanticCustomError("invisible", "invisible character", {"code": f"U+{ord(found[0]):04X}"})
    return text


def _one_line(text: str) -> str:
    if "\n" in text.rstrip("\n"):
        raise PydanticCustomError("several_lines", "several lines")
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Markdown = Annotated[str, StringConstraints(pattern=r"\S"), AfterValidator(_visible)]
Text = Annotated[Markdown, AfterValidator(_one_line)]
Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+\S*$"), AfterValidator(_visible)]
# Far above anything sensible: a slip of the finger must not make a plan of a billion weeks.
Weeks = Annotated[int, Field(ge=1, le=200)]
Hours = Annotated[float, Field(gt=0, le=1000)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class HasId(Protocol):
    @property
    def id(self) -> str: ...


class Question(_Model):
    """A self-check question. For search: `aliases` are other names in both languages, `keywords` descriptions in other words."""

    id: Id
    text: Text
    aliases: list[Text] = []
    keywords: list[Text] = []


class Resource(_Model):
    """Something to read, watch or solve. Those with the same `choose` replace each other."""

    id: Id
    title: Text
    author: Text | None = None
    url: Url | None = None
    language: Literal["ru", "en"]
    form: Literal["текст", "видео", "текст и задачи", "видео и задачи", "задачи", "данные", "инструмент"]
    hours: Hours | None = None
    cost: Text = "бесплатно"
    how: Text
    until: Text | None = None
    choose: Text | None = None
    optional: bool = False


class Group(_Model):
    """A page's worth of questions of a large topic."""

    id: Id
    title: Text
    questions: Annotated[list[Question], Field(min_length=1)]


class Item(_Model):
    """A line to tick."""

    id: Id
    text: Text


class Topic(_Model):
    """`weeks` count from the first week of the stage; `needs` are topics as "stage/topic"; `steps` are ticked where there are no questions."""

    id: Id
    title: Text
    summary: Text
    weeks: Annotated[list[Weeks], Field(min_length=1)]
    hours: Hours
    needs: list[Text] = []
    questions: list[Question] = []
    groups: list[Group] = []
    steps: list[Item] = []
    resources: list[Resource] = []

    def all_questions(self) -> list[Question]:
        return [*self.questions, *(question for group in self.groups for question in group.questions)]


class Stage(_Model):
    """`about` says in a few words what is inside, for the line of the home page."""

    id: Id
    title: Text
    about: Annotated[str, StringConstraints(pattern=r"\S", max_length=60), AfterValidator(_visible), AfterValidator(_one_line)] | None = None
    goal: Text
    weeks: Weeks
    topics: Annotated[list[Topic], Field(min_length=1)]
    resources: list[Resource] = []

    @property
    def hours(self) -> float:
        return sum(topic.hours for topic in self.topics)

    def all_questions(self) -> list[Question]:
        return [question for topic in self.topics for question in topic.all_questions()]


class TemplateQuestion(_Model):
    id: Id
    text: Text
    example: Text | None = None


class Table(_Model):
    columns: Annotated[list[Text], Field(min_length=1)]
    rows: list[list[Text]]


class Section(_Model):
    """A section of the ML System Design template."""

    id: Id
    title: Text
    goal: Text
    intro: Markdown | None = None
    questions: Annotated[list[TemplateQuestion], Field(min_length=1)]
    extra: list[TemplateQuestion] = []
    tip: Markdown | None = None
    example: Markdown | None = None
    example_points: list[Text] = []
    table: Table | None = None


class Checklist(_Model):
    id: Id
    title: Text
    items: Annotated[list[Item], Field(min_length=1)]


class Step(Item):
    """A step of a practice task. Its hints are Markdown of one paragraph and open one after another."""

    hints: list[Text] = []


class Task(_Model):
    """A practice task; its id is the id of its topic, its steps are ticked in order."""

    id: Id
    title: Text
    statement: Markdown
    result: Markdown
    steps: Annotated[list[Step], Field(min_length=1)]
    resources: list[Resource] = []


class Mistake(_Model):
    id: Id
    title: Text
    text: Markdown
    instead: Markdown


class Skip(_Model):
    """What not to spend time on, and how much of it is enough. Both texts are Markdown."""

    id: Id
    title: Text
    why: Markdown
    enough: Markdown


class Term(_Model):
    """What is called one way in English and another in Russian; `also` are slang, abbreviations and other spellings."""

    en: Text
    ru: Text
    also: list[Text] = []
    question: Id

    def names(self) -> list[str]:
        return [name.strip() for names in (self.en, self.ru, *self.also) for name in names.split(",")]


class Place(_Model):
    """Where a question stands: the page is relative to docs/."""

    stage: Stage
    topic: Topic
    group: Group | None
    question: Question

    @property
    def page(self) -> str:
        return page_of(self.stage, self.topic, self.group)


class TopicPage(_Model):
    """A page with questions, or a lesson of a topic that has none."""

    stage: Stage
    topic: Topic
    group: Group | None

    @cached_property
    def path(self) -> str:
        return page_of(self.stage, self.topic, self.group)

    @cached_property
    def reference(self) -> str:
        """How the page names itself in its `/// topic | …` line."""
        return self.path.removesuffix(".md")

    @property
    def title(self) -> str:
        return (self.group or self.topic).title

    @property
    def description(self) -> str:
        """What the page gives, for search engines and previews of links."""
        return f"{self.title}: {'вопросы собеседований с ответами' if self.questions else 'урок'}. {self.topic.summary}"

    @property
    def questions(self) -> list[Question]:
        return self.group.questions if self.group else self.topic.questions


TEMPLATE_TOPIC = "template"  # its steps are the sections of the ML System Design template


class Curriculum(_Model):
    title: Text
    weeks: Weeks
    stages: Annotated[list[Stage], Field(min_length=1)]
    template: Annotated[list[Section], Field(min_length=1)]
    tasks: list[Task]
    checklists: list[Checklist]
    mistakes: list[Mistake]
    skip: list[Skip]
    drop: list[Text] = []  # topics as "stage/topic" that a plan leaves out when time is short, first to last
    glossary: list[Term] = []
    renamed: dict[Literal["stages", "topics", "groups", "questions", "template", "items"], dict[Id, Id]] = {}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every question by its id, in the roadmap's order."""
        return {
            question.id: Place(stage=page.stage, topic=page.topic, group=page.group, question=question)
            for page in self.pages()
            for question in page.questions
        }

    def pages(self) -> tuple[TopicPage, ...]:
        """Every topic page, in the roadmap's order."""
        return self._pages

    @cached_property
    def _pages(self) -> tuple[TopicPage, ...]:
        return tuple(
            TopicPage(stage=stage, topic=topic, group=group) for stage in self.stages for topic in stage.topics for group in topic.groups or (None,)
        )

    def steps(self, topic: Topic) -> list[Item]:
        """What is ticked in a topic without questions: its own steps, those of its task and of the checklist of its id."""
        task = next((task.steps for task in self.tasks if task.id == topic.id), [])
        checklist = next((checklist.items for checklist in self.checklists if checklist.id == topic.id), [])
        return [*topic.steps, *task, *checklist]

    @cached_property
    def descriptions(self) -> dict[str, str]:
        """What each topic page gives, by its path."""
        return {page.path: page.description for page in self.pages()}

    def stage(self, id: str) -> Stage:
        """Raises KeyError."""
        return {stage.id: stage for stage in self.stages}[id]

    def number(self, stage: Stage) -> int:
        """Which stage it is, counted from 1: its station on the line and its colour."""
        return 1 + self.stages.index(stage)

    def first_week(self, stage: Stage) -> int:
        """The week of the whole way, counted from 1, in which the stage begins."""
        return 1 + sum(earlier.weeks for earlier in self.stages[: self.stages.index(stage)])


def page_of(stage: Stage, topic: Topic, group: Group | None = None) -> str:
    return f"{stage.id}/{topic.id}/{group.id}.md" if group else f"{stage.id}/{topic.id}.md"
