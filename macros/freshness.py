"""When answers were last held against their sources: a list for those who keep the handbook. `make old`"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.answer_form import CHECKED
from macros.curriculum import ROOT
from macros.problems import Problem
from macros.sources import blocks, read_lines
from macros.words import plural

MONTHS = 12


@dataclass(frozen=True, order=True)
class Checked:
    """An answer that has a date: the month as «2026-11», its file relative to the project, the line of its block, the id of its question."""

    month: str
    file: str
    line: int
    id: str


def checked(root: Path = ROOT) -> Iterator[Checked]:
    """Yield the answers of all pages that have a date."""
    for path in sorted((root / "docs").rglob("*.md")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:  # macros.check says so
            continue
        for block in blocks(read_lines(text)):
            if block.name == "answer" and (month := block.options.get("checked")):
                yield Checked(month, path.relative_to(root).as_posix(), block.line, block.argument)


def old(root: Path, today: date) -> list[Checked]:
    """The answers that nobody has checked for a year, the oldest first."""
    year, month = divmod(today.year * 12 + today.month - 1 - MONTHS, 12)
    return sorted(answer for answer in checked(root) if answer.month <= f"{year}-{month + 1:02}")


def ahead(root: Path, today: date) -> Iterator[Problem]:
    """Answers that were checked in a month that has not come."""
    for answer in checked(root):
        if CHECKED.match(answer.month) and answer.month > f"{today:%Y-%m}":
            text = f"ответ на «{answer.id}» проверен в {answer.month}, а этот месяц ещё не наступил. Напишите «checked: {today:%Y-%m}»."
            yield Problem(answer.file, answer.line + 1, text)


def main() -> None:
    found = old(ROOT, date.today())
    for answer in found:
        print(f"{answer.file}:{answer.line}: {answer.month}, {answer.id}")
    print(f"Год и больше не сверяли: {plural(len(found), 'ответ', 'ответа', 'ответов')}.")


if __name__ == "__main__":
    main()
