"""The only reader of curriculum.yml: load, validate, explain."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from macros import lined_yaml, rules
from macros.lined_yaml import Path as Location
from macros.model import Curriculum
from macros.problems import ContentError, Problem, nearest

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "curriculum.yml"


def load(path: Path = FILE) -> Curriculum:
    """Read and validate. Raises ContentError with all findings at once, each with its line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError([Problem(path.name, 1, f"файл не в UTF-8 (байт {error.start}). Сохраните его в UTF-8.")]) from None
    return parse(text, path.name)


@lru_cache(maxsize=1)  # by content: a reload after an edit reads afresh, and the many readers of one build share one
def parse(text: str, file: str = "curriculum.yml") -> Curriculum:
    """The same from a string."""
    data, lines = lined_yaml.parse(text, file)
    try:
        curriculum = Curriculum.model_validate(data)
    except ValidationError as error:
        raise ContentError(
            sorted({Problem(file, _line(lines, e["loc"]), _explain(e, data)) for e in error.errors(include_url=False)})
        ) from None
    if found := [Problem(file, _line(lines, where), text) for where, text in rules.broken(curriculum)]:
        raise ContentError(sorted(found))
    return curriculum


def _line(lines: dict[Location, int], where: tuple[int | str, ...]) -> int:
    """The line of the value, or of the nearest thing around it that has one."""
    while where not in lines:
        where = where[:-1]
    return lines[where]


def _explain(error: Any, data: Any) -> str:
    """One pydantic error as a sentence with what was found and what to do."""
    kind, where, context = error["type"], error["loc"], error.get("ctx", {})
    field = next((str(part) for part in reversed(where) if isinstance(part, str) and part != "[key]"), "")
    if kind == "extra_forbidden":
        known = _fields(data, where[:-1])
        return f"неизвестное поле «{field}».{nearest(field, known)} Здесь бывают: {', '.join(known)}."
    if kind == "missing":
        return f"нет обязательного поля «{field}». Допишите его."
    found = "пусто" if error["input"] in (None, "", [], {}) else f"«{str(error['input'])[:60]}»"
    expected = {
        "string_type": "нужен текст. Если он похож на число, дату или «да/нет» по-английски, возьмите его в кавычки",
        "int_type": "нужно целое число",
        "float_type": "нужно число",
        "greater_than": f"число должно быть больше {context.get('gt')}",
        "greater_than_equal": f"число должно быть не меньше {context.get('ge')}",
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
