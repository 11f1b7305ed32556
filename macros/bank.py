"""Every question joined with its answer as it stands on its page: the only source for what is made from answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import html
from lxml.html import HtmlElement

from macros.formula_words import spoken
from macros.links import address
from macros.model import Curriculum, Place


@dataclass(frozen=True)
class Entry:
    """A question, its address relative to the site and, where there is one, its answer.

    `short` is what stands above the divider and `full` what stands below it, as elements whose links are those of `page`.
    """

    place: Place
    address: str
    short: HtmlElement | None
    full: HtmlElement | None

    @property
    def id(self) -> str:
        return self.place.question.id

    @property
    def page(self) -> str:
        """The address of the page, relative to the site: what links inside the answer start from."""
        return self.address.partition("#")[0]

    @property
    def points(self) -> list[HtmlElement]:
        """What has to be said, a list item a point."""
        return [] if self.short is None else list(self.short.xpath('ul[@class="points"]/li'))

    @cached_property
    def hash(self) -> str:
        """Changes whenever the wording or the answer does; 16 hexadecimal digits."""
        parts = [self.place.question.text, *(html.tostring(part, encoding="unicode") for part in (self.short, self.full) if part is not None)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def bank(curriculum: Curriculum, articles: Mapping[str, str], *, directory_urls: bool = True) -> Iterator[Entry]:
    """Yield every question in the roadmap's order. `articles` are the rendered pages without the theme, by their path in docs/."""
    answers: dict[str, HtmlElement] = {}
    for page in curriculum.pages():
        for details in parse(articles[page.path]).xpath('.//details[@class="answer"]'):
            answers[details.get("data-question")] = details
    for id, place in curriculum.places.items():
        answer = answers.get(id)
        yield Entry(
            place,
            f"{address(place.page, directory_urls=directory_urls)}#{id}",
            None if answer is None else _only(answer, 'div[@class="answer-short"]'),
            None if answer is None else _only(answer, 'details[@class="answer-full"]'),
        )


def parse(article: str) -> HtmlElement:
    """The content of a page as one element."""
    return html.fragment_fromstring(article, create_parent="article")


def text_of(element: HtmlElement) -> str:
    """What a reader sees, without marks for links and for screen readers; blocks are kept apart by spaces."""
    return " ".join("".join(_seen(element)).split())


_UNSEEN_TAGS = {"button", "script", "style", "summary"}
_UNSEEN_CLASSES = {"headerlink", "for-screen-reader"}
_INLINE = {"a", "abbr", "b", "code", "em", "i", "math", "span", "strong", "sub", "sup"}


def _seen(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN_TAGS or _UNSEEN_CLASSES & set(element.get("class", "").split()):
        return
    if element.tag == "math":
        yield spoken(element)
        return
    gap = "" if element.tag in _INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from _seen(child)
        yield child.tail or ""
    yield gap


def _only(parent: HtmlElement, path: str) -> HtmlElement | None:
    found = parent.xpath(path)
    return found[0] if found else None
