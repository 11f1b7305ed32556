"""What the trainer's tests share: its modules in a browser, the curriculum as it sees it, a reader who only has a keyboard."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

ADDRESS = "trainer/"


def evaluate(page: Page, module: str, body: str, argument: Any = None) -> Any:
    """Run `body` as a function of (module, argument), with a module of the trainer as the built site has it."""
    if "/assets/" not in page.url:
        page.goto("assets/cards.json")  # a page of the same origin without scripts of its own
    # As text: Playwright takes seconds to pass tens of thousands of numbers one by one.
    result = page.evaluate(
        f"""async text => {{
            const [module, argument] = [await import(new URL('javascript/trainer/{module}', location)), JSON.parse(text)]
            return JSON.stringify(await (() => {{ {body} }})())
        }}""",
        json.dumps(argument),
    )
    return json.loads(result)


def open_trainer(page: Page) -> None:
    page.goto(ADDRESS)
    expect(page.locator(".trainer-home")).to_be_visible()


def answer_by_keyboard(page: Page, grades: str) -> None:
    """Answer one card after another with the keys alone. Each key waits for what the reader would wait for."""
    for grade in grades:
        question = page.locator(".trainer-question")
        asked = question.get_attribute("id")
        expect(question).to_be_focused()
        page.keyboard.press("Space")
        expect(page.locator(".trainer-answer-title")).to_be_focused()
        page.keyboard.press(grade)
        expect(page.locator(f"#{asked}")).to_have_count(0)


def stored(page: Page) -> str:
    """What storage holds, without what concerns only this browser."""
    return page.evaluate("""async () => {
        const {progress} = await import(new URL('../assets/javascript/progress/index.js', location))
        return progress.exportText()
    }""")
