"""What a screen reader says: what can be used has a name, in Russian; parts of a page can be told apart; headings skip no level."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import DESK
from tests.browser.test_narrow_screens import ZOOM
from tests.browser.test_progress_pages import fill
from tests.browser.test_room_for_text import open_page
from tests.browser.test_search import results, search
from tests.plan_page import open_plan, said

# A line of Playwright's accessibility tree: `- link "Роадмап" [level=1]:`
_NODE = re.compile(r'^(?P<indent> *)- \'?(?P<role>[a-z]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?(?P<rest>.*)$')
USED = {"button", "checkbox", "combobox", "link", "listbox", "option", "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox"}
LANDMARKS = {"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"}
NAMED = USED | {"dialog", "img"}
# Of which there is one a page: they need no name.
ALONE = {"banner", "contentinfo", "main", "search"}
RUSSIAN = re.compile(r"[а-яё]|^[\d\s%:,–-]+$", re.IGNORECASE)  # a number is read in any language
# What is drawn without words, and what takes the focus without a role.
_LEFT = """() => {
  const seen = element => element.checkVisibility({visibilityProperty: true})
  const focusable = [...document.querySelectorAll('[tabindex="0"]')].filter(seen)
  const unnamed = focusable.filter(element => !element.textContent.trim() && !element.ariaLabel && !element.title)
  const foreign = [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')].filter(seen)
    .flatMap(element => ['aria-label', 'title', 'alt', 'placeholder'].map(name => element.getAttribute(name)).filter(Boolean))
  return {unnamed: unnamed.map(element => element.outerHTML.slice(0, 90)), foreign, text: document.body.innerText}
}"""


def findings(page: Page) -> list[str]:
    """What a screen reader would stumble over, a line each."""
    found: list[str] = []
    landmarks: Counter[tuple[str, str]] = Counter()
    left = page.evaluate(_LEFT)
    visible = left["text"].lower()
    level = 0
    for line in page.locator("body").aria_snapshot().splitlines():
        node = _NODE.match(line)
        if not node:
            continue
        role, name = node["role"], (node["name"] or "").replace('\\"', '"')
        if role == "heading":
            now = int(re.search(r"\[level=(\d)\]", node["rest"])[1])  # type: ignore[index]
            if now > level + 1:
                found.append(f"заголовок «{name}» уровня {now} сразу под уровнем {level}")
            level = now
        if role in LANDMARKS:
            landmarks[role, name] += 1
            if not name and role not in ALONE:
                found.append(f"{role} без имени")
        elif role in NAMED and not name:
            found.append(f"{role} без имени{node['rest']}")
        # A term or a title of a work is told as it is written; a word for the eyes of developers is not.
        if role in NAMED and name and not RUSSIAN.search(name) and (not re.search("[a-z]", name, re.IGNORECASE) or name.lower() not in visible):
            found.append(f"{role} не по-русски: «{name}»")
    found += [f"{role} «{name}»: {count} на странице" for (role, name), count in landmarks.items() if count > 1]
    found += [f"в фокусе нечего прочесть: {element}" for element in left["unnamed"]]
    return found + [f"не по-русски: «{text}»" for text in left["foreign"] if not RUSSIAN.search(text) and text.lower() not in visible]


@pytest.fixture
def listener(new_context) -> Page:
    return new_context(viewport=DESK, reduced_motion="reduce").new_page()


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")


def test_a_page_of_each_kind_reads_well(listener, kind):
    open_page(listener, kind)
    assert listener.locator("html").get_attribute("lang") == "ru"
    assert findings(listener) == []


def test_the_navigation_of_a_narrow_window_reads_well(listener):
    listener.set_viewport_size(ZOOM)
    listener.goto("nlp/attention/mechanism/")
    expect(listener.get_by_role("checkbox", name="Меню")).to_be_visible()
    closed = findings(listener)
    listener.locator("#__drawer").check()
    listener.get_by_role("navigation", name="Страницы раздела").wait_for()
    assert (closed, findings(listener)) == ([], [])


def test_a_search_reads_well_and_says_what_was_found(listener):
    listener.goto("")
    search(listener, "кортеж")
    results(listener)
    status = listener.locator(".md-search [role=status]")
    expect(status).to_have_text(re.compile(r"^\d+ результат[а-я]*\. Первый: .*кортеж", re.IGNORECASE))
    assert findings(listener) == []
    listener.get_by_role("textbox").fill("zzqzzq")
    expect(status).to_have_text("Ничего не найдено")
    assert findings(listener) == []


def test_a_session_of_the_trainer_reads_well_and_says_what_happens(listener):
    listener.goto("trainer/")
    listener.get_by_role("button", name="Первые десять вопросов").click()
    spoken = listener.locator("handbook-trainer [aria-live]")
    question = findings(listener)
    listener.keyboard.press("Space")
    expect(listener.locator(".trainer-answer-title")).to_be_focused()
    answer = findings(listener)
    listener.keyboard.press("3")
    expect(spoken).to_have_text(re.compile("«Хорошо», следующий раз через"))
    listener.get_by_role("button", name="Закончить").click()
    summary = findings(listener)
    listener.get_by_role("button", name="К тренажёру").click()
    open_everything(listener)
    assert (question, answer, summary, findings(listener)) == ([], [], [], [])


def test_a_plan_reads_well_and_its_verdict_is_said(listener):
    open_plan(listener, said(start="2026-11-02", missed=["2026-12-30"], dropped=["tools/git"]), "2027-01-04")
    open_everything(listener)
    assert listener.locator(".plan-verdict").evaluate("element => element.closest('[role=status]') !== null")
    assert findings(listener) == []


def test_a_workbench_with_rows_reads_well_and_says_what_was_done(listener):
    listener.goto("mlsd/workbench/")
    listener.locator("draft-desk[data-ready]").wait_for()
    listener.get_by_role("button", name="Добавить строку").click()
    listener.keyboard.type("обращения")
    listener.get_by_role("button", name="Добавить строку").click()
    listener.get_by_role("button", name="Удалить строку 2").click()
    expect(listener.get_by_role("status").filter(has_text="Строка удалена.")).to_have_count(1)
    listener.get_by_role("button", name="Чего не хватает").click()
    expect(listener.get_by_role("status").filter(has_text="Не хватает ответов")).to_have_count(1)
    assert findings(listener) == []


def test_what_is_said_at_the_foot_and_asked_in_a_dialog_reads_well(listener):
    fill(listener, 30)
    listener.goto("python/data-structures/lists/#list-vs-tuple")
    listener.get_by_label("Знаю").first.check()
    expect(listener.locator(".notice [role=status]")).not_to_be_empty()
    notice = findings(listener)
    listener.goto("progress/")
    listener.get_by_role("button", name="Стереть прогресс").click()
    expect(listener.get_by_role("dialog", name="Стереть весь прогресс?")).to_be_visible()
    assert {"notice": notice, "dialog": findings(listener)} == {"notice": [], "dialog": []}


def test_copied_code_is_said(listener):
    listener.goto("python/data-structures/lists/")
    open_everything(listener)
    listener.evaluate("navigator.clipboard.writeText = async () => {}")
    listener.get_by_role("button", name="Скопировать код").first.click()
    expect(listener.locator(".highlight [role=status]").first).to_have_text("Скопировано")


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        ("<button></button>", "button без имени"),
        ("<a href='/'>¶</a>", "link не по-русски: «¶»"),
        ("<button aria-label='Close'>×</button>", "button не по-русски: «Close»"),
        ("<nav aria-label='Меню'></nav><nav aria-label='Меню'></nav>", "navigation «Меню»: 2 на странице"),
        ("<nav><a href='/'>Домой</a></nav>", "navigation без имени"),
        ("<h1>Один</h1><h3>Три</h3>", "заголовок «Три» уровня 3 сразу под уровнем 1"),
        ("<div tabindex='0'></div>", 'в фокусе нечего прочесть: <div tabindex="0"></div>'),
    ],
)
def test_what_reads_badly_is_noticed(page, html, finding):
    page.set_content(f"<html lang='ru'><body>{html}</body></html>")
    assert finding in findings(page)


def test_what_reads_well_is_not(page):
    page.set_content("<main><h1>Git</h1><h2>Ветки</h2><a href='/'>BM25</a><nav aria-label='Разделы'><a href='/'>Дальше</a></nav></main>")
    assert findings(page) == []
