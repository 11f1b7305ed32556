"""MkDocs events. Wiring only."""

from __future__ import annotations

import logging
import sys
from typing import Any

# `mkdocs serve` keeps modules across reloads; without this an edited macro would show only after a restart.
for _name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
    del sys.modules[_name]

from mkdocs.structure.files import File  # noqa: E402

from macros import permalinks  # noqa: E402
from macros.check import problems  # noqa: E402
from macros.curriculum import load  # noqa: E402
from macros.problems import ContentError  # noqa: E402
from macros.words import plural  # noqa: E402

log = logging.getLogger("mkdocs.hooks")


def on_config(config: Any) -> Any:
    if config.repo_url:  # from the environment; without it no page links to an editor
        config.edit_uri = "edit/main/docs/"
        config.mdx_configs["macros.answers"] = {"edit_url": f"{config.repo_url.rstrip('/')}/{config.edit_uri}"}
    found, unanswered = problems()
    if found:
        raise ContentError(found)
    if unanswered:
        log.info("%s пока без ответа; список: make check", plural(len(unanswered), "вопрос", "вопроса", "вопросов"))
    return config


def on_files(files: Any, config: Any) -> Any:
    for id, place in load().places.items():
        page = permalinks.redirect(place, directory_urls=config.use_directory_urls)
        files.append(File.generated(config, permalinks.location(id), content=page))
    return files
