"""The plan as a reader has it: with their dates and hours, after a missed week, from two tabs, by keyboard, on a phone and on paper."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from macros.curriculum import load
from macros.model import Topic
from macros.schedule import schedule
from macros.words import plural
from tests.browser.test_axe import DESK, PHONE, findings
from tests.browser.test_narrow_screens import STICKING_OUT, ZOOM
from tests.browser.test_progress_pages import SHIFTS
from tests.plan_page import ADDRESS, NOW, button, kept, open_plan, said, verdict, weeks

CURRICULUM = load()
PYTHON = CURRICULUM.stages[0]
WEEKS = [[topic.title for topic in week.topics] for week in schedule(CURRICULUM)]


@pytest.fixture
def plan(page) -> Page:
    """The page at the first visit."""
    open_plan(page)
    return page


def text(page: Page, selector: str) -> str:
    return re.sub(r"\s+", " ", page.locator(selector).inner_text())


def questions(*topics: Topic) -> dict[str, bool]:
    return {question.id: True for topic in topics for question in topic.all_questions()}


# --- dates and hours


def test_at_the_first_visit_it_is_the_way_of_24_weeks_from_next_monday(plan):
    shown = weeks(plan)
    assert [week["topics"] for week in shown] == WEEKS
    assert (shown[0]["dates"], shown[1]["dates"], shown[-1]["dates"]) == ("30 нояб. – 6 дек.", "7–13 дек.", "10–16 мая")
    assert shown[0]["load"] == "11 ч из 13 ч"
    expect(verdict(plan)).to_have_text("24 недели: 30 ноября — 16 мая 2027.")
    assert kept(plan) is None, "посмотреть — ещё не завести план"
    assert plan.locator(".plan-line > span").count() == 24
    assert plan.locator(".plan-line b").all_inner_texts() == list("1234567")


def test_other_hours_make_other_weeks_and_stay_after_a_reload(plan):
    plan.get_by_label("воскресенье, часов").fill("0")
    plan.get_by_label("суббота, часов").fill("5.5")
    plan.get_by_label("понедельник, часов").fill("")  # half-typed: what was there counts
    plan.get_by_label("Начало").fill("2027-01-10")
    plan.keyboard.press("Tab")
    expect(plan.locator(".plan-sum")).to_have_text(re.compile("15,5\u00a0ч в неделю"))
    assert kept(plan)["hours"] == [120, 120, 120, 120, 120, 330, 0]
    before = weeks(plan)
    assert before[0]["dates"] == "10–16 янв."
    assert sum(len(week["topics"]) > 0 for week in before) < 24
    plan.reload()
    plan.locator("study-plan[data-ready]").wait_for()
    assert weeks(plan) == before
    assert plan.get_by_label("Начало").input_value() == "2027-01-10"


def test_a_plan_that_is_kept_does_not_move_from_day_to_day(plan):
    plan.get_by_label("среда, часов").fill("3")
    plan.keyboard.press("Tab")
    before = weeks(plan)
    plan.clock.set_fixed_time(NOW + timedelta(days=12))
    plan.reload()
    plan.locator("study-plan[data-ready]").wait_for()
    assert weeks(plan) == before
    assert plan.locator("[data-now] .plan-number").inner_text() == "2"
    expect(plan.get_by_role("link", name="неделя 2")).to_have_attribute("href", "#this-week")


def test_the_interview_is_the_one_of_the_trainer_and_with_it_the_plan_begins_today(plan):
    plan.get_by_label("Собеседование").fill("2027-01-23")
    plan.get_by_role("radio", name="Основы знаю").check()
    expect(verdict(plan)).to_have_text("К собеседованию 23 января 2027 успеваете.")
    assert weeks(plan)[0]["dates"] == "28 нояб. – 4 дек."
    assert plural(len(CURRICULUM.places), "вопрос", "вопроса", "вопросов") in text(plan, ".plan-table tbody >> nth=-1")
    plan.goto("trainer/")
    expect(plan.get_by_label("Дата собеседования")).to_have_value("2027-01-23")


@pytest.mark.parametrize(
    ("plan", "interview", "words"),
    [
        (said(hours=[0] * 7), None, "Часов пока нет"),
        (said(hours=[15] + [0] * 6), None, "путь длиннее трёх лет"),
        (said(start="2027-02-01"), "2027-01-04", "раньше, чем начало"),
        (said(), "2026-11-20", "прошла"),
        (said(), "2031-01-01", "больше трёх лет"),
        (said(known=[f"{stage.id}/{topic.id}" for stage in CURRICULUM.stages for topic in stage.topics]), None, "больше нечего"),
    ],
)
def test_what_cannot_be_planned_is_said(page, plan, interview, words):
    open_plan(page, plan, interview)
    expect(verdict(page)).to_contain_text(words)


# --- what does not fit


def test_what_does_not_fit_is_said_and_each_advice_makes_it_fit(page):
    open_plan(page, said(), "2027-01-04")
    expect(verdict(page)).to_have_text("До собеседования 4 января 2027 всё не успеть.")
    steps = page.locator(".plan-help ol > li").all_inner_texts()
    assert [step.split(", минус")[0] for step in steps[1:4]] == [
        "Курсы и учебники: только вопросы и ответы",
        "Ответы на вопросы по документам (RAG)",
        "Классификация русских текстов",
    ]
    assert "по желанию" in steps[0]
    fits = re.compile("успеваете")
    button(page, "Опустить").click()
    expect(verdict(page)).to_have_text(fits)
    assert kept(page)["pace"] == "short"
    assert kept(page)["dropped"] == CURRICULUM.drop[: len(steps) - 2]
    button(page, "Вернуть в план").click()
    page.get_by_role("radio", name="С нуля").check()
    expect(verdict(page)).to_have_text(re.compile("не успеть"))
    button(page, "Поставить эту дату").click()
    expect(verdict(page)).to_have_text(fits)
    page.get_by_label("Собеседование").fill("2027-02-15")
    missing = float(re.findall(r"Не хватает ([\d,]+)", text(page, ".plan-help"))[0].replace(",", "."))
    button(page, "Добавить поровну").click()
    expect(verdict(page)).to_have_text(fits)
    assert (sum(kept(page)["hours"]) - 780) / 60 == pytest.approx(missing, abs=0.1)


# --- what is known


def test_a_stage_that_is_known_leaves_the_plan_whole_or_by_topics(plan):
    plan.get_by_text("Что уже знаю").click()
    plan.get_by_role("checkbox", name="Python целиком").check()
    assert [week["topics"] for week in weeks(plan)] == WEEKS[4:]
    expect(plan.locator(".plan-count")).to_have_text(re.compile(rf"{len(PYTHON.topics)}\sтем, 44\sч"))
    plan.get_by_role("checkbox", name="ООП (основы)").uncheck()
    assert plan.get_by_role("checkbox", name="Python целиком").evaluate("box => box.indeterminate")
    assert weeks(plan)[0]["topics"][0] == "ООП (основы)"
    plan.get_by_role("checkbox", name="Python целиком").check()
    assert len(kept(plan)["known"]) == len(PYTHON.topics)


def test_progress_fills_in_what_is_known_and_marks_what_is_done(page):
    first, second, third, *_ = PYTHON.topics
    open_plan(page, None, **{id.replace("-", "_"): True for id in questions(first, second)})
    assert weeks(page)[0]["topics"][0] == third.title
    expect(page.locator(".plan-count")).to_have_text(re.compile(r"2\sтемы"))
    page.get_by_label("среда, часов").fill("3")
    page.keyboard.press("Tab")
    page.get_by_text("Что уже знаю").click()
    box = page.get_by_role("checkbox", name=first.title)
    box.uncheck()
    assert kept(page)["known"] == [f"python/{second.id}"]
    assert page.locator("[data-done]", has_text=first.title).count() == 1
    button(page, "Отметить по прогрессу").click()
    expect(box).to_be_checked()


# --- after a missed week


def test_a_missed_week_is_chosen_and_taken_back(plan):
    before = weeks(plan)
    plan.get_by_label("Неделя выпала").select_option("2026-12-14")
    assert kept(plan) is None
    button(plan, "Пропустить").click()
    shown = weeks(plan)
    assert (shown[2]["idle"], shown[2]["load"]) == ("Неделя выпала", "—")
    assert shown[3]["topics"] == before[2]["topics"]
    assert len(shown) == 25
    button(plan, "Вернуть неделю").click()
    assert weeks(plan) == before


def test_what_is_behind_is_found_by_progress_and_the_rest_is_laid_out_from_today(page):
    first, second, third, fourth, *_ = PYTHON.topics
    open_plan(page, said(start="2026-11-16"), None, NOW, **{id.replace("-", "_"): True for id in questions(first)})
    late = page.locator(".plan-late")
    assert late.get_by_role("checkbox").evaluate_all("boxes => boxes.map(box => box.parentElement.textContent.trim())") == [second.title], (
        "идёт вторая неделя: спрошено только о первой"
    )
    page.clock.set_fixed_time(NOW + timedelta(days=7))
    page.reload()
    late.get_by_role("checkbox", name=third.title).check()  # read, but ticked nowhere
    button(page, "Разложить с сегодняшнего дня").click()
    assert kept(page)["restart"] == {"from": "2026-12-05", "done": [f"python/{topic.id}" for topic in (first, third)]}
    shown = weeks(page)
    assert [week["load"] for week in shown[:3]] == ["позади", "позади", "3 ч из 3 ч"]
    assert [week["topics"] for week in shown[:3]] == [[first.title], [third.title], [second.title]]
    assert shown[3]["topics"][:2] == [second.title, fourth.title]
    expect(late).to_have_count(0)
    button(page, "Вернуть прежний план").click()
    expect(late).to_have_count(1)


# --- what is kept


def test_another_tab_shows_the_change_at_once(context):
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        open_plan(page)
    one.get_by_label("среда, часов").fill("4")
    one.keyboard.press("Tab")
    expect(other.get_by_label("среда, часов")).to_have_value("4")
    assert weeks(other) == weeks(one)


def test_export_and_import_bring_the_plan_and_its_interview(page):
    open_plan(page, said(hours=[300] * 7, known=["python/syntax"]), "2027-03-01")
    before = weeks(page)
    page.evaluate("""async () => {
        const {progress} = await import(new URL('../assets/javascript/progress/index.js', location))
        const copy = progress.exportText()
        progress.erase()
        window.copy = copy
    }""")
    assert weeks(page) != before
    page.evaluate("""async () => {
        const {progress} = await import(new URL('../assets/javascript/progress/index.js', location))
        localStorage.removeItem('handbook.progress')
        progress.importText(window.copy)
    }""")
    assert weeks(page) == before
    assert kept(page)["known"] == ["python/syntax"]


DAMAGED = {
    "not a plan": 5,
    "wrong parts": said(
        start="2026-02-31", hours=[60, "x"], pace="fast", known=["python/syntax", {"a": 1}], restart={"from": 1, "done": []}, time="25:00"
    ),
}

TOUCHED = "button, select, summary, label:has(> [type=checkbox], > [type=radio]), input:not([type=checkbox], [type=radio])"
LOW = "controls => controls.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9).map(one => one.outerHTML)"


@pytest.mark.parametrize("value", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_plan_is_set_aside_and_what_can_be_read_stays(page, value):
    open_plan(page, value)
    expect(page.get_by_text("Сохранённый план был испорчен")).to_be_visible()
    assert weeks(page)[-1]["topics"] == WEEKS[-1]
    with page.expect_download() as saved:
        button(page, "Скачать запись").click()
    assert json.loads(saved.value.path().read_text()) == value
    button(page, "Убрать").click()
    expect(page.get_by_text("Сохранённый план был испорчен")).to_have_count(0)
    if value != 5:
        assert kept(page) == said(start=None, known=["python/syntax"])


def test_without_the_network_the_weeks_of_the_roadmap_stay_and_it_can_be_tried_again(page):
    page.clock.set_fixed_time(NOW)
    page.route("**/cards.json*", lambda route: route.abort())
    page.goto(ADDRESS)
    expect(page.locator(".plan-problem")).to_contain_text("Список тем не загрузился")
    assert page.locator(".plan-table tbody").count() == 24
    page.unroute("**/cards.json*")
    button(page, "Попробовать ещё раз").click()
    expect(verdict(page)).to_contain_text("24 недели")


def test_instant_navigation_away_and_back_keeps_the_plan_alive(page):
    open_plan(page)
    page.get_by_role("link", name="Роадмап").first.click()
    page.wait_for_url("**/roadmap/")
    page.go_back()
    page.locator("study-plan[data-ready]").wait_for()
    page.get_by_label("среда, часов").fill("4")
    page.keyboard.press("Tab")
    expect(page.locator(".plan-sum")).to_contain_text("15")


# --- by keyboard, on a phone, on paper, without scripts


def test_everything_is_reached_and_done_by_keyboard_alone(plan):
    def to(locator, key: str = "Tab") -> None:
        for _ in range(80):
            if locator.evaluate("element => element === document.activeElement"):
                return
            plan.keyboard.press(key)
        raise AssertionError("клавишей Tab туда не дойти")

    plan.get_by_label("Начало").focus()
    to(plan.get_by_label("понедельник, часов"))
    plan.keyboard.type("3")
    to(plan.get_by_role("radio", name="С нуля"))
    plan.keyboard.press("ArrowDown")
    to(plan.locator(".plan-known > summary"))
    plan.keyboard.press("Enter")
    to(plan.get_by_role("checkbox", name="Python целиком"))
    plan.keyboard.press("Space")
    expect(plan.get_by_role("checkbox", name="Python целиком")).to_be_focused()
    to(plan.get_by_label("Неделя выпала"))
    plan.keyboard.press("ArrowDown")
    plan.keyboard.press("ArrowDown")
    to(button(plan, "Пропустить"))
    plan.keyboard.press("Enter")
    expect(plan.locator(".plan-idle", has_text="Неделя выпала")).to_have_count(1)
    assert kept(plan)["missed"] == ["2026-12-07"], "вторая неделя"
    to(button(plan, "В календарь (.ics)"))
    with plan.expect_download():
        plan.keyboard.press("Enter")
    to(plan.locator(".plan-more > summary").first)
    plan.keyboard.press("Enter")
    expect(plan.locator(".plan-more[open] a").first).to_be_visible()
    assert kept(plan)["pace"] == "short"
    assert kept(plan)["hours"][0] == 180


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_everything_that_it_can_say_it_fits_a_phone_and_has_no_finding(new_context, scheme):
    page = new_context(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce", has_touch=True, is_mobile=True).new_page()
    open_plan(page, said(start="2026-11-02", missed=["2026-12-30"], dropped=["tools/git"], hours=[0, "x"]), "2027-01-04")
    for part in (".plan-late", ".plan-help", ".plan-note", "[data-now]"):
        expect(page.locator(part).first).to_be_visible()
    for closed in (".plan-known", ".plan-more"):
        page.locator(f"{closed} > summary").first.click()
    for window in (ZOOM, PHONE):
        page.set_viewport_size(window)
        assert page.evaluate(STICKING_OUT) == []
    assert page.locator(f"article :is({TOUCHED})").evaluate_all(LOW) == []
    assert findings(page, "study-plan") == []


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("state", [(None, None), (said(start="2026-11-02", missed=["2026-12-30"]), "2027-01-04")], ids=["first visit", "kept"])
def test_nothing_moves_when_the_plan_comes(page, window, state):
    page.set_viewport_size(window)
    open_plan(page, *state)
    assert page.evaluate(SHIFTS) == []


def test_with_colours_of_the_system_the_line_keeps_its_stages(new_context):
    page = new_context(forced_colors="active").new_page()
    open_plan(page)
    colours = page.locator(".plan-line i").evaluate_all("cells => [...new Set(cells.map(cell => getComputedStyle(cell).backgroundColor))]")
    assert len(colours) == 7


def test_a_plan_is_printed_on_a4_with_whole_weeks_and_without_its_form(page):
    open_plan(page, said(start="2026-11-02"))
    pdf = pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    texts = [re.sub(r"\s+", "", sheet.extract_text()) for sheet in pdf.pages]
    assert len(texts) <= 3
    whole = "".join(texts)
    for words in ("Начало", "Напечатать", "Разложить", "Как считает план"):
        assert re.sub(r"\s+", "", words) not in whole, words
    for week in weeks(page):
        parts = [re.sub(r"\s+", "", part) for part in [*week["topics"], week["load"]]]
        assert any(all(part in text for part in parts) for text in texts), week
    for sheet in pdf.pages:
        assert all(word["x1"] <= sheet.width - 30 for word in sheet.extract_words())


def test_without_scripts_there_is_the_table_of_24_weeks_and_no_form(new_context):
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(ADDRESS)
    assert page.locator("article :is(button, input, select)").locator("visible=true").count() == 0
    assert page.locator(".plan-table").is_visible()
    assert [
        week["topics"]
        for week in page.locator(".plan-table tbody").evaluate_all(
            "bodies => bodies.map(body => ({topics: [...body.querySelectorAll('li > a')].map(link => link.textContent)}))"
        )
    ] == WEEKS


def test_only_its_own_page_loads_the_plan(handbook):
    scripts = {address: [e.get("src", "") for e in page.root.iter("script")] for address, page in handbook.pages.items()}
    assert [address for address, found in scripts.items() if any("javascript/plan/" in src for src in found)] == [ADDRESS]


def test_the_calendar_library_comes_only_when_it_is_asked_for(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_plan(page)
    assert not any("/vendor/" in url for url in asked)
    with page.expect_download():
        button(page, "В календарь (.ics)").click()
    assert [url.rpartition("/")[2] for url in asked if "/vendor/" in url] == ["ical.min.js"]
