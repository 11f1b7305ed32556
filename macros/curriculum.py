"""The only reader of curriculum.yml: load, validate, explain."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from macros import lined_yaml, rules
from macros.lined_yaml import Path as Location
from macros.model import Curriculum
from macros.problems import ContentError, Problem, nearest
from macros.sources import overlong, read_lines

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "curriculum.yml"


def load(path: Path = FILE) -> Curriculum:
    """Read and validate. Raises ContentError with all findings at once, each with its line."""
    curriculum, problems = read(path)
    if problems or not curriculum:
        raise ContentError(problems)
    return curriculum


def read(path: Path) -> tuple[Curriculum | None, tuple[Problem, ...]]:
    """All findings, and the curriculum as far as it can be understood in spite of them, so that what refers to it can be checked."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None, (Problem(path.name, 1, "файла нет. Верните его: из него собирается весь хендбук."),)
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)  # each block of a page asks: read again only what has changed
def _read(path: Path, modified: int, size: int) -> tuple[Curriculum | None, tuple[Problem, ...]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, (Problem(path.name, line, "файл не в UTF-8. Сохраните его в UTF-8."),)
    return parse(text, path.name)


def parse(text: str, file: str = "curriculum.yml") -> tuple[Curriculum | None, tuple[Problem, ...]]:
    """The same from a string."""
    try:
        data, lines, doubles = lined_yaml.parse(text, file)
    except ContentError as error:
        return None, tuple(problem for problem in error.problems if isinstance(problem, Problem))
    if long := [Problem(file, *finding) for finding in overlong(read_lines(text))]:
        return None, tuple(long)
    curriculum, findings = _validate(data)
    if curriculum:
        findings += rules.broken(curriculum)
    return curriculum, tuple(sorted({*doubles, *(Problem(file, _line(lines, where), text) for where, text in findings)}))


def _validate(data: Any) -> tuple[Curriculum | None, list[rules.Finding]]:
    """The curriculum, without the fields that are wrong where it can be read without them; where in the file and what is wrong."""
    try:
        return Curriculum.model_validate(data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    misspelt = _misspelt(errors)
    errors = [e for e in errors if e["loc"] not in misspelt.values()]
    found = [(e["loc"], _explain(e, data)) for e in errors]
    readable = deepcopy(data)
    try:
        for e in reversed(errors):  # what is deleted from a list moves what follows
            _repair(readable, e["loc"], misspelt)
        return Curriculum.model_validate(readable), found
    except (LookupError, TypeError, ValueError):  # a ValidationError is a ValueError
        return None, found


def _misspelt(errors: list[Any]) -> dict[Location, Location]:
    """Unknown fields that stand for a similar field that is missing from the same record: the two errors are one mistake."""
    missing = [e["loc"] for e in errors if e["type"] == "missing"]
    unknown = [e["loc"] for e in errors if e["type"] == "extra_forbidden"]
    return {wrong: right for wrong in unknown for right in missing if right[:-1] == wrong[:-1] and nearest(wrong[-1], [right[-1]])}


# What a wrong value of a field is replaced by while the rest of the file is checked. Nothing can stand for an id, a week, a list.
_PASSABLE = {"language": "ru", "form": "текст", "hours": 1.0} | dict.fromkeys(
    ("title", "text", "about", "goal", "summary", "how", "statement", "result", "instead", "why", "enough"), "…"
)
_IRREPLACEABLE = {"id", "weeks", "stages", "topics", "groups", "questions", "template", "renamed"}


def _repair(data: Any, where: Location, misspelt: dict[Location, Location]) -> None:
    """Make the value at this place one that can be read. Raises one of several errors where none would do."""
    *way, field = where
    record = data
    for part in way:
        record = record[part]
    if where in misspelt:
        record[misspelt[where][-1]] = record.pop(field)
    elif field in _IRREPLACEABLE:
        raise LookupError(field)
    elif isinstance(field, int) and way[-1] != "needs":
        record[field] = "…"
    elif field in _PASSABLE:
        record[field] = _PASSABLE[field]
    else:
        del record[field]


def _line(lines: dict[Location, int], where: tuple[int | str, ...]) -> int:
    """The line of the value, or of the nearest thing around it that has one."""
    while where not in lines:
        where = where[:-1]
    return lines[where]


def _explain(error: Any, data: Any) -> str:
    """One pydantic error as a sentence with what was found and what to do."""
    kind, where, context = error["type"], error["loc"], error.get("ctx", {})
    if not where:
        return "вместо полей «title», «weeks», «stages» и других — что-то другое. Верните их: без них собирать нечего."
    field = next((str(part) for part in reversed(where) if isinstance(part, str) and part != "[key]"), "")
    if kind == "extra_forbidden":
        known = _fields(data, where[:-1])
        return f"неизвестное поле «{field}».{nearest(field, known)} Здесь бывают: {', '.join(known)}."
    if kind == "missing":
        return f"нет обязательного поля «{field}». Допишите его."
    found = "пусто" if error["input"] in (None, "", [], {}) else f"«{str(error['input'])[:60]}»".replace("\n", "\\n")
    expected = {
        "string_type": "нужен текст. Если он похож на число, дату или «да/нет» по-английски, возьмите его в кавычки",
        "int_type": "нужно целое число",
        "float_type": "нужно число",
        "greater_than": f"число должно быть больше {context.get('gt', 0):g}",
        "greater_than_equal": f"число должно быть не меньше {context.get('ge')}",
        "less_than_equal": f"число должно быть не больше {context.get('le', 0):g}",
        "string_too_long": f"нужно не больше {context.get('max_length')} знаков",
        "string_unicode": "в тексте половина символа. Удалите её",
        "invisible": f"в тексте невидимый символ {context.get('code')}. Удалите его",
        "several_lines": "текст пишется в одну строку. Уберите переводы строки",
        "finite_number": "нужно обычное число",
        "list_type": "нужен список: строки, которые начинаются с «- »",
        "dict_type": "нужны пары «ключ: значение»",
        "model_type": "нужна запись из полей «ключ: значение»",
        "model_attributes_type": "нужна запись из полей «ключ: значение»",
        "bool_type": "нужно true или false",
        "too_short": "список не может быть пустым",
        "literal_error": f"допустимы только {context.get('expected', '').replace(' or ', ' и ')}",
    }.get(kind, error["msg"])
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        expected = (
            "текст не может быть пустым"
            if pattern == r"\S"
            else "нужен адрес, который начинается с https://"
            if pattern.startswith("^https")
            else "id пишется строчными латинскими буквами, цифрами и дефисами"
        )
    return f"поле «{field}»: {expected}; найдено: {found}."


def _fields(data: Any, where: tuple[int | str, ...]) -> list[str]:
    """The names of the fields that the record at this place may have."""
    model: Any = Curriculum
    for part in where:
        if isinstance(part, str):
            model = _inner(model.model_fields[part].annotation)
    return list(model.model_fields)


def _inner(annotation: Any) -> type[BaseModel]:
    """The model inside `list[Model]`, `Model | None` or an annotated form of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in annotation.__args__:
        try:
            return _inner(argument)
        except (AttributeError, TypeError):
            continue
    raise TypeError(annotation)
