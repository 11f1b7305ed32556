"""`make check`: everything wrong with the content, in one run, without building the site.

The build calls the same `problems`; the check adds what no reader's page breaks on, such as spelling.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from macros import answer_form, case_form, github, lined_yaml, macro_calls, page_links, page_text
from macros.curriculum import FILE, ROOT, read
from macros.model import Curriculum, TopicPage
from macros.problems import ContentError, Problem, nearest
from macros.sources import CLOSER, Block, Line, blocks, codes, front_matter_end, read_lines, split_options

Finding = answer_form.Finding
Answers = dict[str, tuple[str, int]]

NAMES = ("topic", "answer", "case")
_LOOKS_LIKE_BLOCK = re.compile(r"^\s*/{1,}[ ]*[\w-]*\s*(\||answer|topic)|^\s+/{3,}\s*([\w-]+\s*(\|.*)?)?$|^/{3}")
# What may follow the fence of a code block: a language, then title="…" and the like; or {attributes}.
_CODE_HEADER = re.compile(r'[\w#.+-]*( +[a-z_]+="[^"]*")* *|\{.*\} *')


def problems(root: Path = ROOT) -> tuple[list[Problem], list[str]]:
    """All findings, and the ids of the questions that have no answer yet."""
    curriculum, in_curriculum = read(root / FILE.name)
    found = set(in_curriculum)
    pages: dict[str, list[Line]] = {}
    files = {path.relative_to(root / "docs").as_posix(): path for path in sorted((root / "docs").rglob("*.md"))}
    for name, path in files.items():
        try:
            pages[name] = read_lines(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            found.add(Problem(f"docs/{name}", line, "файл не в UTF-8. Сохраните его в UTF-8."))
    answers = _answers(curriculum, pages) if curriculum else {}
    # A page that ought to be there is reported once, not at every link to it.
    known = files.keys() | _expected_pages(curriculum).keys() if curriculum else set()
    assets = {path.relative_to(root / "docs").as_posix() for path in (root / "docs" / "assets").rglob("*") if path.is_file()}
    anchors = {name: page_links.anchors_of(lines) for name, lines in pages.items() if not any("{{" in line.text for line in lines)}
    for name, lines in pages.items():
        found.update(Problem(f"docs/{name}", *finding) for finding in of_page(curriculum, name, lines, answers))
        if curriculum:
            found.update(Problem(f"docs/{name}", *finding) for finding in page_links.broken(curriculum, name, lines, known, assets))
            found.update(Problem(f"docs/{name}", *finding) for finding in page_links.dead_anchors(curriculum, name, lines, anchors))
    if curriculum:
        found.update(_cases(curriculum, pages))
        found.update(_missing_pages(curriculum, root))
        found.update(_navigation(curriculum, root))
    return sorted(found), [id for id in curriculum.places if id not in answers] if curriculum else []


def _answers(curriculum: Curriculum, pages: dict[str, list[Line]]) -> Answers:
    """Page and line of the first answer to each question, on the page of its topic."""
    answers: Answers = {}
    for page in curriculum.pages():
        ids = {question.id for question in page.questions}
        for block in blocks(pages.get(page.path, [])):
            if block.name == "answer" and block.argument in ids:
                answers.setdefault(block.argument, (page.path, block.line))
    return answers


def _cases(curriculum: Curriculum, pages: dict[str, list[Line]]) -> Iterator[Problem]:
    """What is wrong with solved tasks as wholes, except where a misread header may hide a section."""
    hidden = {case_form.case_of(name) for name, lines in pages.items() if any(_headers(lines)) or any(_fences(lines))}
    readable = {name: lines for name, lines in pages.items() if case_form.case_of(name) not in hidden - {None}}
    for name, finding in case_form.incomplete(curriculum, {name: list(blocks(lines)) for name, lines in readable.items()}):
        yield Problem(f"docs/{name}", *finding)
    for case in {case_form.case_of(name) for name in pages} - {None}:
        for name, finding in case_form.contradictions([(name, lines) for name, lines in pages.items() if case_form.case_of(name) == case]):
            yield Problem(f"docs/{name}", *finding)


def of_page(curriculum: Curriculum | None, name: str, lines: list[Line], answers: Answers) -> Iterator[Finding]:
    """Everything wrong with a page; without a curriculum, with the page by itself."""
    end = front_matter_end(lines)
    macros_on, head = _front_matter(lines[: end or 1])
    body = lines[end:]
    if unreadable := [*head, *_fences(body)]:
        yield from unreadable  # and what stands below is not what it seems
        return
    headers = list(_headers(body))
    yield from headers
    found = list(blocks(body))
    yield from _closers(body, {line for line, _ in headers})
    for block in found:
        split_options(block)
        yield from _form(block)
    yield from page_text.broken(body, macros_on)
    if curriculum:
        for block in found:
            if block.name == "case":
                yield from case_form.broken(curriculum, block)
        yield from _ids(curriculum, name, found, answers, maybe_hidden=bool(headers))
        if not headers and name in {page.path for page in curriculum.pages() if page.questions}:
            yield from _outside(body)
        if macros_on:
            yield from macro_calls.broken(curriculum, "\n" * end + "\n".join(line.text for line in body))


def _front_matter(head: list[Line]) -> tuple[bool, list[Finding]]:
    """Whether macros are on, and what is wrong with the lines between the dashes: unreadable, MkDocs prints them as text."""
    if head[0].text.strip() != "---":
        return False, []
    if len(head) == 1:
        return False, [(1, "настройки страницы не закрыты. Допишите под ними ещё одну строку «---».")]
    try:
        data, _, doubles = lined_yaml.parse("\n".join(line.text for line in head[1:-1]), "", before=1)
    except ContentError as error:
        return False, [(problem.line, problem.text) for problem in error.problems if isinstance(problem, Problem)]
    if not isinstance(data, dict):
        return False, [(1, "между «---» в начале страницы стоят строки «ключ: значение». Допишите их или удалите черту.")]
    return data.get("render_macros") is True, [(problem.line, problem.text) for problem in doubles]


def _fences(body: list[Line]) -> Iterator[Finding]:
    """Code blocks that are none: Markdown prints them as text, or swallows what follows."""
    fences = (line.number for line in body if not line.code and line.text.lstrip().startswith(("```", "~~~")))
    if unclosed := next(fences, None):  # those below may be its end
        yield unclosed, "блок кода не закрыт. Допишите после него строку из трёх обратных кавычек, с тем же отступом."
    for code in codes(body):
        if not _CODE_HEADER.fullmatch(code.language):
            yield code.line - 1, f"после кавычек стоит «{code.language}», и блок станет просто текстом. Пишется так: «``` python»."
        elif "markdown" not in code.language and (found := re.search(r"^/{3}($|[ ]*(answer|case|topic)\b.*)", code.text, re.MULTILINE)):
            yield code.line - 1, f"внутрь блока кода попала строка «{found[0]}»: он не закрыт. Закройте его тремя обратными кавычками."
        elif "markdown" not in code.language and (other := re.search(r"^ *(?:`{3}|~{3}) ?[a-z]\w*$", code.text, re.MULTILINE)):
            line = code.line + code.text.count("\n", 0, other.start())
            yield code.line - 1, f"блок кода не закрыт: внутри него, в строке {line}, начинается другой. Закройте его тремя обратными кавычками."


def _headers(body: list[Line]) -> Iterator[Finding]:
    for line in body:
        if not line.code and (finding := _header(line.text)):
            yield line.number, finding


def _header(text: str) -> str | None:
    """What is wrong with a line that looks like the header or the end of a block."""
    if not _LOOKS_LIKE_BLOCK.match(text) or re.fullmatch(r"/{3}[ ]*", text):
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


def _closers(body: list[Line], wrong: set[int]) -> Iterator[Finding]:
    """Blocks without an end and ends without a block. `wrong` are the lines that are already reported as no header or end."""
    for block in blocks(body):
        if not block.closed and wrong.isdisjoint(line.number for line in block.lines):
            yield block.line, f"блок «{block.name} | {block.argument}» не закрыт. После него нужна строка «///»."
    open = False
    for line in body:
        if line.code:
            continue
        if CLOSER.match(line.text):
            if not open:
                yield line.number, "строка «///» закрывает блок, которого нет. Удалите её или проверьте начало блока."
            open = False
        elif line.number in wrong or line.text.startswith("///"):
            open = True


def _outside(body: list[Line]) -> Iterator[Finding]:
    """Text between the answers of a page that consists of nothing else."""
    inside = False
    for line in body:
        if line.text.startswith("///") and not line.code:
            inside = not CLOSER.match(line.text)
        elif not inside and line.text.strip():
            yield line.number, f"текст «{line.text.strip()[:40]}» стоит вне ответа. Перенесите его внутрь блока, до закрывающей строки «///»."
            return


def _form(block: Block) -> Iterator[Finding]:
    if block.name == "answer":
        yield from answer_form.broken(block)
        yield from page_text.html(block)
    elif block.name == "topic" and (block.options or (block.lines and block.lines[0].text.startswith("    "))):
        yield block.line + 1, "у блока «topic» нет настроек. Удалите строку с отступом."


def _ids(curriculum: Curriculum, page: str, found: list[Block], answers: Answers, *, maybe_hidden: bool) -> Iterator[Finding]:
    """What is wrong with the ids of a page's blocks. `maybe_hidden`: a block may be missing because its header is wrong."""
    topic_pages = {topic_page.path: topic_page for topic_page in curriculum.pages()}
    here = topic_pages.get(page)
    topics = [block for block in found if block.name == "topic"]
    if here and not topics and not maybe_hidden:
        yield 1, f"страница темы начинается с двух строк: «/// topic | {here.reference}» и «///». Их нет."
    yield from _topics(topics, here, topic_pages)
    if topics and found[0].name == "answer":
        yield found[0].line, "ответ стоит раньше блока «topic». Перенесите «topic» в начало страницы: из него получается её заголовок."
    order = [question.id for question in here.questions] if here else []
    last = -1
    for block in found:
        id = block.argument
        if block.name != "answer" or not id:
            continue
        place = curriculum.places.get(id)
        if letters := "".join(dict.fromkeys(re.findall("[а-яё]", id, re.IGNORECASE))):
            yield block.line, f"в id «{id}» русские буквы: {letters}. Наберите его латиницей.{nearest(id, curriculum.places)}"
        elif not place:
            yield block.line, f"вопроса «{id}» нет в curriculum.yml.{nearest(id, curriculum.places)} Исправьте id или добавьте вопрос."
        elif answers.get(id, (page, block.line)) != (page, block.line):
            yield block.line, "на вопрос «{}» уже отвечает docs/{}:{}. Оставьте один ответ.".format(id, *answers[id])
        elif place.page != page:
            yield block.line, f"вопрос «{id}» из темы «{place.topic.title}»: его ответ стоит в docs/{place.page}. Перенесите блок туда."
        else:
            if order.index(id) < last:
                yield block.line, f"ответ на «{id}» стоит не по порядку. Порядок из curriculum.yml: {', '.join(order)}."
            last = max(last, order.index(id))


def _topics(topics: list[Block], here: TopicPage | None, topic_pages: dict[str, TopicPage]) -> Iterator[Finding]:
    references = {topic_page.reference for topic_page in topic_pages.values()}
    for extra in topics[1:]:
        yield extra.line, "второй блок «topic» на странице. Оставьте один."
    for block in topics[:1]:
        if not here:
            yield block.line, "эта страница не принадлежит ни одной теме из curriculum.yml. Удалите блок «topic» или добавьте тему."
        elif block.argument and block.argument not in references:
            yield block.line, f"темы «{block.argument}» нет в curriculum.yml.{nearest(block.argument, references)} Исправьте id."
        elif block.argument and block.argument != here.reference:
            yield block.line, f"страница называет себя «{block.argument}», а по своему адресу она «{here.reference}». Исправьте id."


def _expected_pages(curriculum: Curriculum) -> dict[str, str]:
    """The pages that the curriculum asks for, each with its first line."""
    stages = {f"{stage.id}/index.md": f'{{{{ stage_header("{stage.id}") }}}}' for stage in curriculum.stages}
    return {page.path: f"/// topic | {page.reference}" for page in curriculum.pages()} | stages


def _missing_pages(curriculum: Curriculum, root: Path) -> Iterator[Problem]:
    for path, start in _expected_pages(curriculum).items():
        if not (root / "docs" / path).exists():
            yield Problem(FILE.name, 1, f"нет страницы docs/{path}. Создайте её; первая строка: {start}")


def _navigation(curriculum: Curriculum, root: Path) -> Iterator[Problem]:
    """mkdocs.yml lists the pages by hand, for Zensical has no hooks that would do it; here they are held to the curriculum."""
    config = root / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").split("\n") if config.exists() else []
    listed = {found[1]: number for number, line in enumerate(lines, 1) if (found := re.match(r"^\s+- (?:.*: )?(\S+\.md)\s*$", line))}
    pages = list(curriculum.pages())
    expected = [path for stage in curriculum.stages for path in (f"{stage.id}/index.md", *(p.path for p in pages if p.stage is stage))]
    above = ""
    for path in expected if lines else ():
        line = listed.get(above, 1)
        if path not in listed:
            yield Problem(config.name, line, f"страницы {path} нет в nav. Добавьте её{f' после {above}' if above else ''}.")
            continue
        if listed[path] < line:
            yield Problem(config.name, listed[path], f"страница {path} стоит в nav выше, чем {above}, а в curriculum.yml — ниже. Переставьте.")
        above = path


def everything(root: Path, today: date) -> tuple[list[Problem], list[str]]:
    """What the build refuses, and besides it what only people mind: spelling, dates that have not come, ids that were taken away."""
    from macros import freshness, language, permanent_ids

    found, unanswered = problems(root)
    return sorted({*found, *language.all_problems(root), *freshness.ahead(root, today), *permanent_ids.problems(root)}), unanswered


def main() -> int:
    try:
        found, unanswered = everything(ROOT, date.today())
    except ImportError as error:
        print(f"Нет библиотеки {error.name}, без неё орфографию не проверить. Запустите make check: он поставит её сам.", file=sys.stderr)
        return 2
    for problem in found:
        print(problem)
    if github.wanted():
        print("\n".join(github.commands(found)))
    if unanswered:
        print(f"Без ответа {len(unanswered)}: {', '.join(unanswered)}")
    print("Ошибок нет." if not found else f"Ошибок: {len(found)}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
