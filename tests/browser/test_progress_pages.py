"""Progress on pages: a box is one fact wherever it stands, nothing moves when it comes, and the page «Прогресс» saves, merges and erases."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_axe import DESK, PHONE, findings
from tests.site_build import Site

TOPIC, STAGE, SHEET = "python/data-structures/lists/", "python/", "python/sheet/"
QUESTION = "list-vs-tuple"
# But for the theme's footer, which grows upwards when a busy browser paints a short page before it has read its end.
SHIFTS = """() => new Promise(done => {
  const shifts = []
  const footer = ({node}) => node?.matches?.('.md-footer')
  const seen = list => list.filter(({sources}) => !sources.every(footer))
    .forEach(({value, sources}) => shifts.push([value, ...sources.map(({node}) => node?.className ?? '')]))
  new PerformanceObserver(list => seen(list.getEntries())).observe({type: 'layout-shift', buffered: true})
  requestAnimationFrame(() => requestAnimationFrame(() => done(shifts)))
})"""


def stored(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate("localStorage.getItem('handbook.progress') ?? '{}'"))


def fill(page: Page, facts: int, **ticks: bool) -> None:
    """Progress from before this visit: as many ticks, and these (question ids with _ for -)."""
    boxes = {f"item:old-{number}": True for number in range(facts)} | {f"question:{id.replace('_', '-')}": value for id, value in ticks.items()}
    text = json.dumps({"version": 1, "ticks": {box: {"value": value, "at": 1_790_000_000_000} for box, value in boxes.items()}})
    page.goto("manifest.webmanifest")  # the lightest page of the site
    page.evaluate("text => localStorage.setItem('handbook.progress', text)", text)


def box(page: Page, id: str) -> Any:
    return page.locator(f"[data-question={id}] input.box, self-check[question={id}] [data-box^=question]").first


# --- one fact


def test_a_box_ticked_on_a_checklist_is_ticked_on_the_topic_page_and_on_the_sheet(page):
    page.goto(STAGE)
    box(page, QUESTION).check()
    page.goto(SHEET)
    expect(box(page, QUESTION)).to_be_checked()
    page.goto(f"{TOPIC}#{QUESTION}")
    expect(page.get_by_role("group", name="Чем список (list) отличается").get_by_label("Знаю")).to_be_checked()
    expect(page.locator(f"[data-question={QUESTION}]")).to_have_attribute("data-mark", "know")


def test_a_mark_of_a_topic_page_is_seen_after_instant_navigation_and_back(page):
    page.goto(f"{TOPIC}#{QUESTION}")
    page.get_by_role("group", name="Чем список (list) отличается").get_by_label("Знаю").check()
    page.locator(".topic-place a").click()
    page.wait_for_url(f"**/{STAGE}")
    expect(box(page, QUESTION)).to_be_checked()
    box(page, QUESTION).uncheck()
    page.go_back()
    page.wait_for_url(f"**/{TOPIC}**")
    expect(page.locator(f"self-check[question={QUESTION}] input").first).not_to_be_checked()
    assert page.locator(f"self-check[question={QUESTION}] input").count() == 2


def test_one_knows_a_question_or_repeats_it(page):
    page.goto(f"{TOPIC}#{QUESTION}")
    marks = page.get_by_role("group", name="Чем список (list) отличается")
    marks.get_by_label("Знаю").check()
    marks.get_by_label("Повторить").check()
    expect(marks.get_by_label("Знаю")).not_to_be_checked()
    expect(page.locator(f"[data-question={QUESTION}]")).to_have_attribute("data-mark", "repeat")
    marks.get_by_label("Знаю").check()
    expect(marks.get_by_label("Повторить")).not_to_be_checked()


def test_a_tick_in_one_tab_appears_in_the_other(context: BrowserContext):
    left, right = context.new_page(), context.new_page()
    left.goto(STAGE)
    right.goto(SHEET)
    for number in range(2):
        left.locator("input.box").nth(2 * number).check()
        right.locator("input.box").nth(2 * number + 1).check()
    for tab in (left, right):
        expect(tab.locator("input.box:checked")).to_have_count(4)
    assert len(stored(left)["ticks"]) == 4


def test_steps_of_a_lesson_and_sections_of_the_template_are_ticked_too(page):
    page.goto("tools/git/")
    first = page.locator("[data-item] input.box").first
    first.check()
    page.goto("mlsd/sheet/")
    page.locator("[data-section=metrics], [data-section]").first.get_by_role("checkbox").check()
    page.goto("tools/sheet/")
    expect(page.locator("input.box:checked")).to_have_count(1)
    assert sorted(box.partition(":")[0] for box in stored(page)["ticks"]) == ["item", "section"]


@pytest.mark.parametrize("address", [STAGE, SHEET, "tools/git/", "mlsd/sheet/", "practice/text-classification/"])
def test_every_box_is_a_checkbox_with_a_name(page, address):
    page.goto(address)
    page.locator("input.box").first.wait_for()
    assert page.locator("span.box").count() == 0
    names = page.locator("input.box").evaluate_all("boxes => boxes.map(box => box.getAttribute('aria-label') ?? box.labels[0].textContent.trim())")
    assert min(map(len, names)) > 3
    assert len(set(names)) == len(names)


def test_a_box_is_ticked_with_the_keyboard(page):
    page.goto(STAGE)
    box(page, QUESTION).focus()
    page.keyboard.press("Space")
    expect(box(page, QUESTION)).to_be_checked()


@pytest.mark.parametrize("address", [STAGE, SHEET, "tools/git/"])
def test_on_a_phone_a_box_takes_a_touch_of_44_pixels_and_its_neighbour_another(new_context, address):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(address)
    page.locator("input.box").first.wait_for()
    sizes = page.locator(".checklist .tick, .sheet .tick").evaluate_all(
        """labels => labels.map(label => {
          const {width, height} = getComputedStyle(label, '::after')
          return [parseFloat(width), parseFloat(height)]
        })"""
    )
    assert sizes
    assert [size for size in sizes if min(size) < 43.9] == []


# --- where one looks


def test_the_line_the_timeline_and_the_stage_count_what_is_ticked(page):
    fill(page, 0, list_vs_tuple=True, print_text=True, data_types=False)
    page.set_viewport_size(DESK)
    page.goto("")
    station = page.locator(".line-stage").first
    expect(station.locator(".learned")).to_have_text(re.compile(r"^ · отмечено 2 из \d+$"))
    thick = station.evaluate("one => parseFloat(getComputedStyle(one, '::before').height) / one.clientHeight")
    assert 0 < thick < 0.1
    expect(page.locator(".line-stage .learned").nth(1)).to_be_empty()
    page.goto("roadmap/")
    expect(page.locator(".timeline-stage .learned").first).to_have_text(re.compile("отмечено 2 из"))
    page.goto(STAGE)
    expect(page.locator(".stage-learned")).to_have_text(re.compile("Отмечено 2 из"))
    box(page, "data-types").check()
    expect(page.locator(".stage-learned")).to_have_text(re.compile("Отмечено 3 из"))


def test_reviews_of_the_trainer_are_told_beside_the_mark(page):
    page.goto("about/")
    review = {"question": QUESTION, "at": 1_790_000_000_000, "grade": 3, "zone": 180}
    text = json.dumps({"version": 1, "reviews": {"a": review, "b": review, "c": review}, "undone": {"c": True}})
    page.evaluate("text => localStorage.setItem('handbook.progress', text)", text)
    page.goto(f"{TOPIC}#{QUESTION}")
    expect(page.locator(f"self-check[question={QUESTION}]")).to_contain_text("Повторений в тренажёре: 2")


@pytest.mark.parametrize("address", ["", "roadmap/", STAGE, SHEET, TOPIC, "tools/git/", "progress/"])
@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_when_progress_comes(page, window, address):
    fill(page, 3, list_vs_tuple=True, print_text=True, data_types=True)
    page.set_viewport_size(window)
    page.goto(address)
    expect(page.locator("input.box, [data-boxes] .learned:not(:empty), [data-progress]:enabled").first).to_be_attached()
    assert page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_an_answer_that_an_address_opens_is_as_tall_before_its_marks_come_as_after(new_context, window):
    heights = []
    for blocked in (True, False):
        page = new_context(viewport=window).new_page()
        fill(page, 0, list_vs_tuple=True)
        if blocked:
            page.route("**/progress/page.js", lambda route: route.abort())
        page.goto(f"{TOPIC}#{QUESTION}")
        page.wait_for_load_state("networkidle" if blocked else "load")
        expect(page.locator(f"self-check[question={QUESTION}] input")).to_have_count(0 if blocked else 2)
        heights.append(page.locator(f"details[data-question={QUESTION}]").bounding_box()["height"])
    assert heights[0] == heights[1]


def test_a_shift_is_noticed(page):
    page.goto("about/")
    page.evaluate("document.querySelector('article').prepend(Object.assign(document.createElement('p'), {textContent: 'Сдвиг'}))")
    assert page.evaluate(SHIFTS) != []


# --- without scripts, from a disk, on paper


@pytest.mark.parametrize("address", [STAGE, SHEET, TOPIC, "progress/"])
def test_without_scripts_boxes_are_for_a_pen_and_nothing_of_progress_is_promised(new_context, address):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator("input.box").count() == 0
    for element in page.locator("self-check, .stage-learned").all():
        expect(element).to_be_hidden()


def test_without_scripts_the_page_says_what_it_is(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("progress/")
    expect(page.get_by_text("скрипты выключены")).to_be_visible()
    expect(page.get_by_role("button", name="Скачать файл")).to_be_disabled()


def test_from_a_disk_boxes_stay_for_a_pen_and_answers_open(handbook: Site, new_context):
    page = new_context().new_page()
    page.goto((handbook.folder / TOPIC / "index.html").as_uri())
    page.locator("details.answer > summary").first.click()
    expect(page.locator(".answer-short").first).to_be_visible()
    assert page.locator("self-check").first.inner_text() == ""


def test_ticks_are_printed_as_boxes_and_marks_are_not(page):
    fill(page, 0, list_vs_tuple=True)
    page.goto(f"{TOPIC}#{QUESTION}")
    page.locator("self-check input").first.wait_for(state="attached")
    page.emulate_media(media="print")
    expect(page.locator("self-check").first).to_be_hidden()
    page.goto(SHEET)
    box(page, QUESTION).wait_for()
    page.emulate_media(media="print")
    assert box(page, QUESTION).evaluate("box => getComputedStyle(box).borderTopColor") == "rgb(0, 0, 0)"


# --- the reminder and what storage has to say


def test_after_enough_work_a_copy_is_offered_once_and_not_now_is_remembered(page):
    fill(page, 23)
    page.goto(STAGE)
    boxes = page.locator("input.box")
    boxes.nth(0).check()
    boxes.nth(1).wait_for()
    expect(page.locator(".notice")).to_have_count(0)
    boxes.nth(1).check()
    notice = page.get_by_role("complementary", name="Прогресс")
    expect(notice).to_contain_text("Сохраните копию")
    notice.get_by_role("button", name="Не сейчас").click()
    expect(notice).to_have_count(0)
    page.reload()
    boxes.nth(2).check()
    page.wait_for_load_state("networkidle")
    expect(notice).to_have_count(0)


def test_a_copy_that_was_saved_ends_the_reminder(page):
    fill(page, 30)
    page.goto(STAGE)
    page.locator("input.box").first.check()
    with page.expect_download() as download:
        page.get_by_role("complementary", name="Прогресс").get_by_role("button", name="Скачать файл").click()
    assert re.fullmatch(r"nlp-progress-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    expect(page.locator(".notice")).to_have_count(0)
    assert stored(page)["marks"]["exported"] > 0


def test_forbidden_storage_is_told_at_the_first_tick_and_ticks_live_on(new_context):
    page = new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})")
    page.goto(STAGE)
    box(page, QUESTION).wait_for()
    assert page.locator(".notice").count() == 0
    box(page, QUESTION).check()
    expect(page.locator(".notice")).to_contain_text("приватное окно")
    page.get_by_role("button", name="Понятно").click()
    expect(page.locator(".notice")).to_have_count(0)
    page.locator(f"[data-question={QUESTION}] a").click()
    page.wait_for_url(f"**/{TOPIC}**")
    expect(page.locator(f"self-check[question={QUESTION}] input").first).to_be_checked()


def test_storage_that_is_full_is_told_and_the_tick_stays(page):
    page.goto(STAGE)
    page.evaluate("""() => {
      let length = 4194304
      for (let key = 0; length >= 1; key += 1) {
        try { localStorage.setItem(`filler${key}`, 'x'.repeat(length)) } catch { length = Math.floor(length / 2) }
      }
    }""")
    box(page, QUESTION).check()
    expect(page.locator(".notice")).to_contain_text("Место для данных сайта")
    expect(box(page, QUESTION)).to_be_checked()


@pytest.mark.parametrize("text", ["{", '{"version":1,"ticks":{"question:list-vs-tuple":{"value":true,"at":1},"<b>":1}}'])
def test_damaged_progress_is_told_at_once_and_can_be_downloaded(page, text):
    page.goto("manifest.webmanifest")  # the lightest page of the site
    page.evaluate("text => localStorage.setItem('handbook.progress', text)", text)
    page.goto("progress/")
    expect(page.locator(".notice")).to_contain_text("не читается")
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать запись 1").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == text
    page.reload()
    expect(page.get_by_role("button", name="Скачать запись 1")).to_be_visible()
    expect(page.locator(".notice")).to_have_count(0)


def test_the_browser_is_asked_to_keep_the_data_after_the_first_tick_and_once(new_context):
    page = new_context().new_page()
    page.add_init_script("window.asked = 0; navigator.storage.persist = async () => { window.asked += 1; return true }")
    page.goto(STAGE)
    box(page, QUESTION).wait_for()
    assert page.evaluate("asked") == 0
    box(page, QUESTION).check()
    page.wait_for_function("() => asked === 1")
    page.reload()
    box(page, QUESTION).uncheck()
    expect(box(page, QUESTION)).not_to_be_checked()
    assert page.evaluate("asked") == 0


# --- the page


def bring(page: Page, file: Path) -> None:
    """Choose a file for the import, as a reader can once the page is ready for it: the driver would put one into a disabled field as well."""
    field = page.get_by_label("Файл с копией")
    expect(field).to_be_enabled()
    field.set_input_files(file)


def test_a_copy_saved_then_everything_erased_then_loaded_is_the_same(page, tmp_path):
    page.goto(STAGE)
    for number in range(6):
        page.locator("input.box").nth(number).check()
    before = stored(page)["ticks"]
    page.goto("progress/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать файл").click()
    file = tmp_path / "copy.json"
    download.value.save_as(file)
    expect(page.locator("[data-said=export]")).to_contain_text("Последняя копия — ")
    page.get_by_role("button", name="Стереть прогресс…").click()
    dialog = page.get_by_role("dialog", name="Стереть весь прогресс?")
    expect(dialog.get_by_role("button", name="Сначала скачать копию")).to_be_focused()
    dialog.get_by_role("button", name="Стереть", exact=True).click()
    expect(page.locator("[data-said=erase]")).to_have_text("Прогресс стёрт.")
    assert stored(page)["ticks"] == {}
    expect(page.locator(".progress-table .learned").first).to_have_text(re.compile("^0 из"))
    bring(page, file)
    expect(page.locator("[data-said=import]")).to_have_text("Готово. Добавлено: отметок — 6.")
    expect(page.locator(".progress-table .learned").first).to_have_text(re.compile("^6 из"))
    assert stored(page)["ticks"] == before
    bring(page, file)
    expect(page.locator("[data-said=import]")).to_have_text("Нового в файле нет: всё это здесь уже есть.")


def test_erasing_can_be_cancelled_with_the_keyboard(page):
    fill(page, 2)
    page.goto("progress/")
    page.get_by_role("button", name="Стереть прогресс…").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Стереть")).to_have_count(0)
    assert len(stored(page)["ticks"]) == 2


def test_a_hostile_file_runs_nothing_and_is_refused_in_words(page, tmp_path):
    html = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
    files = {
        "page.html": (html, "не копия прогресса"),
        "newer.json": ('{"version":9}', "Обновите страницу"),
        "names.json": (json.dumps({"version": 1, "ticks": {html: {"value": True, "at": 1}}}), "Пропущено записей, которые не читаются: 1."),
        "prototype.json": ('{"version":1,"__proto__":{"polluted":1},"drafts":{"__proto__":{"value":1,"at":1}}}', "Пропущено записей"),
        "draft.json": (json.dumps({"version": 1, "drafts": {"note": {"value": html, "at": 1}}}), "Добавлено: черновиков — 1."),
    }
    fill(page, 4)
    page.goto("progress/")
    expect(page.get_by_label("Файл с копией")).to_be_enabled()
    for name, (content, says) in files.items():
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        bring(page, file)
        expect(page.locator("[data-said=import]")).to_contain_text(says)
    assert page.evaluate("[window.pwned, ({}).polluted]") == [None, None]
    assert len(stored(page)["ticks"]) == 4


HTML = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>\u202e\ud800"
# Each fits the form of a copy, and none is what the page that keeps it there has ever written.
ODD = {
    "texts": {
        **{f"settings/{name}": HTML for name in ("retention", "interview", "placement", "mlsd:current", "mlsd:timer", "plan:calendar")},
        **{f"drafts/{name}": HTML for name in ("plan", "placement", "mlsd:a", "mlsd-damaged:a", "plan-damaged:a")},
    },
    "nested": {
        "settings/retention": 1e308,
        "settings/interview": "9999-12-31",
        "settings/placement": {"known": [HTML, {}, None], "day": HTML},
        "settings/mlsd:current": ["a"],
        "settings/mlsd:timer": -1e308,
        "settings/plan:calendar": {"week-07": 1e300, HTML: 1},
        "drafts/placement": [None, {"question": HTML, "knew": True}, {"question": QUESTION, "knew": False}] * 50,
        "drafts/plan": {"start": HTML, "hours": [HTML] * 7, "pace": "constructor", "known": [HTML], "missed": [HTML], "restart": {"from": HTML}},
        "drafts/mlsd:a": {
            "title": HTML,
            "started": 1e15,
            "answers": {"problem/audience": HTML, "a/constructor": HTML},
            "rows": {"constructor": [[HTML]]},
        },
        "drafts/mlsd:b": {"title": [], "answers": {HTML: HTML}, "rows": {"data": [[]] * 5000}},
    },
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_a_copy_with_odd_values_in_every_place_runs_nothing_and_leaves_each_page_at_work(page, tmp_path, odd):
    document: dict[str, Any] = {"version": 1, "settings": {}, "drafts": {}}
    for place, value in odd.items():
        section, name = place.split("/", 1)
        document[section][name] = {"value": value, "at": 1_790_000_000_000}
    document["reviews"] = {"r": {"question": QUESTION, "at": 0, "grade": 1, "zone": 1440}}
    (tmp_path / "odd.json").write_text(json.dumps(document), encoding="utf-8")
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto("progress/")
    bring(page, tmp_path / "odd.json")
    expect(page.locator("[data-said=import]")).to_have_text(re.compile(r"^Готово\. Добавлено: (?!.*Пропущено)"))
    page.goto("trainer/")
    page.get_by_role("button", name="Учить новое").last.click()
    expect(page.locator(".trainer-question")).to_be_focused()
    page.goto("plan/")
    expect(page.locator(".plan-verdict")).to_be_visible()
    page.goto("mlsd/workbench/")
    field = page.locator("textarea[data-question]").first
    field.fill("Ответ")
    expect(page.locator("[data-said=saved]")).to_have_text("Сохранено.")
    page.reload()
    expect(field).to_have_value("Ответ")
    assert (thrown, page.evaluate("window.pwned")) == ([], None)


def test_a_file_too_large_is_not_even_read(page, tmp_path):
    file = tmp_path / "large.json"
    file.write_bytes(b" " * 15_000_001)
    page.goto("progress/")
    bring(page, file)
    expect(page.locator("[data-said=import]")).to_contain_text("больше 5 МБ")


def test_what_is_marked_to_repeat_is_listed_with_its_page(page):
    page.goto(f"{TOPIC}#{QUESTION}")
    page.get_by_role("group", name="Чем список (list) отличается").get_by_label("Повторить").check()
    page.goto("progress/")
    expect(page.locator(".progress-table .repeats").first).to_have_text("1")
    page.get_by_text("Вопросы с отметкой «Повторить»").click()
    page.locator(".repeat-list a").click()
    page.wait_for_url(f"**/{TOPIC}#{QUESTION}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_comes_with_use_has_no_finding_of_axe(new_context, scheme):
    page = new_context(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce").new_page()
    fill(page, 30, list_vs_tuple=True)
    page.goto(f"{TOPIC}#{QUESTION}")
    page.get_by_role("group", name="Чем список (list) отличается").get_by_label("Повторить").check()
    page.locator(".notice").wait_for()
    told = findings(page)
    page.evaluate("localStorage.setItem('handbook.progress', '{')")
    page.goto("progress/")
    page.get_by_role("button", name="Скачать запись 1").wait_for()
    page.get_by_role("button", name="Стереть прогресс…").click()
    assert {"reminder": told, "dialog": findings(page)} == {"reminder": [], "dialog": []}


# --- weight


def test_our_scripts_that_come_with_a_topic_page_weigh_at_most_8_kilobytes_compressed(page, handbook: Site):
    """A worker of the search and what is loaded by using the page (links of an opened answer) come later; last of all, when the page is there,
    what copies code, keeps the place of a reader and keeps the handbook.
    """
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url))
    page.goto(f"{TOPIC}#{QUESTION}", wait_until="networkidle")
    later = "/search-worker|/answer-links|/copy-code|/keep-place|/javascript/offline/"
    ours = {url.removeprefix(handbook.url).partition("?")[0] for url in loaded if "/assets/javascript/" in url and not re.search(later, url)}
    weights = {name: len(gzip.compress((handbook.folder / name).read_bytes(), 9, mtime=0)) for name in sorted(ours)}
    assert {"assets/javascript/search.js", "assets/javascript/progress/page.js"} <= weights.keys()
    assert sum(weights.values()) <= 8 * 1024, weights


def test_scripts_of_a_built_site_have_no_comments(handbook: Site):
    """But for the worker of the search, which names those whose work it holds."""
    scripts = [script for script in (handbook.folder / "assets" / "javascript").rglob("*.js") if not script.name.startswith("search-worker")]
    assert scripts
    assert [script.name for script in scripts if re.search(r"(?m)^\s*(/\*|//)", script.read_text(encoding="utf-8"))] == []
