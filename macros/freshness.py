"""When answers were last held against their sources: a list for those who keep the handbook. `make old`"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from macros.answer_form import CHECKED
from macros.curriculum import ROOT
from macros.problems import Problem
from macros.sources import blocks, read_lines
from macros.words import plural

MONTHS = 12


def checked(root: Path = ROOT) -> Iterator[tuple[str, Problem]]:
    """Yield «2026-11» and the place of each answer that has a date."""
    for path in sorted((root / "docs").rglob("*.md")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:  # macros.check says so
            continue
        for block in blocks(read_lines(text)):
            if block.name == "answer" and (month := block.options.get("checked")):
                yield month, Problem(f"docs/{path.relative_to(root / 'docs').as_posix()}", block.line, block.argument)


def old(root: Path, today: date) -> list[tuple[str, Problem]]:
    """The answers that nobody has checked for a year, the oldest first."""
    year, month = divmod(today.year * 12 + today.month - 1 - MONTHS, 12)
    return sorted(found for found in checked(root) if found[0] <= f"{year}-{month + 1:02}")


def ahead(root: Path, today: date) -> Iterator[Problem]:
    """Answers that were checked in a month that has not come."""
    for month, place in checked(root):
        if CHECKED.match(month) and month > f"{today:%Y-%m}":
            text = f"ответ на «{place.text}» проверен в {month}, а этот месяц ещё не наступил. Напишите «checked: {today:%Y-%m}»."
            yield Problem(place.file, place.line + 1, text)


def main() -> None:
    found = old(ROOT, date.today())
    for month, place in found:
        print(f"{place.file}:{place.line}: {month}, {place.text}")
    print(f"Год и больше не сверяли: {plural(len(found), 'ответ', 'ответа', 'ответов')}.")


if __name__ == "__main__":
    main()
