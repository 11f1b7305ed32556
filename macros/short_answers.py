"""The `short_answers` macro: what one would say aloud, for all questions of a stage on one page, to print or to reread the evening before."""

from __future__ import annotations

import posixpath
import re
from html import escape

from macros.answer_form import MORE
from macros.curriculum import ROOT
from macros.links import Href
from macros.model import Curriculum, Stage, TopicPage
from macros.sources import Block, blocks, read_lines

_LINK = re.compile(r"\]\((?![a-z]+:)([^)\s#]*)(#[^)\s]*)?\)")


def short_answers(curriculum: Curriculum, stage: Stage, href: Href) -> str:
    """Markdown: a heading a topic page, each question as a link to its answer, and under it everything above `<!-- more -->`."""
    parts = []
    for page in curriculum.pages():
        if page.stage == stage and page.questions:
            written = _answers(page)
            parts.append(f"## {page.title} {{ #topic-{page.reference.replace('/', '-')} }}")
            for question in page.questions:
                link = href(f"{page.path}#{question.id}")
                parts.append(f'<h3 class="short-question"><a href="{link}">{escape(question.text, quote=False)}</a></h3>')
                parts.append(written.get(question.id, "Ответа пока нет."))
    return "\n\n".join(parts)


def _answers(page: TopicPage) -> dict[str, str]:
    """The short part of every answer of a page, by its id, with links that hold on a page of the stage's folder."""
    lines = read_lines((ROOT / "docs" / page.path).read_text(encoding="utf-8-sig"))
    return {block.argument: _short(block, page) for block in blocks(lines) if block.name == "answer"}


def _short(block: Block, page: TopicPage) -> str:
    short = []
    for line in block.lines:
        if line.text.rstrip() == MORE and not line.code:
            break
        short.append(line.text if line.code else _LINK.sub(lambda found: _moved(found, page), line.text))
    return "\n".join(short).strip()


def _moved(link: re.Match[str], page: TopicPage) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link[1])) if link[1] else page.path
    return f"]({posixpath.relpath(target, page.stage.id)}{link[2] or ''})"
