"""What a solved section of the ML System Design template consists of, and what is wrong with one that does not.

A section is a block `/// case | section-id`. In it a line `? question-id` stands above the answer to each question of the template; in a section
that has a table, `? table` stands above its rows. The pages of one case are `cases/<id>.md` and, where that would be too heavy, `cases/<id>-2.md`.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.answer_form import headings
from macros.model import Curriculum, Section
from macros.problems import Finding, nearest
from macros.sources import Block, Line, codes

FOLDER = "mlsd/cases/"
TABLE = "table"
TABLE_WORDING = "Таблица"
QUESTION = re.compile(r"^\?[ ]+([\w-]+)[ ]*$")
_ASSUMPTION = re.compile(r"`([A-Z][A-Z0-9_]*) = ([^`]+)`")


@dataclass
class Reply:
    """The answer to one question: the line of its `? id`, and what stands below."""

    id: str
    line: int
    lines: list[Line] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        return "\n".join(line.text for line in self.lines).strip("\n")


def case_of(page: str) -> str | None:
    """The id of the case that a page of docs/ belongs to."""
    if not page.startswith(FOLDER):
        return None
    return re.sub(r"(-\d+)?\.md$", "", page.removeprefix(FOLDER))


def wordings(section: Section) -> dict[str, str]:
    """What a solved section answers, in order: the wording of each question by its id."""
    questions = {question.id: question.text for question in (*section.questions, *section.extra)}
    return questions | ({TABLE: TABLE_WORDING} if section.table else {})


def replies(block: Block) -> list[Reply]:
    """The answers of a section, in the order of the page."""
    found: list[Reply] = []
    for line in block.lines:
        if not line.code and (question := QUESTION.match(line.text)):
            found.append(Reply(question[1], line.number))
        elif found:
            found[-1].lines.append(line)
    return found


def broken(curriculum: Curriculum, block: Block) -> Iterator[Finding]:
    """Yield the line and what is wrong, for each thing that a section of this form must have."""
    sections = {section.id: section for section in curriculum.template}
    if block.argument not in sections:
        if block.argument:  # without one the header is reported as such
            yield block.line, f"раздела «{block.argument}» нет в шаблоне.{nearest(block.argument, sections)} Исправьте id."
        return
    section = sections[block.argument]
    if block.options or (block.lines and block.lines[0].text.startswith("    ")):
        yield block.line + 1, "у блока «case» нет настроек. Удалите строку с отступом."
    yield from headings(block)
    yield from _lines(block)
    yield from _questions(curriculum, section, block)
    for reply in replies(block):
        if reply.id == TABLE and section.table:
            yield from _table(section.table.columns, reply)


def _lines(block: Block) -> Iterator[Finding]:
    """Lines that name a question, and what stands above the first."""
    rows = [Line(block.line, "", False), *block.lines, Line(0, "", False)]
    first = True
    for above, line, below in zip(rows, rows[1:], rows[2:], strict=False):
        if not line.code and line.text.startswith("?"):
            if not QUESTION.match(line.text):
                yield line.number, f"строка «{line.text.strip()[:40]}» не читается. Пишется так: «? id-вопроса», больше в строке ничего нет."
            elif above.text.strip() or below.text.strip():
                yield line.number, f"вокруг строки «{line.text.strip()}» нужны пустые строки, иначе Markdown приклеит её к соседним."
            first = False
        elif first and line.text.strip():
            yield line.number, "текст стоит раньше первого вопроса, и отнести его не к чему. Перенесите его под строку «? id-вопроса»."
            first = False


def _questions(curriculum: Curriculum, section: Section, block: Block) -> Iterator[Finding]:
    """Every question once, in the order of the template, with an answer."""
    expected = list(wordings(section))
    homes = {id: other for other in curriculum.template for id in wordings(other) if id != TABLE}
    seen: dict[str, int] = {}
    misspelt: set[str] = set()
    for reply in replies(block):
        if reply.id in seen:
            yield reply.line, f"на вопрос «{reply.id}» уже отвечено в строке {seen[reply.id]}. Оставьте один ответ."
            continue
        if reply.id not in expected:
            home = homes.get(reply.id)
            mend = f" Он из раздела «{home.id}»: перенесите ответ туда." if home else f"{nearest(reply.id, expected)} Исправьте id."
            misspelt.update(id for id in expected if not home and nearest(reply.id, [id]))
            yield reply.line, f"вопроса «{reply.id}» нет в разделе «{section.id}».{mend}"
            continue
        if any(expected.index(id) > expected.index(reply.id) for id in seen):
            yield reply.line, f"ответ на «{reply.id}» стоит не по порядку. Порядок шаблона: {', '.join(expected)}."
        if not reply.markdown.strip():
            yield reply.line, f"под «? {reply.id}» пусто. Ответьте или напишите «Не нужно, потому что…»."
        seen[reply.id] = reply.line
    unreadable = any(line.text.startswith("?") and not QUESTION.match(line.text) for line in block.lines if not line.code)
    missing = [id for id in expected if id not in seen and id not in misspelt]
    if missing and not unreadable:
        mend = f"Допишите строку «? {missing[0]}» и под ней ответ или «Не нужно, потому что…»."
        yield block.line, f"в разделе «{section.id}» не отвечено: {', '.join(missing)}. {mend}"


def _table(columns: list[str], reply: Reply) -> Iterator[Finding]:
    rows = [[cell.strip() for cell in line.text.strip().strip("|").split("|")] for line in reply.lines if line.text.startswith("|")]
    if reply.markdown and (not rows or rows[0] != columns):
        yield reply.line, f"под «? {TABLE}» стоит только таблица со столбцами: {', '.join(columns)}. Исправьте её первую строку."
        return
    for line in reply.lines:  # whoever loads the table has a place for rows only
        if line.text.strip() and not line.text.startswith("|"):
            yield line.number, f"под «? {TABLE}» бывают только строки таблицы. Перенесите этот текст в ответ на вопрос."


def incomplete(curriculum: Curriculum, pages: Mapping[str, list[Block]]) -> Iterator[tuple[str, Finding]]:
    """Yield the page and the finding for each case whose sections are not all there, once, in the template's order. `pages` are all of docs/."""
    order = [section.id for section in curriculum.template]
    cases: dict[str, dict[str, tuple[str, int]]] = {}
    misspelt: dict[str, set[str]] = {}
    for page, blocks in sorted(pages.items(), key=lambda item: (len(item[0]), item[0])):  # the second page behind the first
        case = case_of(page)
        for block in (block for block in blocks if block.name == "case"):
            if case is None:
                yield page, (block.line, f"решённый раздел стоит на странице вне docs/{FOLDER}. Перенесите его туда.")
            elif first := cases.setdefault(case, {}).get(block.argument):
                yield page, (block.line, "раздел «{}» этой задачи уже решён в docs/{}:{}. Оставьте один.".format(block.argument, *first))
            elif block.argument in order:
                if any(order.index(id) > order.index(block.argument) for id in cases[case]):
                    yield page, (block.line, f"раздел «{block.argument}» стоит не по порядку. Порядок шаблона: {', '.join(order)}.")
                cases[case][block.argument] = (page, block.line)
            else:
                misspelt.setdefault(case, set()).update(id for id in order if nearest(block.argument, [id]))
        if case is not None:
            cases.setdefault(case, {})
    for case, sections in cases.items():
        if missing := [id for id in order if id not in sections and id not in misspelt.get(case, set())]:
            page = next(page for page in sorted(pages, key=len) if case_of(page) == case)
            yield page, (1, f"в решении нет разделов: {', '.join(missing)}. Допишите блоки «/// case | {missing[0]}» … «///».")


def contradictions(pages: Iterable[tuple[str, list[Line]]]) -> Iterator[tuple[str, Finding]]:
    """Yield where the code of a case gives a constant another value than the table of assumptions, or one that stands in no table.

    `pages` are those of one case. An assumption is a table cell `NAME = value`; a constant of the code is NAME assigned a literal.
    """
    stated: dict[str, tuple[Any, str, int]] = {}
    for page, lines in pages:
        for line in lines:
            if line.code or not line.text.startswith("|"):
                continue
            for name, value in _ASSUMPTION.findall(line.text):
                if name in stated:
                    yield page, (line.number, "допущение «{}» уже записано в docs/{}:{}. Оставьте одно.".format(name, *stated[name][1:]))
                    continue
                stated[name] = (_literal(value), page, line.number)
                if stated[name][0] is None:
                    yield page, (line.number, f"значение допущения «{name} = {value}» не читается. Нужно число Python: 12_000, 0.05, 3 * 60.")
    for page, lines in pages:
        for code in codes(lines):
            for name, value, row in _constants(code.text) if code.language.strip("{} .") == "python" else ():
                if name not in stated:
                    yield page, (code.line + row - 1, f"константы «{name}» нет среди допущений. Запишите её в таблицу: `{name} = {value}`.")
                elif stated[name][0] not in (None, value):
                    known, where, at = stated[name]
                    yield page, (code.line + row - 1, f"«{name}» здесь {value}, а в допущениях {known}: docs/{where}:{at}. Исправьте одно из двух.")


def _constants(code: str) -> Iterator[tuple[str, Any, int]]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, MemoryError, RecursionError, ValueError):  # macros.page_text tells
        return
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.isupper() and (known := _literal_of(value)) is not None:
                yield name, known, node.lineno
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for target, value in zip(names, values, strict=False):
                    if isinstance(target, ast.Name) and target.id.isupper() and (known := _literal_of(value)) is not None:
                        yield target.id, known, node.lineno


def _literal(text: str) -> Any:
    """The value of a Python expression of numbers only, or None."""
    try:
        return _literal_of(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, MemoryError, RecursionError, ValueError):
        return None


def _literal_of(node: ast.expr) -> Any:
    try:
        return _value(node)
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        return None


_OPERATIONS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}


def _value(node: ast.expr) -> Any:
    """A number, boolean or text; of numbers arithmetic too. Raises one of several errors, LookupError for anything else.

    Not `eval`: a power of a power, written in ten characters, would take the rest of the day.
    """
    match node:
        case ast.Constant(value=str() | bool() | int() | float() as value):
            return value
        case ast.UnaryOp(op=op, operand=operand):
            return _OPERATIONS[type(op)](_number(operand))
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _number(left), _number(right)
            if isinstance(op, ast.Pow) and (abs(one) > 10**6 or abs(other) > 64):
                raise OverflowError
            return _OPERATIONS[type(op)](one, other)
    raise LookupError(node)


def _number(node: ast.expr) -> Any:
    value = _value(node)
    if not isinstance(value, int | float) or abs(value) > 10**100:
        raise TypeError(value)
    return value
