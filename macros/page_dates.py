"""When each page last changed, for readers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from macros.downloads.history import page_changes
from macros.words import day_text


def page_dates(root: Path) -> dict[str, str]:
    """«28 ноября 2026» by path in docs/; nothing in a build from an archive or a shallow clone, where git knows no dates or wrong ones."""
    return {
        path.removeprefix("docs/"): day_text(datetime.fromtimestamp(time, UTC).date())
        for path, time in page_changes(root).items()
        if path.endswith(".md")
    }
