"""The way as a calendar: `plan.ics`, an event a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from macros.downloads.addresses import absolute
from macros.downloads.artefact import Artefact
from macros.downloads.material import Material
from macros.model import Curriculum
from macros.schedule import Week, schedule
from macros.timeline import first_page
from macros.words import hours_text, plural

NEEDS: Sequence[str] = ("icalendar",)
FILE = "plan.ics"
_DOMAIN = "nlp-za-polgoda"  # of the UIDs: those of a plan with dates of one's own are the same, so it replaces this one


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            FILE,
            "План по неделям",
            f"Событие на каждую из {plural(curriculum.weeks, 'недели', 'недель', 'недель')}: темы, часы, ссылки. "
            "Начинается в понедельник после последней правки.",
            "Откройте файл в «Календаре» Apple, Outlook или Thunderbird. В Google Календарь его загружают с компьютера: «Настройки» → "
            "«Импорт и экспорт». Свои даты и часы поставьте на странице «План»: она сделает такой же файл.",
            _plan,
            "wall",
        )
    ]


def contents(data: bytes, file: str) -> dict[str, str]:
    """No questions here."""
    return {}


def first_monday(day: date) -> date:
    """The first Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


def _plan(material: Material) -> bytes:
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{material.site_name}//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", material.site_name)
    start = first_monday(material.date.date())
    for week in schedule(material.curriculum):
        monday = start + timedelta(weeks=week.number - 1)
        event = Event()
        event.add("uid", f"week-{week.number:02}@{_DOMAIN}")
        event.add("dtstamp", material.date)
        event.add("dtstart", monday)
        event.add("dtend", monday + timedelta(days=7))
        event.add("summary", f"Неделя {week.number}: {', '.join(topic.title for topic in week.topics)}")
        event.add("description", _description(material, week))
        event.add("categories", [week.stage.title])
        event.add("transp", "TRANSPARENT")  # one is not busy all week
        if material.site_url:
            event.add("url", material.site_url + material.addresses[f"{week.stage.id}/index.md"])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(material: Material, week: Week) -> str:
    lines = [f"{week.stage.title}, {hours_text(week.hours)} на неделю."]
    for topic in week.topics:
        address = absolute(material, material.addresses[first_page(week.stage, topic)])("")
        lines.append(f"{topic.title} ({hours_text(topic.hours)} на тему): {address}" if material.site_url else f"{topic.title}: {topic.summary}")
    return "\n".join(lines)
