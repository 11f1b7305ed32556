"""The `question_index` macro: every question of the handbook on one page, for those who look by eye and for those without scripts."""

from __future__ import annotations

from html import escape

from macros.links import Href
from macros.model import Curriculum


def question_index(curriculum: Curriculum, href: Href) -> str:
    """Markdown: a heading a stage and a topic page, each question as a link to its answer."""
    parts = []
    for number, stage in enumerate(curriculum.stages, 1):
        pages = [page for page in curriculum.pages() if page.stage == stage and page.questions]
        if not pages:
            continue
        parts.append(f"## {number}. {stage.title} {{ #{stage.id} }}")
        for page in pages:
            links = "".join(
                f'<li><a href="{href(f"{page.path}#{question.id}")}">{escape(question.text, quote=False)}</a></li>' for question in page.questions
            )
            parts.append(f'<h3 class="index-topic">{escape(page.title, quote=False)}</h3>')
            parts.append(f'<ul class="question-index">{links}</ul>')
    return "\n\n".join(parts)
