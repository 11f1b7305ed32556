"""What is wrong with the text of a page: what Markdown prints as it stands, drops or shows as something else."""

from __future__ import annotations

import ast
import html as html_module
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from macros.formulas import mathml
from macros.problems import ContentError, Finding
from macros.sources import Block, Line, codes, formulas, prose

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]")
# Arrows and signs of mathematics are no emoji; ✅ and ⛔ mark examples on the page for contributors.
_EMOJI = re.compile(r"[\u2600-\u26d3\u26d5-\u2704\u2706-\u27bf\u2b50\u2b55\ufe0f\U0001f000-\U0001faff]")
CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )")
MERGED = "осталась метка слияния. Оставьте одну из двух версий текста и удалите строки «<<<<<<<», «=======», «>>>>>>>»."
_TAG = re.compile(r"</?(?!https?:|mailto:)[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_BARE = re.compile(r"""(?<![(<"'\w\]/])https?://[^\s)>»]+""")
_TARGET = re.compile(r"\]\([ ]*<?([^()\s>]+)|\]:\s*<?([^\s>]+)|<([a-zA-Z][\w+.-]*:[^\s>]*)>|(?:href|src)=[\"']?([^\s\"'>]+)")
_IN_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)|\[[^\]]*\]:\s*\S+|<https?://[^>]*>")


def broken(body: list[Line], macros_on: bool) -> Iterator[Finding]:
    """Yield the line and what is wrong. `macros_on`: the page calls macros."""
    for line in body:
        if "\t" in line.text and not line.code:
            yield line.number, "найдена табуляция. Замените её четырьмя пробелами: Markdown и настройки блоков считают пробелы."
        if found := _CONTROL.search(line.text):
            yield line.number, f"найден невидимый символ U+{ord(found[0]):04X}. Удалите его: он разрывает строку или виден как пустой квадрат."
        if not line.code and CONFLICT.match(line.text):
            yield line.number, MERGED
    for number, text in prose(body):
        if re.search(r"\{\{|\{%", text) and not macros_on:
            yield (
                number,
                (
                    "двойные фигурные скобки — это вызов макроса, а у страницы макросы не включены. Если это просто текст, поставьте вокруг "
                    "обратные кавычки; если макрос, добавьте в самое начало файла три строки: «---», «render_macros: true», «---»."
                ),
            )
        if re.search(r"(?<!\\)\$", text):
            yield number, r"у знака «$» нет пары. Закройте формулу, а если это доллар, напишите «\$»."
        yield from ((number, problem) for problem in _marks(text))
    for number, latex in formulas(body):
        if re.search(r"<[A-Za-z/!?]", latex):
            yield number, r"знак «<» вплотную к букве Markdown примет за тег, и часть ответа пропадёт. Напишите «\lt »."
        try:
            mathml(latex, display=False)
        except ContentError as error:
            yield number, str(error.problems[0])
    yield from _tables(body)
    yield from _code(body)


def _marks(text: str) -> Iterator[str]:
    if found := _EMOJI.search(text):
        yield f"найден эмодзи «{found[0]}». Удалите его или скажите словами: диктор экрана читает его названием, а в печати он пропадает."
    if re.search(r"!\[\s*\]\(", text):
        yield "у картинки нет описания. Напишите в квадратных скобках, что на ней видно: его услышит тот, кто картинки не видит."
    for target in ("".join(groups) for groups in _TARGET.findall(text)):
        try:
            urlsplit(html_module.unescape(target))
        except ValueError:
            yield f"адрес «{target[:60]}» не читается. Проверьте скобки и двоеточия в имени сайта."
    if found := re.search(r"\[[^\]]+\]\s+(\(https?://[^)\s]*\))", text):
        yield f"ссылка не сработает: между «]» и «(» пробел. Уберите его: «]{found[1]}»."
    if found := re.search(r"\(([^()]+)\)\[(https?://[^\]\s]+)\]", text):
        yield f"скобки ссылки перепутаны. Напишите «[{found[1]}]({found[2]})»."
    elif found := _BARE.search(_IN_LINK.sub("", text)):
        yield f"адрес «{found[0].rstrip('.,;:')}» стоит просто текстом, нажать на него нельзя. Напишите «[название]({found[0].rstrip('.,;:')})»."


def html(block: Block) -> Iterator[Finding]:
    """HTML in an answer: it comes with text that is pasted from elsewhere, and cards and books have no place for it."""
    for number, text in prose(block.lines):
        text = re.sub("<!--.*?-->", "", text)
        if found := _TAG.search(text):
            yield number, f"в ответе HTML: «{found[0][:40]}». Напишите то же в Markdown: **жирный**, `код`, [ссылка](адрес), пустая строка — абзац."
        if found := _ENTITY.search(text):
            yield number, f"вместо «{found[0]}» поставьте сам знак: ответ читают и там, где HTML нет."


def _tables(body: list[Line]) -> Iterator[Finding]:
    """Tables that are none: Markdown prints them as text, or drops and adds cells."""
    row: list[Line] = []
    for line in [*body, Line(0, "", False)]:
        if not line.code and line.text.startswith("|"):
            row.append(line)
            continue
        if row:
            yield from _table(row)
        row = []


def _table(rows: list[Line]) -> Iterator[Finding]:
    head, *rest = rows
    columns = _cells(head.text)
    if not rest or not re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+\s*", rest[0].text):
        yield head.number, f"под первой строкой таблицы нужна черта «{'|---' * columns}|», без неё таблица останется текстом."
        return
    for row in rest:
        if (cells := _cells(row.text)) != columns:
            yield row.number, rf"в строке таблицы ячеек {cells}, а в первой строке {columns}. Сделайте поровну; черту внутри ячейки пишите «\|»."


def _cells(row: str) -> int:
    row = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)|\\\|", "", row.strip())
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def _code(body: list[Line]) -> Iterator[Finding]:
    """Python that no Python reads; that it prints what the page says is left to the tests, which run it."""
    for code in codes(body):
        if re.fullmatch(r"python|\{ *\.python\b.*\}", code.language):
            try:
                ast.parse(code.text)
            except SyntaxError as error:
                yield code.line + max(error.lineno or 1, 1) - 1, f"код не читается ({error.msg}). Проверьте скобки, кавычки, двоеточия и отступы."
            except (MemoryError, RecursionError, ValueError):
                yield code.line, "код не читается: скобки или знаки вложены глубже, чем читает Python. Упростите его."
