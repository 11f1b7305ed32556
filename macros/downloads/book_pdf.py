"""The book as PDF: `book.typ` says how its pages look."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from lxml.html import HtmlElement

from macros.downloads import typeset
from macros.downloads.book_content import Book, Chapter, Part
from macros.downloads.escape import escape, string
from macros.problems import ContentError
from macros.schedule import stage_weeks, weeks_text
from macros.timeline import first_page
from macros.words import day_text, plural

_STYLE = Path(__file__).with_name("book.typ")


def pdf(book: Book) -> bytes:
    """The finished file."""
    body = "\n\n".join([title_page(book), *_about(book), "#contents()", *(_part(book, part) for part in book.parts)])
    return typeset.compile(body, title=book.title, date=book.material.date, hashes=book.material.hashes, head=head())


def cover(book: Book) -> bytes:
    """The title page as a picture for the EPUB."""
    return typeset.picture(title_page(book), head=head(), pixels_per_inch=120)


def head() -> str:
    return _STYLE.read_text(encoding="utf-8")


def title_page(book: Book) -> str:
    curriculum = book.material.curriculum
    stages = ", ".join(f"({string(stage.title)}, {stage.weeks}, {string(weeks_text(stage_weeks(curriculum, stage)))})" for stage in curriculum.stages)
    count = plural(len(book.material.entries), "вопрос", "вопроса", "вопросов")
    weeks = plural(curriculum.weeks, "неделю", "недели", "недель")
    about = f"{count} собеседований с ответами и план на {weeks}: от первой программы до Middle NLP-инженера"
    return f"#title-page({string(book.title)}, {string(about)}, ({stages},), {string(day_text(book.material.date.date()))})"


def about_text(book: Book) -> list[tuple[str, str]]:
    """What a reader has to know about the book: a word to lead and a sentence or two."""
    texts = [
        (
            "Что это.",
            "Весь хендбук в одном файле: план по неделям, ответы, разобранные задачи, уроки, словарь. Он собран из тех же страниц, что и сайт.",
        ),
        (
            "Как читать.",
            "У каждого вопроса сначала ответ на тридцать секунд и пункты, которые обязаны прозвучать, потом разбор, частая ошибка и вопрос, "
            "который зададут следом. Закройте страницу под вопросом, ответьте вслух и только тогда сравните.",
        ),
        (
            "Чего здесь нет.",
            "Тренажёра, прогресса и рабочего стола: они работают на сайте. Чек-листы и карточки для печати лежат там же отдельными файлами.",
        ),
        (
            "Дата.",
            f"Текст на {day_text(book.material.date.date())} года. Библиотеки меняются: внизу каждого разбора сказано, "
            "когда его сверяли с источниками.",
        ),
        ("Лицензия.", "Текст — CC BY 4.0, код — MIT. Копируйте, печатайте, переводите; назовите хендбук и отметьте, что изменили."),
    ]
    if book.material.site_url:
        texts.append(("Свежая версия.", book.material.site_url))
    return texts


def _about(book: Book) -> list[str]:
    lines = []
    for lead, text in about_text(book):
        said = f"#to({string(text)})[{escape(text.partition('://')[2].rstrip('/'))}]" if "://" in text else escape(text)
        lines.append(f"#strong[{escape(lead)}] {said}")
    return [f"#imprint[{chr(10) * 2}{(chr(10) * 2).join(lines)}{chr(10) * 2}]"]


def _part(book: Book, part: Part) -> str:
    chapters = "\n\n".join(_chapter(book, chapter) for chapter in part.chapters)
    if part.stage is None:
        return f"#plain-part({string(part.title)})\n\n{chapters}"
    weeks = []
    for week in part.weeks:
        topics = ", ".join(f"#link({typeset.inside(first_page(part.stage, topic))})[{escape(topic.title)}]" for topic in week.topics)
        weeks.append(f"[{week.number}], [{topics}]")
    opening = f"#stage-part({part.number}, {string(part.title)}, {string(part.facts)}, {string(part.stage.goal)}, {', '.join(weeks)})"
    return f"{opening}\n\n{chapters}"


def _chapter(book: Book, chapter: Chapter) -> str:
    """Raises ContentError, which names the page."""
    try:
        text = Setter(book, chapter.path).blocks(chapter.article)
    except ValueError as error:
        where = f"docs/{chapter.path}: этого книга набрать не умеет: {error}."
        raise ContentError(
            [f"{where} Нужно только на экране — допишите в _SCREEN_ONLY файла macros/downloads/book_content.py, в книге тоже — в typeset.py."]
        ) from None
    return f"#chapter({string(chapter.title)}) #label({string(chapter.path)})\n\n{text}"


class Setter(typeset.Typesetter):
    """Pages of the book: their links stay inside where the book has the place, and the index and the glossary name pages."""

    def __init__(self, book: Book, path: str) -> None:
        super().__init__(partial(_destination, book, path), lambda id: f"{path}#{id}", level=1)

    def block(self, element: HtmlElement) -> str:
        classes = element.get("class", "").split()
        if "question-index" in classes:
            return "\n".join(self._entry(item[0]) for item in element)
        if "checklist" in classes and element.find("li[@data-question]") is not None:
            return "\n".join(self._to_tick(item) for item in element)
        if "glossary" in classes:
            return f"#columns(2, gutter: 8mm)[{chr(10).join(self._term(item) for item in element)}]"
        if "index-topic" in classes:
            return f"#index-topic[{self.inline(element)}]"
        return super().block(element)

    def _entry(self, link: HtmlElement) -> str:
        return f"#index-entry({self.link(link.get('href'))}, [{self.inline(link)}])"

    def _to_tick(self, item: HtmlElement) -> str:
        (link,) = item.findall("a")
        return f"#tick-entry({self.link(link.get('href'))}, [{self.inline(link)}])"

    def _term(self, item: HtmlElement) -> str:
        name, answer = item.find("dt"), item.find("dd/a")
        return f"#glossary-entry([{self.inline(name).strip()}], {self.link(answer.get('href'))}, [{self.inline(answer).strip()}])"


def _destination(book: Book, path: str, href: str) -> str | None:
    target = book.target(path, href)
    if target is None:
        return None
    return typeset.inside(target.place) if target.kind == "inside" else typeset.outside(target.place)
