"""The search as readers use it: what they type finds the question, Enter opens its answer, and nothing of it is taken for markup."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from macros.search import ASSETS, PARTS
from macros.search_words import normal, terms
from tests.site_build import Site, build_mkdocs

NOTHING = "zzqzzq"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def reader(page: Page) -> Page:
    page.goto("")
    return page


def search(page: Page, query: str) -> None:
    """Open the box with its key and put the query into it; `fill` is what pasting and dictating do: no key is pressed."""
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").fill(query)


# The links of the results, once they are those of the whole query; each letter that is typed has results of its own.
LINKS = """whole => {
  const {last} = window.handbookSearchBox
  const links = [...document.querySelectorAll('.md-search-result__link')]
  const asked = document.querySelector('[data-md-component=search-query]').value
  return last?.query === asked && (last.whole || !whole) && links.length && links.map(link => link.href)
}"""


def results(page: Page, *, whole: bool = True) -> list[str]:
    """The anchors that the results lead to; `whole` waits for those that know the texts of answers."""
    return [link.partition("#")[2] for link in page.wait_for_function(LINKS, arg=whole).json_value()]


BOX = "document.querySelector('[data-md-component=search-query]')"
# Puts a query into the box and the focus on a result of the last one, before the answer can come.
ASK_AND_WALK = f"""([query, place]) => {{
  {BOX}.value = query
  {BOX}.dispatchEvent(new Event('input'))
  document.querySelectorAll('.md-search-result__link')[place].focus()
}}"""
# What is answered when the letters of a query come faster than answers.
TYPE_FAST = f"""async query => {{
  const told = []
  const {{tell}} = window.handbookSearchBox
  window.handbookSearchBox.tell = data => {{ told.push(data.query); tell(data) }}
  for (let n = 1; n <= query.length; n++) {{
    {BOX}.value = query.slice(0, n)
    {BOX}.dispatchEvent(new Event('input'))
  }}
  while (told.at(-1) !== query) await new Promise(requestAnimationFrame)
  return told
}}"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Notes what the worker answers, whether it is shown or not.
NOTE_ANSWERS = """
window.answers = []
const Native = window.Worker
window.Worker = class extends Native {
  constructor(...given) {
    super(...given)
    this.addEventListener('message', ({data}) => { if (data.type === 3) window.answers.push(data.data) })
  }
}"""


@pytest.mark.parametrize(
    ("way", "query", "id"),
    [
        ("a form of the word", "весам признаков и смещению линейной модели", "linear-model"),
        ("without the dots of ё", "трехслойная лернинг рейт", "learning-rate-importance"),
        ("a beginning", "токениз", "tokenization"),
        ("a typo", "кроссвалидцаия", "cross-validation"),
        ("a swap", "веткор и матрица", "vector-matrix"),
        ("Russian in the Latin layout", "gthtj,extybt", "overfitting-detection"),
        ("Latin in the Russian layout", "вкщзщге", "dropout"),
        ("Russian in Latin letters", "regulyarizatsiya", "regularization"),
        ("English in Russian letters", "грэдиент бустинг", "boosting"),
        ("an abbreviation in Russian letters", "рнн", "rnn"),
        ("English for Russian", "early stopping", "overfitting-remedies"),
        ("slang", "тапл или лист", "list-vs-tuple"),
        ("words run together", "градиентныйспуск", "gradient-descent"),
        ("a word torn apart", "гипер параметры", "parameters-hyperparameters"),
        ("code", "TfidfVectorizer", "bow-tf-idf"),
    ],
)
def test_finds_a_question_by(reader, way, query, id):
    search(reader, query)
    assert id in results(reader)[:3], way


def test_finds_pages_that_are_no_questions(reader):
    search(reader, "лишний коммит git reset")
    results(reader)
    expect(reader.locator(".md-search-result__link[href*='tools/git/']").first).to_be_visible()


def test_a_result_shows_the_question_its_place_and_why_it_was_found(reader):
    search(reader, "кортеж")
    results(reader)
    first = reader.locator(".md-search-result__item").first
    expect(first.locator(".found-title")).to_have_text("Чем список (list) отличается от кортежа (tuple)?")
    expect(first.locator(".found-title mark")).to_have_text(["кортежа", "tuple"])  # a synonym is found too
    expect(first.locator(".found-place")).to_have_text("Python · Списки и кортежи")
    expect(first.locator(".found-teaser mark").first).to_be_visible()


def test_a_formula_in_a_result_keeps_what_stands_high_and_low(reader):
    search(reader, "сложность self-attention")
    results(reader)
    expect(reader.locator(".found-teaser").first).to_contain_text("O(n²d)")


def test_what_is_cut_out_of_a_text_begins_with_a_word(reader):
    search(reader, "внимание сложн")
    results(reader)
    cut = [text for text in reader.locator(".found-teaser").all_inner_texts() if text.startswith("… ")]
    assert len(cut) > 1
    assert [text for text in cut if not re.match(r"… [\w«(]", text)] == []


def test_what_is_cut_out_of_a_text_shows_why_it_was_found(reader):
    """Before this word there are signs alone: the names of files."""
    search(reader, "venv")
    place = results(reader).index("gitignore")
    expect(reader.locator(".md-search-result__link").nth(place).locator(".found-teaser mark")).to_have_text("venv")


def test_enter_opens_the_answer_and_marks_there_what_was_found(reader):
    search(reader, "кортежами")
    results(reader)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/python/data-structures/lists/**#list-vs-tuple")
    expect(reader.locator("details.answer[data-question=list-vs-tuple]")).to_have_attribute("open", "")
    marked = "[...CSS.highlights.get('found')].map(range => range.toString().toLowerCase())"
    reader.wait_for_function(f"() => CSS.highlights.has('found') && {marked}.length > 3")
    assert {word[:5] for word in reader.evaluate(marked)} == {"корте", "tuple"}


def test_walking_on_takes_the_marks_away(reader):
    search(reader, "кортеж")
    results(reader)
    reader.keyboard.press("Enter")
    reader.wait_for_function("() => CSS.highlights.has('found')")
    reader.get_by_role("link", name="Вперёд").click()
    reader.wait_for_function("() => !CSS.highlights.has('found')")


@pytest.mark.parametrize(("key", "code"), [("/", None), ("s", None), (".", "Slash"), ("ы", "KeyS")], ids=["/", "s", "/ in Russian", "s in Russian"])
def test_a_key_opens_the_box_and_escape_closes_it(reader, key, code):
    if code:
        reader.evaluate(
            "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))", [key, code]
        )
    else:
        reader.keyboard.press(key)
    query = reader.locator("[data-md-component=search-query]")
    expect(query).to_be_focused()
    expect(reader.locator("[data-md-toggle=search]")).to_be_checked()
    expect(query).to_have_value("")
    reader.keyboard.press("Escape")
    expect(query).not_to_be_focused()


def test_arrows_walk_through_the_results(reader):
    reader.keyboard.press("/")
    reader.keyboard.type("attention")
    results(reader)
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("ArrowDown")
    expect(reader.locator(".md-search-result__link").nth(1)).to_be_focused()
    reader.keyboard.press("ArrowUp")
    expect(reader.locator(".md-search-result__link").first).to_be_focused()


TALL = {"width": 820, "height": 1600}


def walk_down(page: Page) -> None:
    """To the last of what was found; what the window has no room for comes on the way."""
    links = page.locator(".md-search-result__link")
    room = page.evaluate("document.querySelector('.md-search__scrollwrap').getBoundingClientRect().bottom")
    drawn = links.evaluate_all("links => links.map(link => link.getBoundingClientRect().bottom)")
    assert len(drawn) == 20 or drawn[-1] > room, "список кончился выше края окна"
    for place in range(20):
        page.keyboard.press("ArrowDown")
        expect(links.nth(place)).to_be_focused()
        page.evaluate(DRAWN)  # Material puts in more after the frame that scrolls
    assert len(set(links.evaluate_all("links => links.map(link => link.href)"))) == 20


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}, TALL], ids=["phone", "desk", "tall"])
def test_what_does_not_fit_comes_as_the_reader_walks_down(new_context, size):
    page = new_context(viewport=size).new_page()
    page.goto("?q=модель")
    assert len(results(page)) < 20
    page.wait_for_load_state("networkidle")
    walk_down(page)


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}, TALL], ids=["phone", "tablet", "tall"])
def test_so_it_does_while_the_texts_of_answers_have_not_come(new_context, size):
    page = new_context(viewport=size).new_page()
    page.route("**/search/text.*.js", lambda route: None)
    page.goto("?q=модель")
    results(page, whole=False)
    walk_down(page)


def test_in_a_window_that_became_higher_the_list_goes_on(new_context):
    page = new_context(viewport={"width": 820, "height": 400}).new_page()
    page.goto("?q=модель")
    results(page)
    page.wait_for_load_state("networkidle")
    page.set_viewport_size(TALL)
    page.evaluate(DRAWN)
    walk_down(page)


def test_a_tab_that_was_opened_in_the_background_draws_ten_at_first(page):
    page.add_init_script("Object.defineProperty(window, 'innerHeight', {value: 0})")
    page.goto("?q=модель")
    assert len(results(page)) >= 10


def test_a_new_answer_leaves_the_reader_on_the_same_result(reader):
    search(reader, "кортеж")
    place = results(reader).index("list-vs-tuple")
    reader.evaluate(ASK_AND_WALK, ["отличия кортежа от списка", place])
    results(reader)
    expect(reader.locator(".md-search-result__link:focus")).to_have_attribute("href", re.compile("#list-vs-tuple$"))
    reader.evaluate(ASK_AND_WALK, ["learning rate", place])
    assert "list-vs-tuple" not in results(reader)
    expect(reader.locator(".md-search-result__link").first).to_be_focused()
    reader.evaluate(ASK_AND_WALK, [NOTHING, 0])
    expect(reader.locator("[data-md-component=search-query]")).to_be_focused()


def test_a_fuller_answer_waits_while_the_reader_walks(page):
    held: list[Route] = []
    page.route("**/search/text.*.js", lambda route: held.append(route))
    page.add_init_script(NOTE_ANSWERS)
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("attention")
    results(page, whole=False)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(".md-search-result__link").nth(1).element_handle()
    held[0].continue_()
    page.wait_for_function("() => window.answers.at(-1).whole")
    assert page.evaluate("second => second === document.activeElement", second)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-md-component=search-query]")).to_be_focused()
    results(page)
    expect(page.locator(".found-teaser mark").first).to_be_visible()


def test_of_queries_that_wait_only_the_last_is_answered(page):
    page.add_init_script(NOTE_ANSWERS)
    page.goto("")
    search(page, "кортеж")
    results(page)
    before = page.evaluate("window.answers.length")
    page.workers[0].evaluate("() => { for (const data of ['l', 'le', 'learning rate']) self.onmessage({data: {type: 2, data}}) }")
    page.wait_for_function("() => window.answers.at(-1).query === 'learning rate'")
    assert page.evaluate("window.answers.length") == before + 1


def test_the_keys_type_as_ever_in_a_field(reader):
    reader.keyboard.press("/")
    reader.keyboard.type("s/ы.")
    expect(reader.locator("[data-md-component=search-query]")).to_have_value("s/ы.")


def test_a_link_with_a_query_shows_its_results(page):
    page.goto("?q=мультиколлинеарность")
    assert results(page)[0] == "multicollinearity"


def test_says_what_it_understood(reader):
    search(reader, "gthtj,extybt")
    expect(reader.locator(".search-note")).to_have_text("Искали: переобучение")
    search(reader, "переобучение")
    expect(reader.locator(".search-note")).to_be_empty()


def test_an_empty_result_leads_on(reader):
    search(reader, NOTHING)
    note = reader.locator(".search-note")
    expect(note).to_contain_text("Такого вопроса здесь нет")
    expect(note.get_by_role("link", name="Все вопросы списком")).to_have_attribute("href", re.compile("/questions/$"))
    note.get_by_role("link", name="Предложить вопрос").click()
    expect(reader.locator("#suggest-question")).to_be_in_viewport()


def test_an_empty_result_names_topics_that_look_alike(reader):
    search(reader, "zzzцептрzzz")
    expect(reader.locator(".search-note a").first).to_have_text("Основы ML · Нейросеть и перцептрон")


def test_results_are_announced_once_the_typing_pauses(reader):
    search(reader, "мультиколлинеарность")
    results(reader)
    expect(reader.locator("p[role=status]")).to_have_text(
        re.compile(r"^\d+ результат(а|ов)?\. Первый: Что такое мультиколлинеарность и что с ней делать\?$")
    )
    search(reader, NOTHING)
    expect(reader.locator("p[role=status]")).to_have_text("Ничего не найдено")


def test_the_box_fits_a_phone(new_context):
    phone = new_context(viewport=PHONE, has_touch=True).new_page()
    phone.goto("nlp/")
    phone.locator(".md-header__button[for=__search]").click()
    phone.locator("[data-md-component=search-query]").fill("attention и трансформеры")
    results(phone)
    boxes = phone.locator(".md-search__form, .md-search-result__item").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(boxes) <= PHONE["width"]
    phone.locator(".md-search-result__link").first.tap()
    expect(phone.locator("details.answer[open]").first).to_be_visible()


HOSTILE = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>\"'&lt;b&gt;"


def test_a_hostile_query_executes_nothing(page):
    page.goto(f"?q={HOSTILE} кортеж")
    results(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_a_query_without_end_holds_up_nothing(reader):
    search(reader, "кортеж " + "абвгдежз" * 20_000)
    assert "list-vs-tuple" in results(reader)[:3]
    reader.goto("nlp/attention/mechanism/?h=механизм+" + "+".join(f"ж{n}" for n in range(600)) + "+внимани")
    reader.wait_for_function("() => CSS.highlights.get('found')?.size > 0")
    marked = reader.evaluate("[...CSS.highlights.get('found')].map(String)")
    assert {word.lower()[:7] for word in marked} == {"механиз"}, "дальше пятисот основ не читаем"


def test_a_hostile_title_alias_or_text_executes_nothing(page):
    core = [[], [[f"python/syntax/#{HOSTILE}", f"{HOSTILE} кортеж", HOSTILE, 1, [HOSTILE], [HOSTILE]]]]
    text = ["", [[f"{HOSTILE} кортеж {HOSTILE}", []]]]
    for name, data in (("core", core), ("text", text)):
        page.route(f"**/search/{name}.*.js", lambda route, name=name, data=data: route.fulfill(body=f'handbookSearch("{name}",{json.dumps(data)})\n'))
    page.goto("")
    search(page, "кортеж")
    results(page)
    expect(page.locator(".found-title")).to_have_text(f"{HOSTILE} кортеж")
    expect(page.locator(".found-teaser")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_an_index_that_does_not_load_is_said_and_tried_again(page):
    page.route("**/search/core.*.js", lambda route: route.abort())
    page.goto("")
    search(page, "кортеж")
    expect(page.locator(".search-note")).to_contain_text("Поиск не загрузился")
    page.unroute("**/search/core.*.js")
    page.keyboard.type("и")
    assert "list-vs-tuple" in results(page)[:3]


def test_first_results_do_not_wait_for_the_texts(page):
    page.route("**/search/text.*.js", lambda route: None)  # it never comes
    page.goto("")
    search(page, "кортеж")
    assert "list-vs-tuple" in results(page, whole=False)[:3]


def test_nothing_of_the_index_is_loaded_before_it_is_needed(page):
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("", wait_until="networkidle")
    assert [url for url in seen if re.search(r"/search/(core|text)\.", url)] == []


def test_once_loaded_it_needs_no_network(reader, context):
    with reader.expect_event("requestfinished", lambda request: "/search/text." in request.url):
        search(reader, "кортеж")
    context.set_offline(True)
    search(reader, "softmax")
    results(reader)
    expect(reader.locator(".found-teaser mark").first).to_have_text(re.compile("softmax", re.IGNORECASE))


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """The handbook with plain addresses, opened as files."""
    folder = tmp_path_factory.mktemp("files")
    build_mkdocs(folder, DIRECTORY_URLS="false")
    return folder


def test_from_files_without_a_server_it_finds_and_opens_answers(files, new_context):
    page = new_context().new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((files / "nlp" / "index.html").as_uri())
    search(page, "rjhnt;")
    assert "list-vs-tuple" in results(page)[:3]
    expect(page.locator(".search-note")).to_contain_text("Искали: кортеж")
    expect(page.locator(".found-teaser mark").first).to_be_visible()
    assert page.evaluate(TYPE_FAST, "список или кортеж") == ["список или кортеж"]
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/python/data-structures/*.html?*")
    expect(page.locator("details.answer[open]").first).to_be_visible()
    assert complaints == []


def test_without_scripts_there_is_a_list_of_all_questions_instead(new_context):
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto("nlp/")
    expect(plain.locator(".md-search")).to_be_hidden()
    plain.get_by_role("link", name="Все вопросы списком").click()
    plain.get_by_role("link", name="Чем self-attention отличается от cross-attention?").click()
    expect(plain.locator("#self-cross-attention")).to_be_in_viewport()


def test_words_become_the_same_terms_at_build_and_in_the_browser(page, handbook: Site):
    found: set[str] = set()
    for file in [*handbook.folder.rglob("*.html"), *(handbook.folder / "search").glob("*.js")]:
        found.update(re.findall(r"[\w-]+", normal(file.read_text(encoding="utf-8"))))
    every = sorted(found)
    assert len(every) > 20_000
    code = ";\n".join((ASSETS / part).read_text(encoding="utf-8") for part in PARTS if part.endswith(("russian.min.js", "/words.js")))
    page.goto("about:blank")
    in_browser = page.evaluate(f"every => {{ {code}\nreturn every.map(terms) }}", every)
    assert [(word, terms(word), other) for word, other in zip(every, in_browser, strict=True) if terms(word) != other] == []
