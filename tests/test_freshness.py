"""Which answers nobody has held against their sources for a year, and which claim a month that has not come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.freshness import Checked, ahead, old


def handbook(folder: Path, **months: str) -> Path:
    (folder / "docs").mkdir()
    answers = "\n".join(f"/// answer | {id}\n    checked: {month}\n\nОтвет.\n///\n" for id, month in months.items())
    (folder / "docs/page.md").write_text(answers, encoding="utf-8")
    return folder


def test_the_oldest_comes_first_and_a_year_counts_in_months(tmp_path):
    root = handbook(tmp_path, a="2026-11", b="2025-12", c="2024-01", d="2025-11")
    assert old(root, date(2026, 11, 28)) == [Checked("2024-01", "docs/page.md", 13, "c"), Checked("2025-11", "docs/page.md", 19, "d")]


def test_a_month_that_has_not_come_is_a_slip(tmp_path):
    (problem,) = ahead(handbook(tmp_path, a="2026-11", b="2027-01"), date(2026, 11, 28))
    text = "ответ на «b» проверен в 2027-01, а этот месяц ещё не наступил. Напишите «checked: 2026-11»."
    assert str(problem) == f"docs/page.md:8: {text}"
