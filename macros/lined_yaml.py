"""YAML in which every value remembers the line it stands on."""

from __future__ import annotations

import re
from typing import Any

import yaml

from macros.problems import ContentError, Problem

Path = tuple[str | int, ...]

# How the parser's complaint begins, and what to say instead.
_MEND = {
    "found character '\\t'": "найдена табуляция, а отступы в YAML делаются пробелами. Замените её двумя пробелами.",
    "mapping values are not allowed here": "двоеточие в неожиданном месте. Возьмите текст в кавычки или проверьте отступ этой строки.",
    "expected <block end>, but found '<scalar>'": "после кавычки или скобки остался текст. Возьмите в кавычки весь текст целиком.",
    "expected <block end>": "отступ не совпадает с соседними строками. Выровняйте строку по остальным полям той же записи.",
    "could not find expected ':'": "строка не похожа на «ключ: значение». Допишите двоеточие или проверьте отступ.",
    "found unexpected end of stream": "кавычка не закрыта. Закройте её.",
    "expected ',' or ']'": "в списке в квадратных скобках не хватает запятой или закрывающей скобки. Допишите её.",
    "expected ',' or '}'": "в фигурных скобках не хватает запятой или закрывающей скобки. Если скобка — часть текста, возьмите его в кавычки.",
    "found undefined alias": "текст начинается со звёздочки, YAML принял её за ссылку. Возьмите текст в кавычки.",
    "found invalid Unicode character escape code": "в двойных кавычках стоит код символа, которого нет. Напишите сам символ.",
    "sequence entries are not allowed here": "текст начинается с дефиса, YAML принял его за список. Возьмите текст в кавычки.",
}
# Of these the parser knows only late, far below the line to mend; it remembers where the thing began.
_KNOWN_LATE = ("could not find expected ':'", "found unexpected end of stream", "expected ',' or")


def parse(text: str, file: str, before: int = 0) -> tuple[Any, dict[Path, int], list[Problem]]:
    """The document, the line of each key and list entry, and the keys that occur twice (YAML itself silently keeps the last).

    Lines count from 1; `before` lines of the file stand above the text. Raises ContentError for what is not YAML, for aliases (a few lines of
    them stand for more values than a machine can hold, or for themselves) and for what is nested deeper than anybody means.
    """
    try:
        root = _compose(text)
        builder = _Builder(file, before)
        value = builder.build(root, ()) if root is not None else None
    except yaml.MarkedYAMLError as error:
        raise ContentError([Problem(file, before + _line_of(error), _explain(error))]) from None
    except yaml.reader.ReaderError as error:
        line = before + text.count("\n", 0, error.position) + 1
        raise ContentError([Problem(file, line, "недопустимый символ. Удалите его.")]) from None
    except _AliasError:
        line = before + 1 + next(int(token.start_mark.line) for token in yaml.scan(text, yaml.SafeLoader) if isinstance(token, yaml.AliasToken))
        mend = "Повторите сам текст; если звёздочка — его часть, возьмите его в кавычки."
        raise ContentError([Problem(file, line, f"ссылки YAML («&имя» и «*имя») здесь не работают. {mend}")]) from None
    except RecursionError:
        mend = "Проверьте отступы, скобки и дефисы в этой строке."
        raise ContentError([Problem(file, before + _deepest(text), f"списки и записи вложены глубже, чем бывает. {mend}")]) from None
    return value, builder.lines, builder.doubles


def _compose(text: str) -> yaml.Node | None:
    """Ten times as fast with libyaml, whose messages are not those that are explained here."""
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except AttributeError:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except (OverflowError, ValueError):  # no character has the number that an escape names
            raise error from None


def _deepest(text: str) -> int:
    """The line at which the nesting gets deeper than in any sensible file. Unlike composing, this needs no deep stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > 50 and event.start_mark:
            return event.start_mark.line + 1
    return 1


class _AliasError(Exception):
    """A value stands in two places."""


class _Builder:
    def __init__(self, file: str, before: int) -> None:
        self.file, self.before = file, before
        self.seen: set[int] = set()
        self.lines: dict[Path, int] = {(): before + 1}
        self.doubles: list[Problem] = []

    def build(self, node: yaml.Node, path: Path) -> Any:
        if id(node) in self.seen:
            raise _AliasError
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            self.lines |= {(*path, index): self._line(item) for index, item in enumerate(node.value)}
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        try:
            return yaml.SafeLoader("").construct_object(node)
        except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, ValueError):  # a tag of YAML that nobody meant, the 31st of February
            return node.value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", ""))
            line = self._line(key_node)
            if key in mapping:
                text = f"ключ «{key}» уже есть в этой записи, в строке {self.lines[*path, key]}. Оставьте один."
                self.doubles.append(Problem(self.file, line, text))
            self.lines[*path, key] = line
            mapping[key] = self.build(value_node, (*path, key))
        return mapping

    def _line(self, node: yaml.Node) -> int:
        return self.before + int(node.start_mark.line) + 1


def _line_of(error: yaml.MarkedYAMLError) -> int:
    late = (error.problem or "").startswith(_KNOWN_LATE)
    mark = error.context_mark if late else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    for start, mend in _MEND.items():
        if problem.startswith(start):
            return mend
    if found := re.match(r"found character '(.+)' that cannot start any token", problem):
        return f"текст начинается с «{found[1]}». Возьмите его в кавычки."
    return f"YAML не читается ({problem}). Проверьте отступы, кавычки и двоеточия в этой строке и в строке над ней."
