"""What the tests of the plan's page share: a reader with a calendar on the wall, and what the page shows them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

ADDRESS = "plan/"
NOW = datetime(2026, 11, 28, 12)  # a Saturday
HOURS = [120, 120, 120, 120, 120, 90, 90]


def said(**changes: Any) -> dict[str, Any]:
    """A plan as it is kept."""
    plain = {"start": "2026-11-30", "hours": HOURS, "pace": "full", "known": [], "dropped": [], "missed": [], "restart": None, "time": None}
    return plain | changes


def open_plan(page: Page, plan: Any = None, interview: str | None = None, now: datetime = NOW, **ticks: bool) -> None:
    """Open the page on a day of ours, with what was kept before."""
    page.clock.set_fixed_time(now)
    if plan is not None or interview or ticks:
        page.goto("manifest.webmanifest")  # the lightest page of the site
        at = 1_790_000_000_000
        state = {
            "version": 1,
            "drafts": {"plan": {"value": plan, "at": at}} if plan is not None else {},
            "settings": {"interview": {"value": interview, "at": at}} if interview else {},
            "ticks": {f"question:{id.replace('_', '-')}": {"value": value, "at": at} for id, value in ticks.items()},
        }
        page.evaluate("text => localStorage.setItem('handbook.progress', text)", json.dumps(state))
    page.goto(ADDRESS)
    page.locator("study-plan[data-ready]").wait_for()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def kept(page: Page) -> Any:
    """The plan as it is stored now."""
    return json.loads(page.evaluate("localStorage.getItem('handbook.progress') ?? '{}'")).get("drafts", {}).get("plan", {}).get("value")


def weeks(page: Page) -> list[dict[str, Any]]:
    """The table, row by row."""
    return page.locator(".plan-table tbody").evaluate_all("""bodies => bodies.map(body => ({
        number: Number(body.querySelector('.plan-number').textContent),
        dates: body.querySelector('.plan-dates')?.textContent.replace(/[\\u00a0\\u2060]/g, (space) => space === '\\u00a0' ? ' ' : '') ?? '',
        topics: [...body.querySelectorAll('.plan-part > ul > li > a')].map(link => link.textContent),
        load: body.querySelector('.plan-load').textContent.replaceAll('\\u00a0', ' '),
        idle: body.querySelector('.plan-idle')?.textContent ?? '',
    }))""")


def verdict(page: Page) -> Locator:
    return page.locator(".plan-verdict")


def calendar_file(page: Page) -> Path:
    with page.expect_download() as saved:
        button(page, "В календарь (.ics)").click()
    assert saved.value.suggested_filename == "nlp-plan.ics"
    return Path(saved.value.path())
