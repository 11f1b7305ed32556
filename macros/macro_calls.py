"""Tries every macro call of a page, so that a mistake in one is reported with its line and all of them in one run.

mkdocs-macros stops at the first one, shows a traceback and names no line.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import meta, nodes

from macros import define_env
from macros.problems import ContentError, nearest

Finding = tuple[int, str]


class _Registry:
    """Stands in for the plugin while `define_env` registers macros and variables."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.variables = self.names
        self.conf = {"use_directory_urls": True}
        self.page = SimpleNamespace(file=SimpleNamespace(src_uri="index.md"))
        define_env(self)

    def macro(self, function: Any, name: str) -> None:
        self.names[name] = function


def broken(page: str, text: str) -> Iterator[Finding]:
    """Yield the line and what is wrong, for each macro of a page (relative to docs/) whose macros are on."""
    jinja = jinja2.Environment(undefined=jinja2.StrictUndefined)
    try:
        tree = jinja.parse(text)
    except jinja2.TemplateSyntaxError as error:
        yield error.lineno, f"макрос не читается: {error.message}. Пишется так: «{{{{ имя(\"id\") }}}}»; скобки, которые не макрос, — между «{{% raw %}}» и «{{% endraw %}}»."
        return
    registry = _Registry()
    registry.page.file.src_uri = page
    for expression in _expressions(tree):
        template = nodes.Template([nodes.Output([expression], lineno=1)], lineno=1)
        try:
            jinja.from_string(template).render(registry.names)
        except ContentError as error:
            yield expression.lineno, str(error)
        except Exception as error:
            yield expression.lineno, f"макрос не сработал: {error}. Проверьте имя и скобки."


def _expressions(tree):
    ...
