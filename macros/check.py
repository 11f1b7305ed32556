"""`make check`: everything wrong with the content, in one run, without building the site.

The build calls the same `problems`, so a green check and a green build mean the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from macros import answer_form, case_form, lined_yaml, macro_calls, page_links
from macros.curriculum import FILE, ROOT, read
from macros.formulas import mathml
from macros.model import Curriculum, TopicPage
from macros.problems import ContentError, Problem, nearest
from macros.sources import CLOSER, Block, Line, blocks, codes, formulas, front_matter_end, prose, read_lines, split_options

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
    for name, lines in pages.items():
        found.update(Problem(f"docs/{name}", *finding) for finding in _page(curriculum, name, lines, answers))
        if curriculum:
            found.update(Problem(f"docs/{name}", *finding) for finding in page_links.broken(curriculum, name, lines, known))
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


def _page(curriculum: Curriculum | None, name: str, lines: list[Line], answers: Answers) -> Iterator[Finding]:
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
    yield from _text(body, macros_on)
    if curriculum:
        for block in found:
            if block.name == "case":
                yield from case_form.broken(curriculum, block)
        yield from _ids(curriculum, name, found, answers, maybe_hidden=bool(headers))
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


def _form(block: Block) -> Iterator[Finding]:
    if block.name == "answer":
        yield from answer_form.broken(block)
    elif block.name == "topic" and (block.options or (block.lines and block.lines[0].text.startswith("    "))):
        yield block.line + 1, "у блока «topic» нет настроек. Удалите строку с отступом."


def _text(body: list[Line], macros_on: bool) -> Iterator[Finding]:
    for line in body:
        if "\t" in line.text and not line.code:
            yield line.number, "найдена табуляция. Замените её четырьмя пробелами: Markdown и настройки блоков считают пробелы."
        if found := re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", line.text):
            yield line.number, f"найден невидимый символ U+{ord(found[0]):04X}. Удалите его: он разрывает строку или виден как пустой квадрат."
    for number, text in prose(body):
        if re.search(r"\{\{|\{%", text) and not macros_on:
            yield number, "макрос не сработает: у страницы не включены макросы. Добавьте в самое начало файла «---», «render_macros: true», «---»."
        if re.search(r"(?<!\\)\$", text):
            yield number, r"у знака «$» нет пары. Закройте формулу, а если это доллар, напишите «\$»."
    for number, latex in formulas(body):
        if re.search(r"<[A-Za-z/!?]", latex):
            yield number, r"знак «<» вплотную к букве Markdown примет за тег, и часть ответа пропадёт. Напишите «\lt »."
        try:
            mathml(latex, display=False)
        except ContentError as error:
            yield number, str(error.problems[0])


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
        if not place:
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
