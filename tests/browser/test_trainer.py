"""The trainer as a reader has it: by keyboard, on a phone, with a screen reader, without a network, without scripts."""

from __future__ import annotations

import gzip
import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.curriculum import load
from tests.browser.test_axe import DESK, PHONE, findings
from tests.browser.test_narrow_screens import ZOOM
from tests.site_build import ROOT
from tests.trainer_page import ADDRESS, answer_by_keyboard, open_trainer, stored

QUESTIONS = list(load().places)
SCRIPTS = ROOT / "docs" / "assets" / "javascript"


@pytest.fixture
def trainer(page) -> Page:
    """The first screen, before anything was learned."""
    open_trainer(page)
    return page


def start(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def open_answer(page: Page) -> None:
    page.keyboard.press("Space")
    expect(page.locator(".trainer-answer-title")).to_be_focused()


def question(page: Page) -> str:
    return page.locator(".trainer-question").inner_text()


def text_of(id: str) -> str:
    return " ".join(load().places[id].question.text.split())


def graded(page: Page) -> list[tuple[str, int]]:
    """The reviews that count, oldest first."""
    state = json.loads(stored(page))
    kept = [review for id, review in state["reviews"].items() if id not in state["undone"]]
    return [(review["question"], review["grade"]) for review in sorted(kept, key=lambda review: review["at"])]


# A sitting


def test_the_first_ten_questions_are_those_of_the_roadmap(trainer):
    start(trainer, "Первые десять вопросов")
    asked = []
    for _ in range(10):
        asked.append(question(trainer))
        answer_by_keyboard(trainer, "3")
    expect(trainer.get_by_role("heading", name="Итог занятия")).to_be_focused()
    assert asked == [text_of(id) for id in QUESTIONS[:10]]
    assert graded(trainer) == [(id, 3) for id in QUESTIONS[:10]]


def test_the_answer_is_that_of_the_topic_page_and_its_points_can_be_ticked(trainer):
    start(trainer, "Первые десять вопросов")
    expect(trainer.locator(".answer-short")).to_have_count(0)
    open_answer(trainer)
    shown = [label.inner_text() for label in trainer.locator(".trainer-points label").all()]
    short = trainer.locator(".answer-short").inner_text()
    trainer.goto("python/syntax/#print-text")
    answer = trainer.locator("details[data-question=print-text]")
    assert shown == [point.inner_text() for point in answer.locator(".points > li").all()]
    assert short == answer.locator(".answer-short > p").first.inner_text()


def test_links_of_an_answer_lead_where_they_lead_on_its_page(trainer, handbook):
    trainer.get_by_label("Откуда").select_option("ml/metrics")
    start(trainer, "Учить новое")
    open_answer(trainer)
    trainer.get_by_text("Разбор", exact=True).click()
    links = [link.evaluate("link => link.href") for link in trainer.locator(".answer-full a").all()]
    trainer.goto("ml/metrics/definitions/")
    first = trainer.locator("details.answer").first
    assert links == [link.evaluate("link => link.href") for link in first.locator(".answer-full a:not([rel=edit])").all()]
    assert links


def test_ticks_suggest_a_grade_and_the_reader_decides(trainer):
    start(trainer, "Первые десять вопросов")
    open_answer(trainer)
    points = trainer.get_by_role("checkbox").all()
    suggested = trainer.locator("[data-suggested]")
    expect(suggested).to_have_count(0)
    found = []
    for point in points:
        point.check()
        found.append(suggested.locator(".trainer-choice").inner_text())
    assert len(points) == 4
    assert found == ["Снова", "Трудно", "Трудно", "Хорошо"]
    expect(trainer.locator(".trainer-hint")).to_contain_text("Прозвучало 4 из 4")
    start(trainer, "Снова сегодня")
    assert graded(trainer) == [("print-text", 1)]


def test_the_buttons_tell_when_the_card_comes_back(trainer):
    start(trainer, "Первые десять вопросов")
    open_answer(trainer)
    # FSRS-6 with default weights: the first stabilities are 0.2, 1.3, 2.3 and 8.3 days.
    names = [button.inner_text().replace("\n", " ").replace("\u00a0", " ") for button in trainer.locator(".trainer-grade").all()]
    assert names == ["Снова сегодня", "Трудно 1 день", "Хорошо 2 дня", "Легко 8 дней"]


def test_again_shows_the_card_again_in_the_same_sitting(trainer):
    trainer.get_by_label("Откуда").select_option("python/modules")
    start(trainer, "Учить новое")
    first = question(trainer)
    answer_by_keyboard(trainer, "1")
    second = question(trainer)
    answer_by_keyboard(trainer, "3")
    assert question(trainer) == first != second
    answer_by_keyboard(trainer, "3")
    expect(trainer.get_by_role("heading", name="Итог занятия")).to_be_visible()


def test_undo_takes_back_the_last_grade_as_if_it_had_not_been(trainer):
    trainer.get_by_label("Откуда").select_option("python/modules")
    start(trainer, "Учить новое")
    first = question(trainer)
    answer_by_keyboard(trainer, "1")
    trainer.keyboard.press("z")
    expect(trainer.locator(".trainer-question")).to_have_text(first)
    expect(trainer.get_by_role("button", name="Отменить")).to_have_count(0)
    assert graded(trainer) == []
    answer_by_keyboard(trainer, "33")
    expect(trainer.get_by_role("heading", name="Итог занятия")).to_be_visible()  # it is not asked a third time
    start(trainer, "Отменить последнюю оценку")
    assert len(graded(trainer)) == 1


def test_keys_of_a_russian_layout_work_and_letters_in_the_field_stay_letters(trainer):
    start(trainer, "Первые десять вопросов")
    field = trainer.get_by_label("Сначала скажите")
    field.press_sequentially("я 1 z 3 ")
    assert field.input_value() == "я 1 z 3 "
    expect(trainer.locator(".answer-short")).to_have_count(0)
    field.press("Control+Enter")
    expect(trainer.locator(".trainer-answer-title")).to_be_focused()
    assert field.input_value() == "я 1 z 3 ", "написанное осталось, чтобы сверить"
    trainer.keyboard.press("3")
    second = question(trainer)
    trainer.locator(".trainer-question").dispatch_event("keydown", {"key": "я", "code": "KeyZ", "bubbles": True})
    assert question(trainer) != second
    assert graded(trainer) == []


def test_a_key_with_a_modifier_and_a_key_outside_of_the_card_do_nothing(trainer):
    start(trainer, "Первые десять вопросов")
    open_answer(trainer)
    trainer.keyboard.press("Control+3")
    trainer.locator("footer a").first.focus()
    trainer.keyboard.press("3")
    assert graded(trainer) == []


def test_everything_can_be_reached_by_tab(trainer):
    start(trainer, "Первые десять вопросов")
    open_answer(trainer)
    reached = []
    for _ in range(14):
        trainer.keyboard.press("Tab")
        reached.append(trainer.evaluate("document.activeElement.closest('label')?.innerText ?? document.activeElement.innerText").split("\n")[0])
    for expected in ("Разбор", "На странице темы", "Скопировать для чата", "Закончить", "Снова", "Трудно", "Хорошо", "Легко"):
        assert expected in reached


def test_a_screen_reader_is_told_what_happened_and_stands_on_the_question(trainer):
    start(trainer, "Первые десять вопросов")
    live = trainer.locator("handbook-trainer [aria-live=polite]")
    answer_by_keyboard(trainer, "3")
    expect(live).to_have_text("«Хорошо», следующий раз через 2 дня.")
    expect(trainer.locator(".trainer-question")).to_be_focused()
    trainer.keyboard.press("z")
    expect(live).to_have_text("Оценка «Хорошо» отменена.")
    expect(trainer.locator("html")).to_have_attribute("lang", "ru")


# Storage and tabs


def test_thirty_cards_answered_by_keyboard_survive_export_a_cleared_storage_and_import(trainer):
    grades = "3213343121" * 3
    start(trainer, "Первые десять вопросов")
    answer_by_keyboard(trainer, grades[:10])
    for n in (10, 20):
        while trainer.locator(".trainer-question").count():  # cards of «Снова» once more
            answer_by_keyboard(trainer, "3")
        start(trainer, "Ещё десять")
        answer_by_keyboard(trainer, grades[n : n + 10])
    before = stored(trainer)
    due = trainer.evaluate(STATES)
    assert len({review["question"] for review in json.loads(before)["reviews"].values()}) >= 30
    trainer.evaluate("localStorage.clear()")
    trainer.reload()
    expect(trainer.get_by_role("heading", name="Начнём")).to_be_visible()
    trainer.evaluate("async text => (await import(new URL('../assets/javascript/progress/index.js', location))).progress.importText(text)", before)
    assert stored(trainer) == before
    assert trainer.evaluate(STATES) == due
    expect(trainer.get_by_role("heading", name="К повторению")).to_be_visible()


# The state of every card, as the trainer replays it.
STATES = "JSON.stringify(document.querySelector('handbook-trainer').deck.items.map(({id, card}) => [id, card]))"


def test_two_tabs_at_once_lose_no_review_and_share_what_is_imported(context):
    tabs = [context.new_page(), context.new_page()]
    grades = "321432143214322"  # and the failed ones once more
    for tab, topic in zip(tabs, ("python", "ml"), strict=True):
        open_trainer(tab)
        tab.get_by_label("Откуда").select_option(topic)
        start(tab, "Учить новое")
    for grade in grades:
        for tab in tabs:
            tab.bring_to_front()
            if not tab.locator(".trainer-question").count():
                start(tab, "Ещё десять")
            answer_by_keyboard(tab, grade)
    for tab in tabs:
        tab.wait_for_function(f"() => {COUNT} === 30")
    before, cards = stored(tabs[0]), tabs[0].evaluate(STATES)
    assert [stored(tabs[1]), tabs[1].evaluate(STATES)] == [before, cards]
    assert sorted(grade for _, grade in graded(tabs[0])) == sorted(int(grade) for grade in grades * 2)
    tabs[0].evaluate(f"async () => ({PROGRESS}).erase()")
    for tab in tabs:
        tab.wait_for_function(f"() => {COUNT} === 0")
    tabs[1].evaluate(f"async text => ({PROGRESS}).importText(text)", before)
    for tab in tabs:
        tab.wait_for_function(f"() => {COUNT} === 30")
        assert [stored(tab), tab.evaluate(STATES)] == [before, cards]


PROGRESS = "(await import(new URL('../assets/javascript/progress/index.js', location))).progress"
COUNT = "document.querySelector('handbook-trainer').deck.reviews.values().reduce((sum, list) => sum + list.length, 0)"


# Without a network


def test_an_answer_that_does_not_load_is_said_and_can_be_tried_again(trainer):
    trainer.route("**/python/syntax/", lambda route: route.abort())
    start(trainer, "Первые десять вопросов")
    trainer.get_by_role("button", name="Открыть ответ").click()
    expect(trainer.locator(".trainer-problem")).to_contain_text("похоже, нет связи")
    retry = trainer.get_by_role("button", name="Попробовать ещё раз")
    expect(retry).to_be_focused()
    trainer.unroute("**/python/syntax/")
    retry.click()
    expect(trainer.locator(".answer-short")).to_be_visible()


def test_a_list_of_questions_that_does_not_load_is_said_and_can_be_tried_again(page):
    page.route("**/assets/cards.json*", lambda route: route.abort())
    page.goto(ADDRESS)
    expect(page.locator(".trainer-problem")).to_contain_text("Список вопросов не загрузился")
    page.unroute("**/assets/cards.json*")
    page.get_by_role("button", name="Попробовать ещё раз").click()
    expect(page.get_by_role("heading", name="Начнём")).to_be_visible()


def test_only_pages_of_the_site_are_asked_for_answers(trainer):
    refused = trainer.evaluate("""async () => {
        const {Answers} = await import(new URL('../assets/javascript/trainer/answers.js', location))
        const asked = []
        const answers = new Answers(new URL('..', location), (address) => asked.push(address))
        const pages = ['https://example.org/', '//example.org/x/', '../../outside/', '/', 'data:text/html,x', 'javascript:0']
        const refused = []
        for (const page of pages) await answers.load({id: 'x', page}).catch((error) => refused.push(error.name))
        return [refused, asked]
    }""")
    assert refused == [["TypeError"] * 6, []]


# Modes


def test_an_interview_has_ten_questions_a_clock_and_a_summary_by_topic(page):
    page.clock.install(time=datetime(2026, 12, 1, 12))
    open_trainer(page)
    start(page, "Начать собеседование")
    clock = page.get_by_role("timer")
    expect(clock).to_have_text("2:00")
    page.clock.run_for(30_000)
    expect(clock).to_have_text("1:30")
    page.clock.run_for(91_000)
    expect(clock).to_have_text("+0:01")
    expect(page.locator("[aria-live=polite]")).to_have_text("Две минуты прошли. Закончите мысль и откройте ответ.")
    for grade in "1333333333":
        answer_by_keyboard(page, grade)
    expect(page.get_by_role("heading", name="Итог собеседования")).to_be_focused()
    expect(page.locator(".trainer-summary")).to_contain_text("10 ответов, вспомнили 9.")
    assert page.get_by_role("row").count() > 5
    again = page.locator(".trainer-reread a")
    expect(again).to_have_count(1)
    expect(again).to_have_attribute("href", re.compile(r"/handbook/.+/#[a-z-]+$"))


def test_the_placement_tells_what_to_skip_and_where_to_begin_and_can_be_continued(trainer):
    start(trainer, "Проверить себя")
    answer_by_keyboard(trainer, "22")
    start(trainer, "Закончить")
    expect(trainer.get_by_text("Вы остановились на вопросе 3")).to_be_visible()
    trainer.reload()
    start(trainer, "Продолжить")
    asked = 2
    while trainer.locator(".trainer-question").count():
        topic = trainer.locator(".trainer-place").inner_text()
        answer_by_keyboard(trainer, "2" if "Python:" in topic else "1")
        asked += 1
    assert asked <= 20
    expect(trainer.get_by_role("heading", name="С чего начать")).to_be_focused()
    skipped = trainer.locator("[data-known]").all_inner_texts()
    assert len(skipped) >= 8
    expect(trainer.locator(".trainer-placed.stage-1 [data-known]").first).to_be_visible()
    expect(trainer.get_by_role("heading", name="На чём держится пробел")).to_be_visible()
    start(trainer, "Учить с этого места")
    expect(trainer.locator(".trainer-place")).not_to_contain_text("Python:")


def test_weak_spots_are_offered_once_there_are_some(trainer):
    expect(trainer.get_by_role("button", name="Разобрать слабые места")).to_have_count(0)
    start(trainer, "Первые десять вопросов")
    answer_by_keyboard(trainer, "12")
    start(trainer, "Закончить")
    start(trainer, "К тренажёру")
    start(trainer, "Разобрать слабые места")
    assert question(trainer) == text_of(QUESTIONS[0])


def test_settings_change_the_days_on_the_buttons(page):
    page.clock.install(time=datetime(2026, 12, 1, 12))
    open_trainer(page)
    page.get_by_label("Дата собеседования").fill("2026-12-04")
    expect(page.get_by_text("До собеседования 3 дня")).to_be_visible()
    page.get_by_label("Сколько хотите помнить").focus()
    page.get_by_label("Сколько хотите помнить").select_option("0.8")
    expect(page.get_by_label("Сколько хотите помнить")).to_be_focused()
    expect(page.get_by_text(re.compile("берите .* в день"))).to_be_visible()
    start(page, "Первые десять вопросов")
    open_answer(page)
    names = [button.inner_text().replace("\n", " ").replace("\u00a0", " ") for button in page.locator(".trainer-grade").all()]
    assert names == ["Снова сегодня", "Трудно 2 дня", "Хорошо 2 дня", "Легко 2 дня"]


def test_when_everything_is_done_the_next_day_is_named(page):
    page.clock.install(time=datetime(2026, 12, 1, 12))
    open_trainer(page)
    page.get_by_label("Откуда").select_option("python/modules")
    start(page, "Учить новое")
    answer_by_keyboard(page, "33")
    start(page, "К тренажёру")
    expect(page.get_by_role("heading", name="На сегодня всё")).to_be_focused()
    expect(page.locator(".trainer-now")).to_contain_text("Следующее повторение 3 декабря: 2\u00a0карточки")
    page.clock.set_system_time(datetime(2026, 12, 3, 0, 1))
    page.reload()
    expect(page.get_by_role("heading", name="К повторению 2")).to_be_visible()


# For a chat


def test_a_question_is_copied_for_a_chat_with_its_points_and_the_rules(trainer, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    trainer.get_by_label("Откуда").select_option("nlp/attention")
    start(trainer, "Учить новое")
    start(trainer, "Скопировать для чата")
    expect(trainer.locator(".trainer-copied")).to_contain_text("Скопировано")
    copied = trainer.evaluate("navigator.clipboard.readText()")
    assert "Не подсказывай" in copied
    assert "1. Как работает attention?" in copied
    assert "√(d_k)" in copied, "формула читается и без вёрстки"
    assert copied.count("   - ") >= 3


def test_a_whole_stage_is_copied_for_a_chat(trainer, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    trainer.get_by_label("Этап").select_option("rag")
    start(trainer, "Собрать вопросы")
    start(trainer, "Скопировать для чата")
    copied = trainer.evaluate("navigator.clipboard.readText()")
    stage = load().stage("rag")
    assert all(f"{n}. {' '.join(question.text.split())}" in copied for n, question in enumerate(stage.all_questions(), 1))
    assert copied.count("   - ") >= 2 * len(stage.all_questions())


def test_where_the_browser_does_not_copy_the_text_is_shown_selected(trainer):
    trainer.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    start(trainer, "Первые десять вопросов")
    start(trainer, "Скопировать для чата")
    field = trainer.get_by_label("Браузер не дал скопировать")
    expect(field).to_be_focused()
    assert "Начни: задай вопрос." in trainer.evaluate(
        "getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )


# Numbers


def simulated(days: int, new: int, until: datetime) -> str:
    """The file of somebody who repeats a card two, six, twenty days later, forgets every ninth, and takes some new ones each day."""
    reviews, counter = {}, 0
    for number, id in enumerate(QUESTIONS[: days * new]):
        for gap in (0, 2, 8, 28):
            day = number // new + gap
            if day >= days:
                continue
            counter += 1
            at = until - timedelta(days=days - 1 - day, minutes=counter % 40)
            reviews[f"r{counter}"] = {
                "question": id,
                "at": int(at.timestamp() * 1000),
                "zone": 0,
                "grade": 1 if counter % 9 == 0 else 3 + counter % 2,
            }
    return json.dumps({"version": 1, "reviews": reviews, "undone": {}, "ticks": {}, "settings": {}, "drafts": {}})


@pytest.fixture
def after_sixty_days(new_context):
    """Opens the trainer of somebody who has used it for 60 days."""

    def opened(**options) -> Page:
        page = new_context(timezone_id="UTC", reduced_motion="reduce", **options).new_page()
        page.clock.set_fixed_time(datetime(2026, 12, 1, 12))
        open_trainer(page)
        page.evaluate(
            "async text => (await import(new URL('../assets/javascript/progress/index.js', location))).progress.importText(text)",
            simulated(60, 2, datetime.fromisoformat("2026-12-01T11:00:00+00:00")),
        )
        expect(page.locator(".trainer-chart")).to_have_count(3)
        return page

    return opened


def test_every_chart_has_a_name_and_a_table_with_the_same_numbers(after_sixty_days):
    page = after_sixty_days()
    charts = page.locator(".trainer-chart")
    for chart in charts.all():
        expect(chart.locator("svg[role=img]")).to_have_accessible_name(re.compile(r"\d"))
        chart.locator("summary").click()
        expect(chart.get_by_role("table")).to_be_visible()
    stages, forecast, retention = charts.all()
    rows = [[int(cell) for cell in row.locator("td").all_inner_texts()] for row in stages.locator("tbody tr").all()]
    assert [sum(row) for row in rows] == [len(stage.all_questions()) for stage in load().stages if stage.all_questions()]
    assert sum(row[0] + row[1] for row in rows) == 120
    assert sum(int(cell) for cell in forecast.locator("td").all_inner_texts()) == sum(
        page.evaluate("document.querySelector('handbook-trainer').deck.items.map(({card}) => (card && card.due <= 20788 + 30 ? 1 : 0))")
    )
    assert len(retention.locator("tbody tr").all()) == 8


# Everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_of_the_trainer_has_a_finding_of_axe(new_context, after_sixty_days, scheme):
    page = new_context(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce").new_page()
    found = {}

    def look(screen: str, page: Page = page) -> None:
        for name, window in (("phone", PHONE), ("desk", DESK)):
            page.set_viewport_size(window)
            found[f"{screen}, {name}"] = findings(page, "article")

    open_trainer(page)
    look("empty")
    start(page, "Начать собеседование")
    look("question")
    open_answer(page)
    page.get_by_role("checkbox").first.check()
    page.locator(".answer-full > summary").click()
    look("answer")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("1")
    start(page, "Закончить")
    look("summary")
    numbers = after_sixty_days(color_scheme=scheme)
    numbers.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    look("numbers", numbers)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest.mark.parametrize("window", [PHONE, ZOOM], ids=["phone", "400 %"])
def test_no_screen_is_wider_than_a_narrow_window_and_what_is_pressed_is_as_wide_as_a_finger(new_context, after_sixty_days, window):
    page = new_context(viewport=window, has_touch=True).new_page()

    def check(page: Page, screen: str) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, screen
        small = page.evaluate("""[...document.querySelectorAll('handbook-trainer *')]
            .filter((one) => one.matches('button, select, input[type=date], summary, .trainer-points label'))
            .filter((one) => one.getBoundingClientRect().height < 43.9).map((one) => one.innerText)""")
        assert small == [], screen

    open_trainer(page)
    check(page, "home")
    start(page, "Первые десять вопросов")
    check(page, "question")
    page.get_by_role("button", name="Открыть ответ").click()
    expect(page.locator(".trainer-answer-title")).to_be_focused()
    check(page, "answer")
    if window == PHONE:  # the grades stand where the thumb is, wherever the answer was scrolled to
        for grade in page.locator(".trainer-grade").all():
            expect(grade).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Хорошо").click()
    start(page, "Закончить")
    check(page, "summary")
    check(after_sixty_days(viewport=window), "numbers")


def test_nothing_of_the_trainer_moves(trainer):
    start(trainer, "Первые десять вопросов")
    open_answer(trainer)
    names = "[...document.querySelectorAll('handbook-trainer, handbook-trainer *')].map((one) => getComputedStyle(one).animationName)"
    assert set(trainer.evaluate(names)) == {"none"}


def test_nothing_in_sight_shifts_while_the_trainer_loads(new_context):
    page = new_context(viewport=PHONE).new_page()
    page.add_init_script("""
        window.shifts = []
        const note = (list) => shifts.push(...list.getEntries().map(({value}) => value))
        new PerformanceObserver(note).observe({type: 'layout-shift', buffered: true})
    """)
    open_trainer(page)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert sum(page.evaluate("shifts")) < 0.01


def test_without_scripts_the_page_says_what_it_is_and_leads_to_the_questions(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    expect(page.get_by_text("Тренажёру нужны скрипты")).to_be_visible()
    page.get_by_role("article").get_by_role("link", name="NLP", exact=True).click()
    expect(page.locator("details.answer").first).to_be_visible()


def test_a_trainer_that_is_taken_out_and_put_back_still_hears_of_changes(trainer):
    start(trainer, "Первые десять вопросов")
    answer_by_keyboard(trainer, "1")
    start(trainer, "Закончить")
    start(trainer, "К тренажёру")
    trainer.evaluate(
        "() => { const node = document.querySelector('handbook-trainer'); const place = node.parentNode; node.remove(); place.prepend(node) }"
    )
    expect(trainer.get_by_role("heading", name="К повторению 1")).to_be_visible()
    trainer.evaluate(f"async () => ({PROGRESS}).erase()")
    expect(trainer.get_by_role("heading", name="Начнём")).to_be_visible()


def test_when_the_scripts_do_not_come_the_page_says_so(page):
    page.route("**/trainer/index.js", lambda route: route.abort())
    page.goto(ADDRESS)
    said = page.get_by_text("Тренажёру нужны скрипты")
    expect(said).to_be_hidden()
    page.evaluate("document.getAnimations().forEach((waiting) => waiting.finish())")
    expect(said).to_be_visible()


def test_the_trainer_works_when_it_is_reached_by_instant_navigation_and_left_and_reached_again(page):
    page.goto("how-to-study/")
    page.evaluate("window.stayed = true")
    for _ in range(2):
        page.get_by_role("link", name="Тренажёр", exact=True).first.click()
        expect(page.get_by_role("heading", name="Начнём")).to_be_visible()
        start(page, "Первые десять вопросов")
        open_answer(page)
        page.get_by_role("link", name="Как учиться").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Как учиться")
    assert page.evaluate("window.stayed"), "страница загрузилась заново"


# Weight


def test_the_scripts_of_the_trainer_page_weigh_at_most_40_kilobytes(page, handbook):
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(request.url) if request.resource_type == "script" else None)
    open_trainer(page)
    start(page, "Начать собеседование")
    open_answer(page)
    files = [url.removeprefix(handbook.url).partition("?")[0] for url in loaded]
    ours = [file for file in files if file.startswith(("assets/javascript/", "assets/vendor/")) and "bundle" not in file and "workers" not in file]
    own = [file for file in ours if not Path(file).name.startswith(("bundle.", "search-worker."))]
    weight = sum(len(gzip.compress((handbook.folder / file).read_bytes(), 9, mtime=0)) for file in own)
    assert "assets/vendor/ts-fsrs/ts-fsrs.js" in own
    assert weight <= 40_000


def test_no_other_page_loads_the_trainer(page, handbook):
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto("python/syntax/", wait_until="networkidle")
    assert [url for url in loaded if "trainer" in url or "ts-fsrs" in url] == []


def test_shortened_scripts_say_the_same_words(handbook):
    """A minifier that misreads a template literal eats spaces inside of it. The Russian of a script outside of comments is always text."""
    lost = []
    for path in SCRIPTS.rglob("*.js"):
        source = re.sub(r"/\*.*?\*/|(?<=\s)// .*?$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        if path.parent.name == "search":  # a part of the worker, where the Russian is of patterns; tests/browser/test_search.py
            continue
        location = "sw.js" if path.name == "worker.js" else f"assets/javascript/{path.relative_to(SCRIPTS).as_posix()}"
        built = (handbook.folder / location).read_text(encoding="utf-8")
        lost += [f"{path.name}: {words}" for words in re.findall(r"[^`'\"${}\n\\/]*[А-Яа-яЁё][^`'\"${}\n\\/]*", source) if words not in built]
    assert lost == []
