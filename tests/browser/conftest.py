"""What only a browser can show, in the Chromium of the system."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from tests.chromium import FLAGS, executable
from tests.site_build import Site

NewContext = Callable[..., BrowserContext]
NOT_FOUND = "no-such-page/"
# A page of each kind, by its address.
KINDS = {
    "home": "",
    "roadmap": "roadmap/",
    "how to study": "how-to-study/",
    "stage": "python/",
    "topic with code": "python/data-structures/dicts-sets/",
    "topic with formulas": "nlp/attention/mechanism/",
    "topic with figures": "rag/architecture/",
    "short answers": "ml/short-answers/",
    "sheet": "ml/sheet/",
    "lesson": "tools/git/",
    "exercise": "tools/sql-practice/",
    "cheat sheet": "tools/git-cheatsheet/",
    "template": "mlsd/template/",
    "workbench": "mlsd/workbench/",
    "solved task": "mlsd/cases/ticket-routing/",
    "interview": "mlsd/interview/",
    "practice task": "practice/text-classification/",
    "trainer": "trainer/",
    "plan": "plan/",
    "progress": "progress/",
    "downloads": "downloads/",
    "solution": "practice/document-qa-solution/",
    "about": "about/",
    "not found": NOT_FOUND,
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    try:
        path = executable()
    except FileNotFoundError as error:
        pytest.fail(str(error), pytrace=False)
    return {
        **browser_type_launch_args,
        "executable_path": path,
        # No name resolves, so nothing of a test can leave this machine.
        "args": [*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without the service worker, which would fetch the whole site in each of hundreds of contexts; test_without_network.py has its own browsers."""
    return {**browser_context_args, "service_workers": "block"}


@pytest.fixture
def new_context(new_context: NewContext) -> Iterator[NewContext]:
    """A context in which nothing may meet the security policy of a page: what it refuses would not work for a reader."""
    refused: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(f"{message.page.url if message.page else ''}: {message.text}")

    def guarded(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", hear)
        return context

    yield guarded
    assert refused == []


@pytest.fixture(scope="session")
def base_url(handbook: Site) -> str:
    """What `page.goto` starts from."""
    return handbook.url


@pytest.fixture(params=KINDS.values(), ids=KINDS.keys())
def kind(request: pytest.FixtureRequest, handbook: Site) -> str:
    """The address of a page of each kind in turn."""
    assert request.param in handbook.pages or request.param == NOT_FOUND, "страница переехала: исправьте KINDS"
    return request.param


Run = Callable[..., Any]


@pytest.fixture(scope="module")
def laboratory(browser: Browser, handbook: Site) -> Iterator[Run]:
    """Runs the body of an async function in a page of the site, one page for all tests of a module: for modules of ours that are pure rules.

    The body has `base`, the address of the site, and `argument`.
    """
    page = browser.new_page()
    page.goto(handbook.url + "manifest.webmanifest")
    yield lambda body, argument=None: page.evaluate(f"async ([base, argument]) => {{ {body} }}", [handbook.url, argument])
    page.close()
