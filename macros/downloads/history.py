"""When the handbook last changed, as its history says: never the time of the build, or two builds of one commit would differ."""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from macros import lined_yaml
from macros.model import Curriculum

_CHECKED = re.compile(r"^ {4}checked: *(20\d\d)-(\d\d) *$", re.MULTILINE)
_BLAMED = re.compile(r"^([0-9a-f]{40,64}) \d+ (\d+)")


def last_change(root: Path) -> datetime:
    """SOURCE_DATE_EPOCH where it is set, else the time of the last commit, else the first day of the last month in which an answer was checked."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC)
    if said := _git(root, "log", "-1", "--format=%ct"):
        return datetime.fromtimestamp(int(said), UTC)
    months = [found for page in (root / "docs").rglob("*.md") for found in _CHECKED.findall(page.read_text(encoding="utf-8"))]
    year, month = max(months, default=("2026", "11"))
    return datetime(int(year), int(month), 1, tzinfo=UTC)


def changes(root: Path, curriculum: Curriculum, date: datetime) -> dict[str, int]:
    """The Unix time at which the wording of each question or the page of its answer last changed; `date` where the history does not tell."""
    unknown = int(date.timestamp())
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":  # in a shallow clone one commit made everything
        return dict.fromkeys(curriculum.places, unknown)
    pages, wordings = _pages(root), _wordings(root)
    return {
        id: max(pages.get(f"docs/{place.page}", unknown), wordings.get(id, unknown if not wordings else 0)) for id, place in curriculum.places.items()
    }


# In both a merge counts as one change, when it arrives: a commit of a branch may be older than a deck that was made without it.


def _pages(root: Path) -> dict[str, int]:
    """The time of the last commit of each file of docs/, in one call: a call a file would take seconds."""
    said = _git(root, "log", "--first-parent", "-m", "--name-only", "--relative", "--format=%x00%ct", "--", "docs")
    times: dict[str, int] = {}
    for commit in said.split("\0")[1:]:
        time, *files = commit.split("\n")
        for file in filter(None, files):
            times.setdefault(file, int(time))
    return times


def _wordings(root: Path) -> dict[str, int]:
    """The time of the last commit that touched the wording of each question."""
    times = _lines(root, "curriculum.yml")
    if not times:
        return {}
    data, lines, _ = lined_yaml.parse((root / "curriculum.yml").read_text(encoding="utf-8-sig"), "curriculum.yml")
    starts = sorted(set(lines.values()))
    found = {}
    for path, question in _questions(data):
        first = lines[*path, "text"]
        after = bisect_right(starts, first)
        end = starts[after] if after < len(starts) else first + 1
        found[question["id"]] = max(times.get(line, 0) for line in range(first, end))
    return found


def _lines(root: Path, file: str) -> dict[int, int]:
    """The time of each committed line; one that is not committed yet has none."""
    commits: dict[str, int] = {}
    authors: dict[int, str] = {}
    current = ""
    for row in _git(root, "blame", "--first-parent", "--porcelain", "--", file).split("\n"):
        if found := _BLAMED.match(row):
            current = found[1]
            authors[int(found[2])] = current
        elif row.startswith("committer-time ") and current.strip("0"):
            commits[current] = int(row.removeprefix("committer-time "))
    return {line: commits[commit] for line, commit in authors.items() if commit in commits}


def _questions(data: Any) -> Iterator[tuple[lined_yaml.Path, Any]]:
    """The records of questions with their places in the file."""
    for stage, record in enumerate(data["stages"]):
        for topic, inner in enumerate(record["topics"]):
            here: lined_yaml.Path = ("stages", stage, "topics", topic)
            yield from (((*here, "questions", n), question) for n, question in enumerate(inner.get("questions", [])))
            for group, page in enumerate(inner.get("groups", [])):
                yield from (((*here, "groups", group, "questions", n), question) for n, question in enumerate(page["questions"]))


def _git(root: Path, *command: str) -> str:
    """What git says about the project; nothing where there is no git or no history of this very folder."""
    if not (root / ".git").exists():  # an unpacked archive may lie inside a repository of something else
        return ""
    try:
        done = subprocess.run(["git", "-c", "core.quotepath=off", *command], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip("\n") if done.returncode == 0 else ""
