"""The whole handbook with the keyboard alone: the focus is always somewhere, always seen, goes in the order of reading and back out of everything."""

from __future__ import annotations

from typing import Any

import pytest
from coloraide import Color
from playwright.sync_api import Page, Route, expect

from tests.browser.test_axe import DESK
from tests.browser.test_narrow_screens import ZOOM
from tests.browser.test_progress_pages import fill
from tests.browser.test_search import results
from tests.plan_page import open_plan, said
from tests.trainer_page import answer_by_keyboard

WALKED = {
    "home": "",
    "topic": "nlp/attention/mechanism/",
    "trainer": "trainer/",
    "plan": "plan/",
    "template": "mlsd/template/",
    "workbench": "mlsd/workbench/",
    "progress": "progress/",
}
# Where the focus is, as a reader with eyes finds it: `shown` is what the theme draws in place of an invisible box.
# The theme brings the search of a narrow window in from beside it; two seconds are enough for that.
LOOK = """async () => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const comes = () => !document.getElementById('__search').checked || element.form.getBoundingClientRect().x < 0
  for (let tries = 100; tries && element.matches('.md-search__input') && comes(); tries--) await new Promise(done => setTimeout(done, 20))
  window.walked ??= []
  let number = window.walked.indexOf(element)
  if (number < 0) number = window.walked.push(element) - 1
  const shown = element.matches('.md-option') ? element.nextElementSibling
    : element.matches('.md-toggle') ? document.querySelector(`.md-header__button[for=${element.id}]`)
    : element.matches('.md-search__input') ? element.form : element
  const {x, y, right, bottom} = shown.getClientRects()[0]
  const [left, top, end, foot] = [Math.max(0, x), Math.max(0, y), Math.min(innerWidth, right), Math.min(innerHeight, bottom)]
  const places = [0.1, 0.5, 0.9].flatMap(across => [0.1, 0.5, 0.9].map(down => [left + (end - left) * across, top + (foot - top) * down]))
  const free = places.filter(([across, down]) => {
    const there = document.elementFromPoint(across, down)
    return there && (shown.contains(there) || there === element || there.contains(shown) && !there.matches('.md-header, .notice'))
  })
  let paper = shown.parentElement
  while (paper !== document.documentElement && getComputedStyle(paper).backgroundColor.endsWith(', 0)')) paper = paper.parentElement
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(shown)
  const after = !window.walkedLast || Boolean(window.walkedLast.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
  window.walkedLast = element
  return {
    number,
    after,
    name: (element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent || element.className).trim().slice(0, 40),
    outside: end - left < 1 || foot - top < 1 || (right - x <= innerWidth && (x < -1 || right > innerWidth + 1)),
    covered: free.length < 5,
    ring: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
    colours: [outlineColor, getComputedStyle(paper).backgroundColor],
  }
}"""


def look(page: Page) -> dict[str, Any] | None:
    return page.evaluate(LOOK)


def faults(stop: dict[str, Any]) -> list[str]:
    ring, paper = map(Color, stop["colours"])
    found = {
        "вне окна": stop["outside"],
        "закрыт": stop["covered"],
        "без рамки": stop["ring"] < 1,
        "рамки не видно": ring.contrast(paper if paper.alpha() else Color("white")) < 3,
    }
    return [f"{stop['name']}: {fault}" for fault, is_so in found.items() if is_so]


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """From one end of the page to the other, to where the browser's own buttons would follow."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press(key)
        stop = look(page)
        if stop is None:
            return stops
        if not stops or stops[-1]["number"] != stop["number"]:  # a date has a stop for each of its parts
            stops.append(stop)
    pytest.fail(f"с {stops[-1]['name']} клавиатурой не уйти")


def name(page: Page) -> str:
    """What has the focus; a failure where nothing has."""
    stop = look(page)
    assert stop, "фокус потерян"
    assert faults(stop) == []
    return stop["name"]


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """As a reader does: on until it is there."""
    for _ in range(200):
        page.keyboard.press(key)
        stop = look(page)
        if stop and stop["name"].startswith(wanted):
            assert faults(stop) == []
            return
    pytest.fail(f"клавишей {key} не дойти до «{wanted}»")


@pytest.fixture
def reader(new_context) -> Page:
    """Who does not like animations: nothing is looked at halfway."""
    return new_context(viewport=DESK, reduced_motion="reduce").new_page()


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(({name, responseEnd}) => name.includes('/keep-place.js') && responseEnd)"
    )


# --- every stop


@pytest.mark.parametrize("address", WALKED.values(), ids=WALKED.keys())
def test_at_every_stop_the_focus_is_seen_and_the_way_back_is_the_same(reader, address):
    arrive(reader, address)
    for selector in ("trainer-home", "plan-verdict"):
        if selector.split("-")[0] in address:
            reader.locator(f".{selector}").wait_for()
    reader.evaluate("document.querySelectorAll('article details:not(.plan-more)').forEach(details => details.open = true)")
    there = walk(reader, "Tab")
    assert there[0]["name"] == "Перейти к содержанию"
    assert [fault for stop in there for fault in faults(stop)] == []
    assert [stop["name"] for stop in there if not stop["after"]] == []
    assert len({stop["number"] for stop in there}) == len(there)
    back = walk(reader, "Shift+Tab")
    assert [stop["name"] for stop in reversed(back)] == [stop["name"] for stop in there]
    assert [fault for stop in back for fault in faults(stop)] == []


@pytest.mark.parametrize("address", ["", WALKED["topic"], WALKED["workbench"]], ids=["home", "topic", "workbench"])
def test_at_400_percent_the_focus_is_seen_too(reader, address):
    reader.set_viewport_size(ZOOM)
    arrive(reader, address)
    stops = walk(reader, "Tab")
    assert stops[1]["name"] == "Меню"
    assert [fault for stop in stops for fault in faults(stop)] == []


def test_without_scripts_the_focus_is_seen_and_the_navigation_of_a_narrow_window_opens(new_context):
    page = new_context(java_script_enabled=False, viewport=ZOOM).new_page()
    page.goto(WALKED["topic"])
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    menu = page.get_by_role("checkbox", name="Меню")
    expect(menu).to_be_focused()
    expect(page.locator(".md-header__button[for=__drawer]")).to_have_css("outline-style", "solid")
    expect(page.get_by_role("link", name="Векторы слов")).not_to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Векторы слов")).to_be_visible()


def test_a_focus_that_cannot_be_seen_is_noticed(page):
    page.set_content("""
      <style>button { outline: 0 } .covered { position: absolute; top: 50px }
        .lid { background: white; position: absolute; inset: 40px 0 auto; height: 80px }</style>
      <body style="background: white"><button>Без</button><button style="outline: 2px solid #eee">Бледно</button>
      <button style="position: absolute; left: -200px">Далеко</button><button class="covered">Под</button><div class="lid"></div>""")
    found = {fault for _ in range(4) if page.keyboard.press("Tab") is None and (stop := look(page)) for fault in faults(stop)}
    assert {"Без: без рамки", "Бледно: рамки не видно", "Далеко: вне окна", "Под: закрыт"} <= found


# --- from page to page


def test_from_home_to_an_answer_and_back_without_a_pointer(reader):
    arrive(reader, "")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")  # past the header and the navigation
    tab_to(reader, "Начать с Python")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/python/**")
    expect(reader.locator("h1")).to_be_focused()
    tab_to(reader, "Чем список (list) отличается")  # its box
    tab_to(reader, "Чем список (list) отличается")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/lists/#list-vs-tuple")
    expect(reader.locator("#list-vs-tuple")).to_be_focused()
    tab_to(reader, "Ответ на вопрос «Чем список")
    reader.keyboard.press("Enter")
    expect(reader.locator("details[data-question=list-vs-tuple]")).not_to_have_attribute("open", "")
    assert name(reader).startswith("Ответ")
    reader.keyboard.press("Space")
    tab_to(reader, "Разбор")
    reader.keyboard.press("Enter")
    tab_to(reader, "Знаю")
    reader.keyboard.press("Space")
    expect(reader.locator("details[data-question=list-vs-tuple]")).to_have_attribute("data-mark", "know")
    assert name(reader) == "Знаю"
    reader.go_back()
    reader.wait_for_url("**/python/")
    reader.wait_for_function("() => document.activeElement.hash === '#list-vs-tuple'")
    assert name(reader).startswith("Чем список")


def pause(page: Page) -> None:
    """What fingers need between two keys, and the theme needs too: it notes by a timer where the focus is."""
    page.evaluate("new Promise(done => setTimeout(done, 50))")


def test_the_search_gives_the_focus_back_and_its_results_do_not_take_it_when_it_is_closed(reader):
    is_open = "wanted => document.getElementById('__search').checked === wanted"
    arrive(reader, WALKED["topic"])
    tab_to(reader, "Ответ на вопрос «Как работает")
    reader.keyboard.press("/")
    reader.keyboard.type("rjhnt;")  # «кортеж» in the other layout
    results(reader)
    reader.keyboard.press("ArrowDown")
    assert "кортеж" in name(reader).lower()
    reader.keyboard.press("ArrowUp")
    reader.keyboard.press("Escape")
    reader.wait_for_function(is_open, arg=False)
    assert name(reader).startswith("Ответ на вопрос «Как работает")
    pause(reader)
    reader.keyboard.press("/")
    reader.wait_for_function(is_open, arg=True)
    reader.keyboard.press("Tab")  # closes the search and goes on behind it
    assert name(reader) == "GitHub"
    pause(reader)
    reader.keyboard.press("Shift+Tab")
    reader.wait_for_function(is_open, arg=True)
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/lists/**")
    expect(reader.locator("#list-vs-tuple")).to_be_focused()


def test_the_navigation_of_a_narrow_window_takes_the_focus_and_gives_it_back(reader):
    reader.set_viewport_size(ZOOM)
    arrive(reader, WALKED["topic"])
    menu = reader.get_by_role("checkbox", name="Меню")
    tab_to(reader, "Меню")
    reader.keyboard.press("Enter")
    assert name(reader) == "NLP"  # this level, with the way to the one above
    tab_to(reader, "Векторы слов")
    tab_to(reader, "NLP", key="Shift+Tab")
    reader.keyboard.press("Enter")
    assert name(reader) == "Страницы раздела"
    tab_to(reader, "Главная", key="Shift+Tab")
    tab_to(reader, "Страницы раздела")
    reader.keyboard.press("Enter")
    tab_to(reader, "Механизм внимания")
    reader.keyboard.press("Enter")
    assert name(reader) == "Содержание"
    tab_to(reader, "Как работает attention?")
    reader.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).not_to_be_checked()
    reader.keyboard.press("Space")
    expect(menu).to_be_checked()
    reader.keyboard.press("Shift+Tab")  # out of it: it does not stay open behind the reader
    expect(menu).not_to_be_checked()


# --- what a page does


def test_a_session_of_the_trainer_never_loses_the_focus(reader):
    arrive(reader, "trainer/")
    tab_to(reader, "Первые десять вопросов")
    reader.keyboard.press("Enter")
    answer_by_keyboard(reader, "32")
    expect(reader.locator(".trainer-question")).to_be_focused()
    reader.keyboard.press("z")
    expect(reader.locator(".trainer-question")).to_be_focused()
    tab_to(reader, "Открыть ответ")
    reader.keyboard.press("Enter")
    expect(reader.locator(".trainer-answer-title")).to_be_focused()
    reader.keyboard.press("Tab")
    reader.keyboard.press("Space")  # a point that was said
    assert reader.evaluate("document.activeElement.checked")
    tab_to(reader, "Хорошо")
    reader.keyboard.press("Enter")
    expect(reader.locator(".trainer-question")).to_be_focused()
    tab_to(reader, "Закончить")
    reader.keyboard.press("Enter")
    expect(reader.locator(".trainer-summary h2")).to_be_focused()
    tab_to(reader, "К тренажёру")
    reader.keyboard.press("Enter")
    expect(reader.locator(".trainer-now h2")).to_be_focused()
    tab_to(reader, "Сколько хотите помнить")
    reader.keyboard.press("ArrowDown")
    assert name(reader).startswith("Сколько хотите помнить")


def test_a_trainer_that_came_at_the_second_attempt_has_the_focus(reader):
    cut = True
    reader.route("**/cards.json*", lambda route: route.abort() if cut else route.continue_())
    reader.goto("trainer/")
    reader.locator(".trainer-problem").wait_for()
    tab_to(reader, "Попробовать ещё раз")
    reader.keyboard.press("Enter")
    reader.wait_for_function("() => document.activeElement.textContent === 'Попробовать ещё раз'")
    cut = False
    reader.keyboard.press("Enter")
    expect(reader.locator(".trainer-now h2")).to_be_focused()


def test_a_plan_is_made_and_changed_without_losing_the_focus(reader):
    open_plan(reader, said(start="2026-11-02", dropped=["tools/git"]))
    tab_to(reader, "Пн")
    reader.keyboard.press("ArrowUp")
    assert name(reader).startswith("Пн")
    tab_to(reader, "С нуля, по материалам")
    reader.keyboard.press("ArrowDown")
    assert name(reader).startswith("Основы знаю")
    tab_to(reader, "Что уже знаю")
    reader.keyboard.press("Enter")
    tab_to(reader, "Python целиком")
    reader.keyboard.press("Space")
    assert name(reader).startswith("Python целиком")
    for pressed in ("Вернуть в план", "Разложить с сегодняшнего дня", "Вернуть прежний план"):
        tab_to(reader, pressed)
        reader.keyboard.press("Enter")
        expect(reader.locator(".plan-verdict")).to_be_focused()
    tab_to(reader, "Неделя выпала")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    assert name(reader) == "Пропустить"
    tab_to(reader, "Вернуть неделю", key="Shift+Tab")
    reader.keyboard.press("Enter")
    expect(reader.locator(".plan-verdict")).to_be_focused()


def test_rows_of_the_data_table_come_and_go_with_the_focus(reader):
    arrive(reader, "mlsd/workbench/")
    reader.locator("draft-desk[data-ready]").wait_for()
    tab_to(reader, "Добавить строку")
    reader.keyboard.press("Enter")
    name(reader)
    reader.keyboard.type("обращения")
    tab_to(reader, "Добавить строку")
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.closest('.draft-record').getAttribute('aria-label')") == "Строка 2"
    tab_to(reader, "Удалить строку 2")
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.value") == "обращения"
    name(reader)
    tab_to(reader, "Удалить строку 1")
    reader.keyboard.press("Enter")
    assert name(reader) == "Добавить строку"
    tab_to(reader, "Вернуть удалённое", key="Shift+Tab")
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.value") == "обращения"
    tab_to(reader, "Новый", key="Shift+Tab")
    reader.keyboard.press("Enter")
    assert name(reader).startswith("Задача")


def test_a_dialog_and_a_word_at_the_foot_give_the_focus_back(reader):
    fill(reader, 30)
    arrive(reader, "python/data-structures/lists/#list-vs-tuple")
    tab_to(reader, "Знаю")
    reader.keyboard.press("Space")
    reader.locator(".notice").wait_for()
    tab_to(reader, "Не сейчас")
    reader.keyboard.press("Enter")
    expect(reader.locator(".notice")).to_have_count(0)
    assert name(reader).startswith("Вперёд")
    arrive(reader, "progress/")
    tab_to(reader, "Стереть прогресс")
    reader.keyboard.press("Enter")
    assert name(reader) == "Сначала скачать копию"
    for _ in range(5):
        reader.keyboard.press("Tab")
        stop = look(reader)
        assert stop is None or reader.evaluate("document.activeElement.closest('dialog') !== null")
    reader.keyboard.press("Escape")
    assert name(reader).startswith("Стереть прогресс")


def test_what_is_kept_for_work_without_a_network_is_told_beside_the_focus(reader):
    """Its buttons are switched off while they work, and a button that is off cannot have the focus."""

    def stall(route: Route) -> None:
        route.fulfill(
            status=200,
            content_type="text/javascript",
            body="""
            const listeners = new Set(); const situation = {kind: 'removed'}
            const tell = kind => { situation.kind = kind; listeners.forEach(listener => listener(situation)) }
            export const offline = {situation, subscribe: one => listeners.add(one), keepAll: () => tell('filling'), remove: () => tell('removed')}
            const bring = () => import('./desk.js').then(desk => desk.bring())
            bring()""",
        )

    reader.route("**/offline/index.js", stall)
    arrive(reader, "about/")
    reader.locator("button[data-offline=keep]:enabled").wait_for()
    reader.locator("button[data-offline=keep]").focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("button[data-offline=remove]")).to_be_focused()
