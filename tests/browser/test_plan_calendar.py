"""The calendar file of a plan: read by icalendar, imported into a calendar (khal) twice, at the right moment with summer time and without."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import Page, expect

from macros.curriculum import load
from macros.schedule import schedule
from tests.plan_page import HOURS, NOW, button, calendar_file, open_plan, said, weeks

CURRICULUM = load()
MONDAY = date(2026, 11, 30)


def events(file: Path) -> dict[str, Any]:
    """By their ids, in the order of the file; no id twice."""
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    by_id = {str(event["UID"]): event for event in found}
    assert len(by_id) == len(found)
    assert all(event.errors == [] for event in found)
    return by_id


def test_by_default_there_is_an_event_of_a_whole_day_for_each_week(page, handbook):
    open_plan(page)
    file = calendar_file(page)
    found = events(file)
    assert list(found) == [f"week-{n:02}@nlp-za-polgoda" for n in range(1, 25)]
    starts = [event.start for event in found.values()]
    assert starts == [MONDAY + timedelta(weeks=n) for n in range(24)]
    assert all(type(start) is date for start in starts)
    assert {event.end - event.start for event in found.values()} == {timedelta(days=1)}
    for week, event in zip(schedule(CURRICULUM), found.values(), strict=True):
        assert str(event["SUMMARY"]) == f"Неделя {week.number}: {', '.join(topic.title for topic in week.topics)}"
    links = re.findall(r"http\S+", " ".join(str(event["DESCRIPTION"]) for event in found.values()))
    assert all(link.startswith(handbook.url) for link in links)
    permanent = {link.removeprefix(handbook.url) for link in links if "/q/" in link}
    assert permanent == {f"q/{id}/" for id in CURRICULUM.places}
    assert {link.removeprefix(handbook.url) for link in links} - permanent <= {*handbook.pages}
    lines = file.read_bytes().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Europe/Moscow"])
def test_with_a_time_every_event_begins_at_it_in_the_zone_of_the_reader_all_year(new_context, handbook, zone):
    page = new_context(timezone_id=zone).new_page()
    open_plan(page, said(time="19:30", hours=[120, 0, 120, 0, 120, 90, 90]))
    found = events(calendar_file(page))
    local = [event.start.astimezone(ZoneInfo(zone)) for event in found.values()]
    assert {moment.time() for moment in local} == {time(19, 30)}
    assert {event.start.utcoffset() for event in found.values()} == {timedelta(0)}, "в файле — UTC: описание пояса не нужно"
    assert len({moment.utcoffset() for moment in local}) == (1 if zone == "Europe/Moscow" else 2), "план проходит через перевод часов"
    shown = weeks(page)
    assert {moment.weekday() for moment in local} == {0, 2, 4, 5, 6}
    assert len(local) == 5 * len(shown)
    assert {id.split("@")[0].rpartition("-")[0] for id in found} >= {"week", "day-01", f"day-{len(shown):02}"}
    for event, moment in zip(found.values(), local, strict=True):
        assert event.duration == timedelta(minutes=120 if moment.weekday() < 5 else 90)


@pytest.mark.parametrize(
    ("zone", "clock", "day", "expected"),
    [
        ("Europe/Berlin", "02:30", date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # no such time: an hour later by the new clocks
        ("Europe/Berlin", "01:30", date(2027, 3, 28), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("America/New_York", "03:30", date(2027, 3, 14), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
    ],
)
def test_on_the_day_when_clocks_change_the_moment_is_that_of_the_wall(new_context, zone, clock, day, expected):
    page = new_context(timezone_id=zone).new_page()
    open_plan(page, said(time=clock))
    [event] = [event for event in events(calendar_file(page)).values() if event.start.astimezone(ZoneInfo(zone)).date() == day]
    assert event.start == expected


# --- a calendar that already has it


class Khal:
    """The calendar program khal, with a folder of its own; it files what is imported by the id of the event."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "store"
        self.store.mkdir()
        self.config = folder / "config"
        formats = {"timeformat": "%H:%M", "dateformat": "%Y-%m-%d", "longdateformat": "%Y-%m-%d"}
        formats |= {"datetimeformat": "%Y-%m-%d %H:%M", "longdatetimeformat": "%Y-%m-%d %H:%M"}
        zones = {"local_timezone": "Europe/Moscow", "default_timezone": "Europe/Moscow"}
        sections = {"sqlite": {"path": folder / "khal.db"}, "default": {"default_calendar": "plan"}, "locale": formats | zones}
        lines = ["[calendars]", "[[plan]]", f"path = {self.store}"]
        for section, values in sections.items():
            lines += [f"[{section}]", *(f"{name} = {value}" for name, value in values.items())]
        self.config.write_text("\n".join(lines) + "\n")

    def run(self, *words: str) -> str:
        done = subprocess.run([sys.executable, "-m", "khal", "-c", str(self.config), *words], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def take(self, *files: Path) -> list[tuple[str, str]]:
        """Import files, one after another. Returns start and summary of every event that the calendar shows then, oldest first."""
        self.run("import", "--batch", "-a", "plan", *map(str, files))
        lines = self.run("list", "--once", "--format", "{start} | {title}", "--day-format", "", "2026-11-01", "2027-11-01").split("\n")
        return sorted((start, title) for start, _, title in (line.partition(" | ") for line in lines) if title)


@pytest.fixture
def khal(tmp_path) -> Khal:
    return Khal(tmp_path)


def later(page: Page) -> None:
    page.clock.set_fixed_time(NOW + timedelta(minutes=5))


def default_file(path: Path) -> Path:
    """As the handbook offers it without a plan of one's own: a day a week."""
    calendar = icalendar.Calendar({"version": "2.0", "prodid": "-//test//"})
    for n in range(24):
        event = icalendar.Event({"uid": f"week-{n + 1:02}@nlp-za-polgoda", "summary": f"Неделя {n + 1}"})
        event.add("dtstart", date(2026, 12, 7) + timedelta(weeks=n))
        event.add("dtstamp", datetime(2026, 11, 1, tzinfo=UTC))
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())
    return path


def test_imported_twice_nothing_is_doubled_and_a_later_file_moves_what_is_there(page, khal, tmp_path):
    open_plan(page)
    first = calendar_file(page)
    before = khal.take(default_file(tmp_path / "default.ics"), first, first)
    assert [start for start, _ in before] == [str(MONDAY + timedelta(weeks=n)) for n in range(24)]
    later(page)
    page.get_by_label("Начало").fill("2027-01-11")
    page.keyboard.press("Tab")
    second = calendar_file(page)
    after = khal.take(second)
    assert [start for start, _ in after] == [str(date(2027, 1, 11) + timedelta(weeks=n)) for n in range(24)]
    assert [title for _, title in after] == [title for _, title in before]
    assert len(list(khal.store.glob("*.ics"))) == 24
    for id, event in events(second).items():
        assert int(event["SEQUENCE"]) > int(events(first)[id]["SEQUENCE"])
        assert event["DTSTAMP"].dt > events(first)[id]["DTSTAMP"].dt


def test_what_a_shorter_plan_no_longer_has_is_cancelled_in_the_next_file(page):
    open_plan(page, said(time="08:00"))
    whole = events(calendar_file(page))
    assert len(whole) == 24 * sum(minutes > 0 for minutes in HOURS)
    later(page)
    page.get_by_text("Что уже знаю").click()
    page.get_by_role("checkbox", name="Python целиком").check()
    page.get_by_label("воскресенье, часов").fill("0")
    page.keyboard.press("Tab")
    shown = weeks(page)
    file = calendar_file(page)
    second = events(file)
    gone = {id for id, event in second.items() if event["STATUS"] == "CANCELLED"}
    assert gone == {id for id in whole if id in second} - {id for id, event in second.items() if event["STATUS"] == "CONFIRMED"}
    assert set(second) >= set(whole)
    assert len(second) - len(gone) == 6 * len(shown)
    # Once said is enough: the next file has nothing to cancel.
    assert not any(event["STATUS"] == "CANCELLED" for event in events(calendar_file(page)).values())


def test_what_was_kept_of_an_earlier_file_may_be_anything(page):
    open_plan(page)
    page.evaluate("""async () => {
        const {progress} = await import(new URL('../assets/javascript/progress/index.js', location))
        progress.set('plan:calendar', {'week-99': 20800, 'week-98': 'x', 'x\\nUID:y': 1, 'day-01-1': 1e300})
    }""")
    found = events(calendar_file(page))
    assert [id for id, event in found.items() if event["STATUS"] == "CANCELLED"] == ["week-99@nlp-za-polgoda"]


def test_without_the_network_the_reader_is_told(page):
    open_plan(page)
    page.route("**/ical.min.js", lambda route: route.abort())
    button(page, "В календарь (.ics)").click()
    expect(page.get_by_text("Календарь не собрался")).to_be_visible()
