"""`make search-bench`: how well and how fast the search is, beside stock Material over the same text. It prints tables and judges nothing.

Quality: the queries of tests/data/queries.yml are put into the box of the built site in a browser, the last letter typed by key; what counts is
where the question stands among the results that a reader sees. `python -m tests.search_bench tune` prints the other half, with every miss.

Speed: what counts of a keystroke is processor time, for what else the machine does lengthens every other time. It is what the threads of the page
and of the worker are busy from the event that sends a query to the end of the frame that shows the results (style, layout and paint included: a
message that is posted in the frame's callback is handled after them), as Chromium traces it, times six for a slower processor. The driver asks the
page for nothing meanwhile, or its questions would be counted. Waiting for the frame, up to 17 ms, comes on top. The first result is timed by the
clock: on a line that answers after 400 ms and has 400 kbit/s for all together, the page's thread slowed down six times; browsers do not slow down
workers, so five times what the worker is busy until then is added, although some of that would pass while the line is waited for.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any, ClassVar

import yaml
from playwright.sync_api import Browser, CDPSession, Locator, Page, ViewportSize, sync_playwright

from tests.bench import copy_handbook, multiply, number, row, run, stock, table
from tests.chromium import FLAGS, executable
from tests.conftest import DATA
from tests.site_build import Server

SLOWER = 6
DELAY, RATE = 0.4, 400_000 / 8  # seconds, bytes a second
TYPED = 8  # queries that are typed key by key for the time of a keystroke
GROWTH = 10
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
HIGH: ViewportSize = {"width": 1280, "height": 1200}  # here both draw ten results at once

# Notes when a query goes to the worker, and when the frame with its results is done.
WATCH = """
window.asked = []
addEventListener('focusin', event => { window.focusedAt ??= event.timeStamp })
const Native = window.Worker
window.Worker = class extends Native {
  constructor(...given) {
    super(...given)
    this.addEventListener('message', ({data}) => {
      const last = window.asked.at(-1)
      if (data.type !== 3 || !last) return
      const found = data.data.items.length
      const whole = found && (data.data.whole ?? true) // stock has one index
      requestAnimationFrame(() => {
        const {port1, port2} = new MessageChannel()
        port1.onmessage = () => {
          const now = performance.now()
          if (!last.painted) performance.mark('painted')
          last.painted ??= now
          if (found && !window.firstFound) performance.mark('first found')
          if (whole && !window.wholeFound) performance.mark('whole found')
          if (found) window.firstFound ??= now
          if (whole) window.wholeFound ??= now
          if (window.tellsPainted) console.debug('painted')
        }
        port2.postMessage(null)
      })
    })
  }
  postMessage(message, ...given) {
    if (message.type === 2) {
      performance.mark(message.data ? 'asked' : 'emptied')
      window.asked.push({query: message.data})
    }
    super.postMessage(message, ...given)
  }
}
"""
BOX = "[data-md-component=search-query]"
ANSWERED = "query => { const last = window.asked.at(-1); return last && last.query === query && last.painted }"


class Line(SimpleHTTPRequestHandler):
    """A host that compresses, behind a line of its own delay and rate."""

    protocol_version = "HTTP/1.1"
    delay, rate = 0.0, float("inf")
    turn = threading.Lock()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        time.sleep(self.delay)
        self.send_response(200)
        for name, value in (("Content-Type", self.guess_type(str(path))), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        for start in range(0, len(body), 2048):
            with self.turn:
                time.sleep(2048 / self.rate)
                self.wfile.write(body[start : start + 2048])

    def log_message(self, format: str, *args: object) -> None:
        pass


class SlowLine(Line):
    delay, rate = DELAY, RATE


@contextmanager
def served(folder: Path, handler: type[Line]) -> Iterator[str]:
    with Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def opened(browser: Browser, url: str, size: ViewportSize = DESK, *, slower: int = 1) -> Page:
    page = browser.new_context(viewport=size).new_page()
    page.add_init_script(WATCH)
    page.goto(url, wait_until="load")
    if slower > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def box(page: Page) -> Locator:
    """The box, opened as a reader does: on a phone a button stands for it."""
    button = page.locator("label.md-header__button[for=__search]")
    if button.is_visible() and not page.locator("[data-md-toggle=search]").is_checked():
        button.click()
    return page.locator(BOX)


def typed(page: Page, letter: str) -> None:
    """Press a key. The driver would put a Russian letter into the box without one, and Material listens to keys only."""
    keys = page.context.new_cdp_session(page)
    press(keys, letter)
    keys.detach()


def press(keys: CDPSession, letter: str) -> None:
    keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": letter, "text": letter})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})


def asked(page: Page, query: str) -> None:
    box(page).click()
    page.locator(BOX).fill(query[:-1])
    typed(page, query[-1])
    page.wait_for_function(ANSWERED, arg=query)


# --- Quality


def ranks(page: Page, queries: Iterable[dict[str, Any]], ids: set[str]) -> Iterator[tuple[dict[str, Any], int | None, list[str]]]:
    """For each query the place of its question among the questions found, from 0, and these."""
    for entry in queries:
        asked(page, entry["query"])
        links = page.locator(".md-search-result__link").evaluate_all(
            "links => links.map(link => decodeURIComponent(new URL(link.href).hash.slice(1)))"
        )
        found = [id for id in dict.fromkeys(links) if id in ids]
        wanted = entry["id"] if isinstance(entry["id"], list) else [entry["id"]]
        yield entry, next((place for place, id in enumerate(found) if id in wanted), None), found


def print_quality(pages: dict[str, Page], half: str) -> None:
    entries = yaml.safe_load((DATA / "queries.yml").read_text(encoding="utf-8"))
    queries = [entry for entry in entries if entry["half"] == half]
    ids = {id for entry in entries for id in (entry["id"] if isinstance(entry["id"], list) else [entry["id"]])}
    places: dict[str, dict[str, list[int | None]]] = {}
    missed = []
    for name, page in pages.items():
        asked(page, "кортеж ")  # the whole index is there
        page.wait_for_load_state("networkidle")
        places[name] = defaultdict(list)
        for entry, place, found in ranks(page, queries, ids):
            places[name][entry["kind"]].append(place)
            if name == next(iter(pages)) and (place is None or place > 2):
                missed.append(f"  {entry['kind']}: {entry['query']} → {entry['id']}: место {place}; раньше {', '.join(found[:3])}")
    table(f"Запросы, половина {half}", *(f"{name} {what}" for name in pages for what in ("@1", "@3", "всего")))
    for kind in [*dict.fromkeys(entry["kind"] for entry in queries), "все"]:
        cells = []
        for name in pages:
            got = places[name][kind] if kind != "все" else [place for of_kind in places[name].values() for place in of_kind]
            for limit in (1, 3, 10**6):
                cells.append(number(sum(place is not None and place < limit for place in got) / len(got)))
        row(f"{kind} ({len(got)})", *cells)
    print("\nНе среди первых трёх:", *missed, sep="\n")


# --- Speed


class Trace:
    """What the threads of a page did, from the events of Chromium. Times are microseconds of its clock."""

    CATEGORIES: ClassVar = ["toplevel", "blink.user_timing"]

    def __init__(self, recorded: bytes):
        events = json.loads(recorded)["traceEvents"]
        own = [event for event in events if event["name"] in ("asked", "emptied", "painted", "first found", "whole found")]
        self.marks = sorted((event["ts"], event["name"]) for event in own)
        process, self.page = own[0]["pid"], {own[0]["tid"]}
        self.workers = {event["tid"] for event in events if event["pid"] == process and event.get("args", {}).get("name") == "DedicatedWorker thread"}
        self._tasks = [event for event in events if event["name"] == "ThreadControllerImpl::RunTask" and event["pid"] == process and "tdur" in event]

    def busy(self, threads: set[int], start: float, end: float) -> float:
        """Milliseconds of processor time of these threads."""
        return sum(int(t["tdur"]) for t in self._tasks if t["tid"] in threads and t["ts"] < end and t["ts"] + t["dur"] > start) / 1000

    def at(self, name: str) -> float:
        return next(float(time) for time, mark in self.marks if mark == name)


def keystrokes(browser: Browser, url: str, queries: list[str], size: ViewportSize) -> tuple[list[float], list[float]]:
    """Milliseconds of processor time that each keystroke takes on a slower machine, and of it what the worker takes."""
    page = opened(browser, url, size)
    asked(page, "кортеж ")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => window.wholeFound")
    page.wait_for_timeout(1000)  # what the worker does in advance
    page.evaluate("() => { window.tellsPainted = true }")
    keys = page.context.new_cdp_session(page)
    browser.start_tracing(page=page, categories=Trace.CATEGORIES)
    for query in queries:
        page.locator(BOX).fill("")
        page.wait_for_function("() => window.asked.at(-1).painted")
        for letter in query:
            with page.expect_console_message(lambda message: message.text == "painted"):
                press(keys, letter)
    trace = Trace(browser.stop_tracing())
    page.context.close()
    spans = [(one[0], next_[0]) for one, next_ in pairwise(trace.marks) if one[1] == "asked" and next_[1] == "painted"]
    return [SLOWER * trace.busy(trace.page | trace.workers, *span) for span in spans], [SLOWER * trace.busy(trace.workers, *span) for span in spans]


def first_results(browser: Browser, folder: Path, query: str) -> tuple[float, float]:
    """Seconds from focus to the first results, and to those from the whole index, on the slow line and as on a slower machine."""
    with served(folder, SlowLine) as url:
        page = opened(browser, url, slower=SLOWER)
        page.wait_for_load_state("networkidle", timeout=120_000)
        browser.start_tracing(page=page, categories=Trace.CATEGORIES)
        page.locator(BOX).click()
        page.locator(BOX).fill(query[:-1])
        typed(page, query[-1])
        page.wait_for_function("() => window.wholeFound", timeout=120_000)
        first, whole = page.evaluate("[window.firstFound, window.wholeFound].map(found => (found - window.focusedAt) / 1000)")
        trace = Trace(browser.stop_tracing())
        page.context.close()
    worked = [trace.busy(trace.workers, 0, trace.at(name)) / 1000 for name in ("first found", "whole found")]
    return first + (SLOWER - 1) * worked[0], whole + (SLOWER - 1) * worked[1]


def compressed(files: Iterable[Path]) -> float:
    return sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files) / 1024


def print_sizes(sites: dict[str, Path]) -> None:
    """What the search loads; the names of both kinds of site, of which each has its own."""
    parts = {
        "Скрипт-работник": ["assets/javascript/search-worker.*.js", "assets/javascripts/workers/search.*.js"],
        "Скрипт страницы; у Material русский язык работника": ["assets/javascripts/lunr/min/lunr.[rs][tu]*.min.js", "assets/javascript/search.js"],
        "Первая часть индекса": ["search/core.*.js"],
        "Вторая часть; у Material весь индекс": ["search/text.*.js", "search/search_index.json"],
    }
    table("Вес, КБ в gzip", *sites)
    totals = dict.fromkeys(sites, 0.0)
    for what, patterns in parts.items():
        sizes = {name: compressed(next(filter(None, ([*site.glob(pattern)] for pattern in patterns)), [])) for name, site in sites.items()}
        totals = {name: totals[name] + size for name, size in sizes.items()}
        row(what, *(number(size) if size else "—" for size in sizes.values()))
    row("Всего", *map(number, totals.values()))


def print_speed(browser: Browser, sites: dict[str, Path]) -> None:
    entries = yaml.safe_load((DATA / "queries.yml").read_text(encoding="utf-8"))
    tune = [entry["query"] for entry in entries if entry["half"] == "tune"]
    queries = tune[:: len(tune) // TYPED][:TYPED]
    cells: dict[str, list[str]] = defaultdict(list)
    for folder in sites.values():
        with served(folder, Line) as url:
            taken, shares = keystrokes(browser, url, queries, DESK)
            on_phone, _ = keystrokes(browser, url, queries, PHONE)
        first, whole = first_results(browser, folder, "кортеж")
        cells["Клавиша, медиана, мс"].append(number(median(taken)))
        cells["Клавиша, 95-й процентиль, мс"].append(number(quantiles(taken, n=20)[-1]))
        cells["   из них работник, медиана, мс"].append(number(median(shares)))
        cells["   из них работник, 95-й процентиль, мс"].append(number(quantiles(shares, n=20)[-1]))
        cells["Клавиша на экране телефона, медиана, мс"].append(number(median(on_phone)))
        cells["Клавиша на экране телефона, 95-й процентиль, мс"].append(number(quantiles(on_phone, n=20)[-1]))
        cells["Нажатий"].append(str(len(taken)))
        cells["Медленная линия: от фокуса до первого результата, с"].append(number(first))
        cells["Медленная линия: до результата по всему тексту, с"].append(number(whole))
    table(f"Скорость, процессор в {SLOWER} раз медленнее", *sites)
    for what, values in cells.items():
        row(what, *values)


def main(half: str) -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        ours = copy_handbook(folder / "handbook")
        stock(ours, folder / "stock")
        projects = {"Хендбук": ours, "Material": folder / "stock"}
        if half == "final":
            projects[f"×{GROWTH} вопросов"] = copy_handbook(folder / "grown")
            multiply(folder / "grown", GROWTH)
        builds = {name: float(run("build", project)) for name, project in projects.items()}
        sites = {name: project / "build" for name, project in projects.items()}
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        with served(sites["Хендбук"], Line) as here, served(sites["Material"], Line) as there:
            print_quality({"Хендбук": opened(browser, here, HIGH), "Material": opened(browser, there, HIGH)}, half)
        if half == "final":
            print_sizes(sites)
            print_speed(browser, sites)
            row("Сборка, с процессорного времени", *(number(seconds) for seconds in builds.values()))
        browser.close()
    print(f"\nЗамер занял {number(time.perf_counter() - start)} с.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "final")
