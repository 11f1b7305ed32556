"""Findings where the author of a change sees them: on the line, in the changes of a pull request on GitHub."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from macros.problems import Problem, printable

_STARTS = re.compile(r"^(?:E +)?((?:docs|dictionary)/\S+?|[\w.-]+\.yml|\.github/\S+?):(\d+): (.+)$")


def wanted() -> bool:
    """Whether this is a workflow of GitHub."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def annotation(problem: Problem) -> str:
    """The workflow command that puts the finding on its line. Escaped as in actions/toolkit, packages/core/src/command.ts."""
    file = _data(problem.file).replace(":", "%3A").replace(",", "%2C")
    return f"::error file={file},line={problem.line}::{_data(problem.text)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def found_in(report: str) -> Iterator[Problem]:
    """The findings in what a failed test says: `file:line: text`, further lines of the text indented."""
    current: tuple[str, int, list[str]] | None = None
    for row in [*report.split("\n"), ""]:
        start = _STARTS.match(row)
        if current and (start or not row.startswith(" ")) and (start or not row.rstrip().endswith(":")):
            yield Problem(current[0], current[1], "\n".join(current[2]))
            current = None
        if start:
            current = (start[1], int(start[2]), [start[3]])
        elif current:
            current[2].append(row)


def commands(problems: Iterable[Problem]) -> list[str]:
    """One command a finding, each once: what the checks and a test both find is one mistake."""
    return list(dict.fromkeys(map(annotation, problems)))
