"""The handbook without a network, as a reader meets it: the host is really stopped, the browser really restarted."""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pdfplumber
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from macros import offline
from tests.site_build import BASE, Host, Server, Site
from tests.trainer_page import ADDRESS as TRAINER
from tests.trainer_page import answer_by_keyboard

TOPIC = "python/data-structures/lists/"
SCRIPT = "assets/javascript/copy-code.js"


class Web:
    """A host that can be stopped, started again at the same address, given another build, and made to misbehave."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.after: int | None = None  # how many more requests are answered
        self.portal = False  # every address answers with a login page, in good health
        self.server: Server | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{BASE}"

    def start(self) -> None:
        self.server = Server(("127.0.0.1", self.port), partial(_Handler, web=self, directory=str(self.folder)))
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.server = None
        self.after = 0  # open connections are dropped, too

    def back(self) -> None:
        self.after = None
        self.start()


class _Handler(Host):
    def __init__(self, *arguments: Any, web: Web, directory: str) -> None:
        self.web = web
        super().__init__(*arguments, directory=directory)

    def do_GET(self) -> None:  # noqa: N802, the name is http.server's
        web = self.web
        self.directory = str(web.folder)
        if web.after is not None:
            if web.after <= 0:
                self.close_connection = True
                return
            web.after -= 1
        web.asked.append(self.path.removeprefix(BASE))
        if web.portal and not self.path.endswith("sw.js"):
            body = b"<!doctype html><title>Wi-Fi</title><h1>Log in</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        super().do_GET()


@pytest.fixture(scope="module")
def host(handbook: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """Serves the first version, with the address where it is served in it: without that Material loads every page anew."""
    first = tmp_path_factory.mktemp("first") / "site"
    shutil.copytree(handbook.folder, first)
    web = Web(first)
    for file in [first / "sitemap.xml", *first.rglob("*.html")]:
        file.write_text(file.read_text(encoding="utf-8").replace(handbook.url, web.url), encoding="utf-8")
    offline.write(first)
    yield web
    web.stop()


@pytest.fixture(scope="module")
def first(host: Web) -> Path:
    return host.folder


@pytest.fixture
def web(host: Web, first: Path) -> Web:
    """In good health and with the first version, whatever the test before left."""
    host.stop()
    host.folder, host.portal = first, False
    host.back()
    host.asked.clear()
    return host


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with a word of one page changed, and a script that every page has."""
    folder = tmp_path_factory.mktemp("second") / "site"
    shutil.copytree(first, folder)
    page = folder / TOPIC / "index.html"
    page.write_text(re.sub(r"(<h1 [^>]*>)", r"\1Вторая версия: ", page.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    script = folder / SCRIPT
    script.write_text(script.read_text(encoding="utf-8") + "\nwindow.secondVersion = true\n", encoding="utf-8")
    offline.write(folder)
    return folder


@pytest.fixture(scope="module")
def small(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first version with few pages, for what has to fetch them all."""
    folder = tmp_path_factory.mktemp("small") / "site"
    shutil.copytree(first, folder, ignore=shutil.ignore_patterns("qr", "q", "nlp", "rag", "mlsd", "tools", "practice", "figures", "notebooks"))
    offline.write(folder)
    return folder


Open = Callable[..., Page]


@pytest.fixture(scope="module")
def kept(host: Web, browser_type, browser_type_launch_args, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a browser after the first visit of the home page, with everything kept."""
    profile = tmp_path_factory.mktemp("kept") / "profile"
    context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
    page = context.pages[0]
    page.goto(host.url)
    situation(page, "ready")
    context.close()
    return profile


@pytest.fixture
def open_browser(web: Web, browser_type, browser_type_launch_args, tmp_path: Path) -> Iterator[Open]:
    """Opens the browser of one reader at an address of the site, anew each time; what it keeps is on disk."""
    opened: list[BrowserContext] = []
    profile = tmp_path / "profile"

    def launch(address: str = "", *, kept: Path | None = None, script: str = "", **options: Any) -> Page:
        while opened:
            opened.pop().close()
        if kept:
            shutil.copytree(kept, profile, ignore=shutil.ignore_patterns("Singleton*"))
        context = browser_type.launch_persistent_context(profile, **browser_type_launch_args, **options)
        opened.append(context)
        if script:
            context.add_init_script(script)
        page = context.pages[0]
        page.goto(web.url + address)
        return page

    yield launch
    while opened:
        opened.pop().close()


@pytest.fixture(scope="module")
def unplugged_browser(host: Web, kept: Path, browser_type, browser_type_launch_args, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    profile = tmp_path_factory.mktemp("unplugged") / "profile"
    shutil.copytree(kept, profile, ignore=shutil.ignore_patterns("Singleton*"))
    host.stop()
    context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
    yield context.pages[0]
    context.close()


@pytest.fixture
def unplugged(web: Web, unplugged_browser: Page) -> Page:
    """The page of a browser that was closed after the first visit and opened again when there is no network."""
    web.stop()
    return unplugged_browser


@pytest.fixture
def offered() -> Callable[[Page], Locator]:
    return lambda page: page.get_by_role("complementary", name="Новая версия")


def situation(page: Page, kind: str) -> dict[str, Any]:
    """Wait until the page knows so about what is kept."""
    return page.evaluate(
        """async ([script, kind]) => {
            const {offline} = await import(script)
            return new Promise((resolve, reject) => {
                const look = () => { if (offline.situation.kind === kind) resolve(offline.situation) }
                offline.subscribe(look)
                look()
                setTimeout(() => reject(new Error(`not ${kind}, but ${JSON.stringify(offline.situation)}`)), 30_000)
            })
        }""",
        [f"{BASE}assets/javascript/offline/index.js", kind],
    )


def stored(page: Page) -> dict[str, list[str]]:
    """What the worker keeps: names of its records and hashes of files."""
    urls = page.evaluate("""async () => {
        const names = await caches.keys()
        return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({url}) => url)))).flat()
    }""")
    names = [url.partition("/.offline/")[2] for url in urls]
    return {
        "files": sorted(n.removeprefix("file/") for n in names if n.startswith("file/")),
        "records": sorted(n for n in names if not n.startswith("file/")),
    }


def files(folder: Path) -> dict[str, str]:
    return {file: offline.content_hash((folder / file).read_bytes()) for file in offline.kept_files(folder)}


def look_for_a_new_version(page: Page) -> None:
    """As the browser does by itself when a page is loaded. Fails when the new version cannot be had whole."""
    page.evaluate("""async () => {
        const registration = await navigator.serviceWorker.getRegistration()
        await registration.update()
        const worker = registration.installing
        if (!worker) return
        await new Promise((resolve, reject) => worker.addEventListener('statechange', () => {
            if (worker.state === 'installed') resolve()
            if (worker.state === 'redundant') reject(new Error('not whole'))
        }))
    }""")


def title(page: Page) -> Locator:
    return page.locator("article h1")


SECOND = re.compile("Вторая версия: ")


# --- without a network


def not_answered(page: Page, addresses: Iterable[str]) -> list[str]:
    return page.evaluate(
        """addresses => Promise.all(addresses.map(async (one) => {
            const answer = await fetch(one).catch(() => null)
            return answer?.ok ? [] : [one]
        })).then((all) => all.flat())""",
        list(addresses),
    )


def test_pages_that_were_never_opened_are_there(unplugged, web, handbook):
    unplugged.goto(web.url + "nlp/attention/mechanism/")
    faces = "document.fonts.load('16px \"Latin Modern Math\"', 'x').then((faces) => faces.map(({status}) => status))"
    assert unplugged.evaluate(faces) == ["loaded"]
    unplugged.goto(web.url + "rag/architecture/")
    unplugged.get_by_role("button", name="Открыть всё").click()
    expect(unplugged.locator("figure svg").first).to_be_visible()
    unplugged.get_by_role("link", name="Вперёд").click()
    expect(title(unplugged)).to_contain_text("Поиск и базы")
    assert not_answered(unplugged, [f"{BASE}{address}" for address in handbook.pages if address != "404.html"]) == []


def test_whatever_a_page_names_of_the_site_is_there(unplugged, web, handbook):
    """But for an icon that only the system asks for, downloads, and Markdown for programs."""
    unplugged.goto(web.url)
    own = urlsplit(handbook.url)
    named = set()
    for page in handbook.pages.values():
        for element in page.root.iter():
            for name in {"src", "href", "data-worker", "cards", "data-cards"} & element.attrib.keys():
                url = urlsplit(urljoin(handbook.url + page.address, element.attrib[name]))
                if url[:2] == own[:2]:
                    named.add(url.path)
    assert len(named) > 200
    left_out = (f"{BASE}assets/images/icon-180.png", f"{BASE}downloads/")
    assert [
        path
        for path in not_answered(unplugged, sorted(named))
        if not path.startswith(left_out) and not path.endswith((".md", "/llms.txt", "/llms-full.txt"))
    ] == []


def test_search_trainer_and_workbench_work(unplugged, web):
    unplugged.goto(web.url)
    unplugged.keyboard.press("/")
    unplugged.get_by_role("textbox").fill("чем кортеж отличается")
    unplugged.locator(".md-search-result__item a").first.click()
    expect(unplugged.locator("details.answer[open]").first).to_be_visible()

    unplugged.goto(web.url + TRAINER)
    unplugged.get_by_role("button", name="Первые десять вопросов").click()
    answer_by_keyboard(unplugged, "33")

    unplugged.goto(web.url + "mlsd/workbench/")
    unplugged.locator("article textarea").first.fill("Черновик без сети")
    unplugged.reload()
    expect(unplugged.locator("article textarea").first).to_have_value("Черновик без сети")


def test_a_page_is_printed_with_its_code(unplugged, web):
    unplugged.goto(web.url + "ml/sheet/")
    unplugged.emulate_media(media="print")
    unplugged.locator(".page-address img").wait_for()
    unplugged.emulate_media(media="null")
    with pdfplumber.open(io.BytesIO(unplugged.pdf(format="A4", prefer_css_page_size=True))) as pdf:
        [code] = zxingcpp.read_barcodes(pdf.pages[-1].to_image(resolution=150).original.convert("L"))
    assert code.text.endswith("/handbook/ml/sheet/")


def test_permanent_addresses_lead_on_and_unknown_ones_are_answered(unplugged, web):
    unplugged.goto(web.url + "q/list-vs-tuple/")
    expect(unplugged.locator("[data-question=list-vs-tuple]").first).to_have_attribute("open", "")
    assert unplugged.url == f"{web.url}{TOPIC}#list-vs-tuple"
    unplugged.goto(web.url + "python/data-structures/lists")  # hosts add the slash
    assert unplugged.url == web.url + TOPIC
    answer = unplugged.goto(web.url + "no-such-page/")
    assert answer
    assert (answer.status, title(unplugged).inner_text()) == (404, "Такой страницы нет")
    unplugged.get_by_role("link", name="Роадмап: что читать").click()
    expect(title(unplugged)).to_contain_text("Роадмап")
    answer = unplugged.goto(web.url + "downloads/handbook.pdf")
    assert answer
    assert (answer.status, unplugged.locator("h1").inner_text()) == (503, "Нет сети")


def test_once_everything_is_kept_the_network_is_not_asked_for_content(open_browser, web, kept):
    page = open_browser("python/", kept=kept)
    page.goto(web.url + TOPIC)
    page.get_by_role("link", name="Вперёд").click()
    expect(title(page)).not_to_contain_text("Списки")
    assert [asked for asked in web.asked if asked != "sw.js"] == []


# --- the first visit


def test_an_interrupted_first_visit_goes_on_where_it_stopped(open_browser, web, small):
    web.folder, web.after = small, 60
    page = open_browser()
    half = situation(page, "offline")
    assert 0 < half["held"] < half["all"]
    before = [asked for asked in web.asked if asked != "sw.js"]
    web.stop()
    # What is there can be read, what is not says so.
    page.reload()
    expect(title(page)).to_contain_text("NLP за полгода")
    page.goto(web.url + "python/advanced/")
    expect(page.locator("h1")).to_have_text("Нет сети")
    web.back()
    web.asked.clear()
    page = open_browser()
    situation(page, "ready")
    assert stored(page)["files"] == sorted(set(files(small).values()))
    again = {asked for asked in web.asked if asked in before} - {"sw.js"}
    assert len(again) < 25, "заново спрошено то, что уже лежит"  # the page itself and its scripts, before everything is kept


SPARING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"


def test_the_very_first_page_is_kept_also_for_a_reader_who_saves_traffic(open_browser, web, small):
    """It was loaded before there was a worker to keep it."""
    web.folder = small
    page = open_browser(script=SPARING)
    situation(page, "sparing")
    web.stop()
    page.reload()
    expect(title(page)).to_contain_text("NLP за полгода")
    assert page.evaluate("document.styleSheets.length") > 1
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length)")


def test_a_reader_who_saves_traffic_keeps_only_what_is_visited_until_asking_for_all(open_browser, web, small):
    web.folder = small
    page = open_browser(script=SPARING)
    few = situation(page, "sparing")
    page.goto(web.url + TOPIC)
    situation(page, "sparing")
    page.goto(web.url + "about/#offline")
    said = page.locator("[data-offline=state]")
    expect(said).to_contain_text("Сохраняется только то, что вы открываете")
    assert few["held"] < 30
    assert "sitemap.xml" in web.asked
    assert "python/advanced/" not in web.asked
    web.stop()
    page.goto(web.url + TOPIC)
    expect(title(page)).to_contain_text("Списки")
    web.back()

    page.goto(web.url + "about/#offline")
    keep, remove = page.get_by_role("button", name="Сохранить всё"), page.get_by_role("button", name="Удалить сохранённое")
    keep.click()
    expect(said).to_have_text(re.compile(r"^Готово: работает без сети\. Занимает \d+(,\d)?\sМБ\.$"), timeout=30_000)
    expect(keep).to_be_disabled()

    remove.click()
    expect(said).to_have_text("Ничего не сохранено: хендбук открывается только с сетью.")
    assert stored(page)["files"] == []
    page.goto(web.url + "python/")
    page.goto(web.url + "about/#offline")
    expect(said).to_have_text("Ничего не сохранено: хендбук открывается только с сетью.")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert stored(page)["files"] == []

    other = page.context.new_page()  # keeps it again, and the first tab removes what it never kept itself
    other.goto(web.url + "about/#offline")
    other.get_by_role("button", name="Сохранить всё").click()
    expect(said).to_have_text(re.compile("^Готово"), timeout=30_000)
    remove.click()
    expect(said).to_have_text("Ничего не сохранено: хендбук открывается только с сетью.")
    assert stored(page)["files"] == []


# What the handbook does when the page is there waits for the test's word.
LATER = """const idle = requestIdleCallback
    window.requestIdleCallback = (begin) => { Object.assign(window, {begin, requestIdleCallback: idle}) }"""


def test_a_login_page_is_not_taken_for_a_file(open_browser, web, first):
    page = open_browser(script=LATER)
    page.wait_for_function("() => window.begin !== undefined")
    web.portal = True
    page.evaluate("() => { begin() }")
    situation(page, "partial")
    assert set(stored(page)["files"]) < set(files(first).values())  # what the browser still had of the first page


def test_a_full_disk_is_told_and_the_page_goes_on(open_browser, web):
    page = open_browser()
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": web.url.removesuffix(BASE), "quotaSize": 500_000})
    page.goto(web.url + "about/")
    expect(page.locator("[data-offline=state]")).to_contain_text("В браузере кончилось место", timeout=30_000)


def test_without_service_workers_the_page_says_so_and_nothing_else_changes(new_context, handbook):
    page = new_context().new_page()  # here they are blocked
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(handbook.url + "about/")
    expect(page.locator("[data-offline=state]")).to_contain_text("Браузер не дал сайту ничего сохранить")
    expect(page.get_by_role("button", name="Сохранить всё")).to_be_disabled()
    assert complaints == []


# --- a new version


def test_a_new_version_waits_for_the_end_of_a_sitting_and_for_the_reader(open_browser, web, kept, second, offered):
    page = open_browser(TRAINER, kept=kept)
    page.get_by_role("button", name="Первые десять вопросов").click()
    answer_by_keyboard(page, "3")
    web.folder = second
    look_for_a_new_version(page)
    answer_by_keyboard(page, "33")
    expect(offered(page)).to_have_count(0)
    page.get_by_role("button", name="Закончить").click()
    expect(page.get_by_role("heading", name="Итог занятия")).to_be_visible()
    expect(offered(page)).to_contain_text("Вышла новая версия хендбука. Отметки и черновики останутся.")
    page.get_by_role("button", name="К тренажёру").click()
    page.goto(web.url + TOPIC)  # not accepted: still the old one, and said again
    expect(title(page)).not_to_contain_text(SECOND)
    with page.expect_navigation():
        offered(page).get_by_role("button", name="Обновить").click()
    expect(title(page)).to_contain_text(SECOND)
    assert page.evaluate("secondVersion")
    expect(offered(page)).to_have_count(0)
    state = page.evaluate("localStorage.getItem('handbook.progress')")
    assert len(json.loads(state)["reviews"]) == 3


def test_only_what_changed_is_fetched_for_a_new_version_and_the_old_one_goes(open_browser, web, kept, second, offered):
    page = open_browser(kept=kept)
    web.folder = second
    web.asked.clear()
    look_for_a_new_version(page)
    assert sorted(set(web.asked) - {"sw.js"}) == [SCRIPT, TOPIC]
    with page.expect_navigation():
        offered(page).get_by_role("button", name="Обновить").click()
    situation(page, "ready")
    kept_files = stored(page)
    assert kept_files["files"] == sorted(set(files(second).values()))
    assert len(kept_files["records"]) == 3  # which version is active, its files, which tabs live in an older one


def test_a_tab_of_the_old_version_never_meets_files_of_the_new_one(open_browser, web, kept, first, second, offered):
    old = open_browser("python/", kept=kept)
    new = old.context.new_page()
    new.goto(web.url + TOPIC)
    web.folder = second
    look_for_a_new_version(new)
    with new.expect_navigation():
        offered(new).get_by_role("button", name="Обновить").click()
    expect(title(new)).to_contain_text(SECOND)

    fetched = "async (address) => (await fetch(address)).text()"
    assert "secondVersion" not in old.evaluate(fetched, f"{BASE}{SCRIPT}")
    assert "secondVersion" in new.evaluate(fetched, f"{BASE}{SCRIPT}")
    old.locator(".md-content").get_by_role("link", name="Списки").first.click()
    expect(title(old)).to_contain_text("Списки")
    expect(title(old)).not_to_contain_text(SECOND)
    assert set(stored(new)["files"]) > set(files(first).values()) - set(files(second).values())

    # It hears of it, and changes when its reader says so; then nothing of the old version is left.
    with old.expect_navigation():
        offered(old).get_by_role("button", name="Обновить").click()
    expect(title(old)).to_contain_text(SECOND)
    old.goto(web.url + "python/")
    old.wait_for_function(
        """async (count) => {
        const [name] = await caches.keys()
        return (await (await caches.open(name)).keys()).length === count
    }""",
        arg=len(set(files(second).values())) + 3,
    )


def test_an_update_that_is_cut_off_leaves_the_old_version_whole_and_comes_later(open_browser, web, kept, second, offered):
    page = open_browser(TOPIC, kept=kept)
    web.folder = second
    web.after = 2  # sw.js and one of two files
    with pytest.raises(Error, match="not whole"):
        look_for_a_new_version(page)
    web.stop()
    page = open_browser(TOPIC)
    situation(page, "ready")
    expect(title(page)).not_to_contain_text(SECOND)
    assert page.evaluate("window.secondVersion") is None
    expect(offered(page)).to_have_count(0)
    web.back()
    web.asked.clear()
    look_for_a_new_version(page)
    assert len(set(web.asked) - {"sw.js"}) == 1, "первый файл уже лежал"
    with page.expect_navigation():
        offered(page).get_by_role("button", name="Обновить").click()
    expect(title(page)).to_contain_text(SECOND)
    assert page.evaluate("secondVersion")


def test_half_a_deployment_is_no_new_version(open_browser, web, kept, first, second, tmp_path, offered):
    half = tmp_path / "half"
    shutil.copytree(first, half)
    shutil.copy(second / "sw.js", half)
    page = open_browser(TOPIC, kept=kept)
    web.folder = half
    with pytest.raises(Error, match="not whole"):
        look_for_a_new_version(page)
    page.goto(web.url + "about/")
    page.reload()
    expect(title(page)).to_have_text(re.compile("О хендбуке"))
    expect(offered(page)).to_have_count(0)


def test_a_host_that_rewrites_files_does_not_hold_the_reader_in_an_old_version_for_ever(open_browser, web, kept, second, tmp_path):
    rewriting = tmp_path / "rewriting"
    shutil.copytree(second, rewriting)
    script = rewriting / SCRIPT
    script.write_text(script.read_text(encoding="utf-8") + "// and something of the host\n", encoding="utf-8")
    page = open_browser(TOPIC, kept=kept)
    web.folder = rewriting
    with pytest.raises(Error, match="not whole"):
        look_for_a_new_version(page)
    page.evaluate("""async () => {
        const cache = await caches.open((await caches.keys())[0])
        const [trouble] = (await cache.keys()).filter(({url}) => url.includes('/trouble/'))
        await cache.put(trouble, new Response(String(Date.now() - 4 * 24 * 60 * 60 * 1000)))
    }""")
    look_for_a_new_version(page)
    page.goto(web.url + TOPIC)
    expect(title(page)).to_contain_text(SECOND)


def test_the_handbook_can_be_installed(open_browser, web, kept):
    page = open_browser(kept=kept)
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = json.loads(session.send("Page.getAppManifest")["data"])
    assert {key: manifest[key] for key in ("lang", "id", "start_url", "scope", "display")} == {
        "lang": "ru",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
    }
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert "maskable" in {icon.get("purpose") for icon in manifest["icons"]}
