"""YAML in which every value remembers the line it stands on."""

from __future__ import annotations

from typing import Any

import yaml

from macros.problems import ContentError, Problem

Path = tuple[str | int, ...]

_MEND = {
    "found character '\\t' that cannot start any token": "найдена табуляция, а отступы в YAML делаются пробелами. Замените её двумя пробелами.",
    "mapping values are not allowed here": "двоеточие в неожиданном месте. Возьмите текст в кавычки или проверьте отступ этой строки.",
    "expected <block end>": "отступ не совпадает с соседними строками. Выровняйте строку по остальным полям той же записи.",
    "could not find expected ':'": "строка не похожа на «ключ: значение». Допишите двоеточие или проверьте отступ.",
    "found unexpected end of stream": "кавычка или скобка не закрыта. Закройте её.",
    "found undefined alias": "текст начинается со звёздочки, YAML принял её за ссылку. Возьмите текст в кавычки.",
    "found character '`' that cannot start any token": "текст начинается с обратной кавычки. Возьмите его в кавычки.",
    "found character '@' that cannot start any token": "текст начинается с «@». Возьмите его в кавычки.",
}


def parse(text: str, file: str) -> tuple[Any, dict[Path, int]]:
    """The document and the line of each key and list entry, counted from 1.

    Raises ContentError for broken YAML and for keys that occur twice (YAML itself silently keeps the last).
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise ContentError([Problem(file, _line_of(error), _explain(error))]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError([Problem(file, line, "недопустимый символ. Удалите его.")]) from None
    lines: dict[Path, int] = {(): 1}
    doubles: list[Problem] = []
    value = _build(root, (), lines, doubles, file) if root is not None else None
    if doubles:
        raise ContentError(doubles)
    return value, lines


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], doubles: list[Problem], file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", ""))
            line = key_node.start_mark.line + 1
            if key in mapping:
                doubles.append(Problem(file, line, f"ключ «{key}» уже есть в этой записи, в строке {lines[*path, key]}. Оставьте один."))
            lines[*path, key] = line
            mapping[key] = _build(value_node, (*path, key), lines, doubles, file)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            lines[*path, index] = item.start_mark.line + 1
            items.append(_build(item, (*path, index), lines, doubles, file))
        return items
    return yaml.SafeLoader("").construct_object(node)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    for start, mend in _MEND.items():
        if problem.startswith(start):
            return mend
    return f"YAML не читается ({problem}). Проверьте отступы, кавычки и двоеточия в этой строке и в строке над ней."
