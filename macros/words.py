"""Numbers, counts and days as Russian says them."""

from __future__ import annotations

from datetime import date

_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")


def plural(number: int, one: str, few: str, many: str) -> str:
    """`plural(152, "вопрос", "вопроса", "вопросов")` → «152 вопроса»."""
    tail = number % 100
    form = many if 11 <= tail <= 14 else one if tail % 10 == 1 else few if 2 <= tail % 10 <= 4 else many
    return f"{number} {form}"


def number_text(number: float) -> str:
    """Decimal comma, and none when it is a whole number."""
    return f"{number:g}".replace(".", ",")


def hours_text(hours: float) -> str:
    """«10 ч»: with a no-break space, for lists and tables."""
    return f"{number_text(hours)}\N{NO-BREAK SPACE}ч"


def day_text(day: date) -> str:
    """«28 ноября 2026»."""
    return f"{day.day}\N{NO-BREAK SPACE}{_MONTHS[day.month - 1]} {day.year}"
