"""Ids are for ever: no change takes one away that was there before, unless `renamed` says what it is called now."""

from __future__ import annotations

import difflib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from macros import rules
from macros.curriculum import FILE, ROOT, parse, read
from macros.model import Curriculum
from macros.problems import Problem

_WHY = "на нём держатся адреса, прогресс читателей и напечатанные QR-коды"


def problems(root: Path = ROOT) -> list[Problem]:
    """What the project lost since it left the main branch.

    That is the commit BASE names, in a workflow; in a clone where the branch left origin/main, and nothing where there is no such branch.
    """
    base = os.environ.get("BASE", "").strip("0") and os.environ["BASE"]  # nothing but zeros: the first push of all
    if not (root / ".git").exists():
        return []
    before = _before(root, base)
    if before is None:
        mend = "Возьмите историю целиком: fetch-depth: 0 у actions/checkout."
        return [Problem(FILE.name, 1, f"прежних id не узнать: коммита «{base}» здесь нет и получить его не вышло. {mend}")] if base else []
    old, _ = parse(before)
    new, _ = read(root / FILE.name)
    if not old or not new:  # what cannot be read, macros.check explains
        return []
    return list(lost(old, new, (root / FILE.name).read_text(encoding="utf-8-sig")))


def lost(old: Curriculum, new: Curriculum, text: str) -> Iterator[Problem]:
    """Say of each id that is gone what to do, at the id that took its place or else where `renamed` belongs. `text` is that of `new`."""
    before, after = rules.live_ids(old), rules.live_ids(new)
    renamed: dict[str, dict[str, str]] = dict(new.renamed.items())
    for kind, ids in before.items():
        for id in sorted(ids - after[kind] - renamed.get(kind, {}).keys()):
            found = difflib.get_close_matches(id, after[kind] - ids, n=1)
            name = found[0] if found else "новый-id"
            mend = f"Верните его или допишите в renamed: «{kind}:», под ней с отступом «{id}: {name}»."
            yield Problem(FILE.name, _line(text, rf" *- \{{?id: {name}\b|renamed:"), f"id «{id}» пропал, а {_WHY}. {mend}")


def _line(text: str, pattern: str) -> int:
    """The first line of the pattern, or the last of all."""
    lines = text.rstrip("\n").split("\n")
    return next((number for number, line in enumerate(lines, 1) if re.match(pattern, line)), len(lines))


def _before(root: Path, base: str) -> str | None:
    """curriculum.yml as it was at `base`, or where this branch left origin/main."""
    if not base:
        base = _git(root, "merge-base", "HEAD", "origin/main") or ""
        return _git(root, "show", f"{base}:./{FILE.name}") if base else None
    if _git(root, "cat-file", "-e", f"{base}^{{commit}}") is None:  # a shallow clone: fetch this one commit
        _git(root, "fetch", "--quiet", "--depth=1", "origin", base)
    return _git(root, "show", f"{base}:./{FILE.name}")


def _git(root: Path, *command: str) -> str | None:
    try:
        done = subprocess.run(["git", *command], cwd=root, capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return None
    return done.stdout.strip("\n") if done.returncode == 0 else None
