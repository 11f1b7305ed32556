"""`make check`: everything wrong with the content, in one run, without building the site.

The build calls the same `problems`, so a green check and a green build mean the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from macros import answer_form
from macros.curriculum import FILE, ROOT, load
from macros.formulas import mathml
from macros.model import Curriculum, TopicPage
from macros.problems import ContentError, Problem, nearest
from macros.sources import Block, Line, blocks, formulas, front_matter_end, read_lines, split_options

NAMES = ("topic", "answer")
_LOOKS_LIKE_BLOCK = re.compile(r"^\s*/{1,}[ ]*[\w-]*\s*(\||answer|topic)|^\s+/{3,}\s*([\w-]+\s*(\|.*)?)?$|^/{3}")
_MACRO = re.compile(r"\{\{|\{%")


def problems(root: Path = ROOT) -> tuple[list[Problem], list[str]]:
    """All findings, and the ids of the questions that have no answer yet."""
    found: list[Problem] = []
    curriculum: Curriculum | None = None
    try:
        curriculum = load(root / FILE.name)
    except ContentError as error:
        found += [p for p in error.problems if isinstance(p, Problem)]
    pages = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in sorted((root / "docs").rglob("*.md"))}
    answers: dict[str, tuple[str, int]] = {}
    for name, text in pages.items():
        lines = read_lines(text)
        found += [Problem(name, *finding) for finding in _page(lines)]
        page_blocks = list(blocks(lines))
        for block in page_blocks:
            split_options(block)
            if block.name == "answer":
                found += [Problem(name, *finding) for finding in answer_form.broken(block)]
        if curriculum:
            found += [Problem(name, *finding) for finding in _ids(curriculum, name.removeprefix("docs/"), page_blocks, answers)]
    if curriculum:
        found += _missing_pages(curriculum, pages)
        found += _navigation(curriculum, root)
    unanswered = [id for id in curriculum.places if id not in answers] if curriculum else []
    return sorted(set(found)), unanswered


def _page(lines: list[Line]) -> Iterator[answer_form.Finding]:
    """What is wrong with a page by itself, whatever the curriculum says."""
    end = front_matter_end(lines)
    macros_on = any(re.match(r"render_macros:\s*true\b", line.text) for line in lines[:end])
    body = lines[end:]
    for line in body:
        if "\t" in line.text and not line.code:
            yield line.number, "найдена табуляция. Замените её четырьмя пробелами: Markdown и настройки блоков считают пробелы."
        if line.code:
            continue
        if (finding := _header(line.text)) is not None:
            yield line.number, finding
        if _MACRO.search(line.text) and not macros_on and "`" not in line.text and "$" not in line.text:
            yield line.number, "макрос не сработает: у страницы не включены макросы. Добавьте в самое начало файла «---», «render_macros: true», «---»."
    for block in blocks(body):
        if not block.closed:
            yield block.line, f"блок «{block.name} | {block.argument}» не закрыт. После него нужна строка «///»."
    depth = 0
    for line in body:
        if line.code:
            continue
        if re.match(r"^/{3,}\s*$", line.text):
            depth -= 1
            if depth < 0:
                yield line.number, "строка «///» закрывает блок, которого нет. Удалите её или проверьте начало блока."
                depth = 0
        elif re.match(r"^/{3}[ ]*[\w-]+", line.text):
            depth = 1
    if body and body[-1].code and not re.match(r"^\s*(`{3,}|~{3,})\s*$", body[-1].text):
        start = next(l.number for l, before in zip(reversed(body), [*reversed(body[:-1]), Line(0, "", False)], strict=True) if not before.code)
        yield start, "блок кода не закрыт. Допишите после него строку из трёх обратных кавычек."
    for number, latex in formulas(body):
        try:
            mathml(latex, display=False)
        except ContentError as error:
            yield number, str(error.problems[0])


def _header(text: str) -> str | None:
    """What is wrong with a line that looks like the header of a block."""
    if not _LOOKS_LIKE_BLOCK.match(text) or re.match(r"^/{3}\s*$", text):
        return None
    stripped = text.strip()
    if text[0] == " ":
        return f"перед «{stripped[:20]}» стоят пробелы, и строка станет просто текстом. Начните её с первой позиции."
    slashes = len(stripped) - len(stripped.lstrip("/"))
    if slashes != 3:
        return f"косых черт {slashes}, а блок начинается и заканчивается тремя: «///»."
    found = re.match(r"^///[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$", text)
    if not found:
        return f"строка «{stripped[:40]}» не читается как начало блока. Пишется так: «/// answer | id-вопроса»."
    if found[1] not in NAMES:
        return f"блока «{found[1]}» нет.{nearest(found[1], NAMES)} Бывают: {', '.join(NAMES)}."
    if not found[2]:
        return f"у блока «{found[1]}» нет id. Пишется так: «/// {found[1]} | id», с вертикальной чертой."
    return None


def _ids(curriculum: Curriculum, page: str, found: list[Block], answers: dict[str, tuple[str, int]]) -> Iterator[answer_form.Finding]:
    """What is wrong with the ids of a page's blocks. Fills `answers` with the place of each answer."""
    topic_pages = {topic_page.path: topic_page for topic_page in curriculum.pages()}
    here = topic_pages.get(page)
    topics = [block for block in found if block.name == "topic"]
    if here and not topics:
        yield 1, f"страница темы начинается с двух строк: «/// topic | {here.reference}» и «///». Их нет."
    for block in topics:
        yield from _topic(block, here, topic_pages)
    for extra in topics[1:]:
        yield extra.line, "второй блок «topic» на странице. Оставьте один."
    last = -1
    for block in found:
        if block.name != "answer" or not block.argument:
            continue
        id = block.argument
        if id not in curriculum.places:
            yield block.line, f"вопроса «{id}» нет в curriculum.yml.{nearest(id, curriculum.places)}"
            continue
        place = curriculum.places[id]
        if id in answers:
            yield block.line, "на вопрос «{}» уже отвечает {}:{}. Оставьте один ответ.".format(id, *answers[id])
            continue
        answers[id] = (f"docs/{page}", block.line)
        if place.page != page:
            yield block.line, f"вопрос «{id}» из темы «{place.topic.title}»: его ответ стоит в docs/{place.page}. Перенесите блок туда."
            continue
        order = [question.id for question in here.questions] if here else []
        if order.index(id) < last:
            yield block.line, f"ответ на «{id}» стоит не по порядку. Порядок из curriculum.yml: {', '.join(order)}."
        last = max(last, order.index(id))


def _topic(block: Block, here: TopicPage | None, topic_pages: dict[str, TopicPage]) -> Iterator[answer_form.Finding]:
    references = {topic_page.reference for topic_page in topic_pages.values()}
    if not here:
        yield block.line, "эта страница не принадлежит ни одной теме из curriculum.yml. Удалите блок «topic» или добавьте тему."
    elif block.argument not in references:
        yield block.line, f"темы «{block.argument}» нет в curriculum.yml.{nearest(block.argument, references)}"
    elif block.argument != here.reference:
        yield block.line, f"страница называет себя «{block.argument}», а по своему адресу она «{here.reference}». Исправьте id."


def _missing_pages(curriculum: Curriculum, pages: dict[str, str]) -> Iterator[Problem]:
    expected = {page.path: f"/// topic | {page.reference}" for page in curriculum.pages()}
    for stage in curriculum.stages:
        expected[f"{stage.id}/index.md"] = f'{{{{ stage_header("{stage.id}") }}}}'
    for path, start in expected.items():
        if f"docs/{path}" not in pages:
            yield Problem(FILE.name, 1, f"нет страницы docs/{path}. Создайте её; первая строка: {start}")


def _navigation(curriculum: Curriculum, root: Path) -> Iterator[Problem]:
    """mkdocs.yml lists the pages by hand, for Zensical has no hooks that would do it; here they are held to the curriculum."""
    config = root / "mkdocs.yml"
    if not config.exists():
        return
    listed = {found[1]: n for n, line in enumerate(config.read_text(encoding="utf-8").splitlines(), 1) if (found := re.match(r"^\s+- (?:.*: )?(\S+\.md)\s*$", line))}
    expected = [path for stage in curriculum.stages for path in [f"{stage.id}/index.md", *(p.path for p in curriculum.pages() if p.stage is stage)]]
    previous = 0
    for path in expected:
        if path not in listed:
            yield Problem(config.name, 1, f"страницы {path} нет в nav. Добавьте её на место темы.")
        elif listed[path] < previous:
            yield Problem(config.name, listed[path], f"страница {path} стоит в nav не в порядке curriculum.yml.")
        previous = max(previous, listed.get(path, 0))


def main() -> int:
    found, unanswered = problems()
    for problem in found:
        print(problem)
    if unanswered:
        print(f"Без ответа {len(unanswered)}: {', '.join(unanswered)}")
    print("Ошибок нет." if not found else f"Ошибок: {len(found)}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
