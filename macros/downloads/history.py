"""When the handbook last changed, as its history says: never the time of the build, or two builds of one commit would differ."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from macros.model import Curriculum

_CHECKED = re.compile(r"^ {4}checked: *(20\d\d)-(\d\d) *$", re.MULTILINE)


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
    """The Unix time at which the page of each question last changed; `date` where the history does not tell."""
    pages = _pages(root)
    return {id: pages.get(f"docs/{place.page}", int(date.timestamp())) for id, place in curriculum.places.items()}


def _pages(root: Path) -> Mapping[str, int]:
    """The time of the last commit of each file of docs/, in one call: a call a file would take seconds."""
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        return {}  # a shallow clone has one commit, in which everything is new
    # A merge counts when it arrives: a commit may be older than a deck that was made without it.
    said = _git(root, "log", "--first-parent", "-m", "--name-only", "--relative", "--format=%x00%ct", "--", "docs")
    times: dict[str, int] = {}
    for commit in said.split("\0")[1:]:
        time, *files = commit.split("\n")
        for file in filter(None, files):
            times.setdefault(file, int(time))
    return times


def _git(root: Path, *command: str) -> str:
    """What git says about the project; nothing where there is no git or no history of this very folder."""
    try:
        done = subprocess.run(["git", "-c", "core.quotepath=off", *command], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 and _is_own(root) else ""


def _is_own(root: Path) -> bool:
    """An unpacked archive may lie inside a repository of something else."""
    return (root / ".git").exists()
