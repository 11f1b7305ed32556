"""`make search-bench`: how well and how fast the search is, beside stock Material over the same text. It prints tables and judges nothing.

Quality: the queries of tests/data/queries.yml are put into the box of the built site in a browser, the last letter typed by key; what counts is
where the question stands among the results that a reader sees. `python -m tests.search_bench tune` prints the other half, with every miss.

Speed: the page's thread is slowed down six times. Browsers do not slow down workers, so five times what the worker takes on the fast machine
is added to each keystroke. A keystroke ends when its results are painted. The slow line answers after 400 ms and has 400 kbit/s for all together.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import copy_handbook, multiply, number, row, run, stock, table
from tests.chromium import FLAGS, executable
from tests.conftest import DATA
from tests.site_build import Server

SLOWER = 6
DELAY, RATE = 0.4, 400_000 / 8  # seconds, bytes a second
TYPED = 40  # queries that are typed key by key for the time of a keystroke
GROWTH = 10

# Notes when a query goes to the worker, when its results come and when they are painted.
WATCH = """
window.asked = []
const Native = window.Worker
window.Worker = class extends Native {
  constructor(...given) {
    super(...given)
    this.addEventListener('message', ({data}) => {
      const last = window.asked.at(-1)
      if (data.type !== 3 || !last || last.painted) return
      last.came = performance.now()
      last.found = data.data.items.length
      requestAnimationFrame(() => requestAnimationFrame(() => { last.painted = performance.now() }))
    })
  }
  postMessage(message, ...given) {
    if (message.type === 0) window.searchWorker = this
    if (message.type === 2) window.asked.push({query: message.data, sent: performance.now()})
    super.postMessage(message, ...given)
  }
}
"""
BOX = "[data-md-component=search-query]"
# Milliseconds until the worker answers each query, while nothing else is done.
ALONE = """async queries => {
  const taken = []
  for (const query of queries) {
    const start = performance.now()
    await new Promise(done => {
      window.searchWorker.addEventListener('message', ({data}) => { if (data.type === 3) done() }, {once: true})
      window.searchWorker.postMessage({type: 2, data: query})
    })
    taken.push(performance.now() - start)
    await new Promise(requestAnimationFrame)
  }
  return taken
}"""
ANCHORS = "links => links.map(link => decodeURIComponent(new URL(link.href).hash.slice(1)))"
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


def opened(browser: Browser, url: str, *, slower: int = 1) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(WATCH)
    page.goto(url, wait_until="load")
    if slower > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def typed(page: Page, text: str) -> None:
    """The browser's driver sends no key for a Russian letter, and Material listens to keys only: let one go that types nothing."""
    page.keyboard.type(text)
    page.keyboard.press("End")


def asked(page: Page, query: str) -> None:
    page.locator(BOX).click()
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


def slow_keystrokes(browser: Browser, url: str, queries: list[str]) -> list[float]:
    """Milliseconds from a key to painted results as on a machine that is slower as a whole: the worker's share is taken from a fast one."""
    fast, slow = opened(browser, url), opened(browser, url, slower=SLOWER)
    for page in (fast, slow):
        asked(page, "кортеж ")
        page.wait_for_load_state("networkidle")
    taken = []
    for query in queries:
        slow.locator(BOX).click()
        slow.locator(BOX).fill("")
        shares = fast.evaluate(ALONE, [query[:n] for n in range(1, len(query) + 1)])
        for n, (letter, share) in enumerate(zip(query, shares, strict=True), 1):
            typed(slow, letter)
            slow.wait_for_function(ANSWERED, arg=query[:n])
            last = slow.evaluate("window.asked.at(-1)")
            taken.append(last["painted"] - last["sent"] + (SLOWER - 1) * share)
    for page in (fast, slow):
        page.context.close()
    return taken


def first_result(browser: Browser, url: str, query: str) -> tuple[float, float]:
    """Seconds from focus to the first painted result, and to results from the whole index."""
    page = opened(browser, url, slower=SLOWER)
    page.wait_for_load_state("networkidle")
    start = page.evaluate("performance.now()")
    page.locator(BOX).click()
    typed(page, query)
    page.wait_for_function("window.asked.at(-1)?.found && window.asked.at(-1).painted", timeout=120_000)
    first: float = page.evaluate("window.asked.at(-1).painted") - start
    page.wait_for_load_state("networkidle", timeout=120_000)
    typed(page, " ")
    page.wait_for_function("window.asked.at(-1)?.painted")
    whole: float = page.evaluate("performance.now()") - start
    page.context.close()
    return first / 1000, whole / 1000


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
    queries = [entry["query"] for entry in entries if entry["half"] == "tune"][:: max(1, len(entries) // 2 // TYPED)]
    cells: dict[str, list[str]] = defaultdict(list)
    for site in sites.values():
        with served(site, Line) as url:
            taken = slow_keystrokes(browser, url, queries)
            cells["Клавиша, медиана, мс"].append(number(median(taken)))
            cells["Клавиша, 95-й процентиль, мс"].append(number(quantiles(taken, n=20)[-1]))
            cells["Нажатий"].append(str(len(taken)))
        with served(site, SlowLine) as url:
            first, whole = first_result(browser, url, "кортеж")
            cells["Медленная линия: от фокуса до первого результата, с"].append(number(first))
            cells["Медленная линия: до результата по всему тексту, с"].append(number(whole))
    table(f"Скорость, процессор в {SLOWER} раз медленнее", *sites)
    for what, values in cells.items():
        row(what, *values)


def main(half: str) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        handbook = copy_handbook(folder / "handbook")
        stock(handbook, folder / "stock")
        multiply(copy_handbook(folder / "grown"), GROWTH)
        for project in ("handbook", "stock", "grown"):
            run("cost", folder / project)
        sites = {"Хендбук": folder / "handbook/build", "Material": folder / "stock/build"}
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        with served(sites["Хендбук"], Line) as ours, served(sites["Material"], Line) as theirs:
            print_quality({"Хендбук": opened(browser, ours), "Material": opened(browser, theirs)}, half)
        if half == "final":
            print_sizes(sites)
            print_speed(browser, sites)
            print_speed(browser, {"×1": sites["Хендбук"], f"×{GROWTH} вопросов": folder / "grown/build"})
            print_sizes({"×1": sites["Хендбук"], f"×{GROWTH}": folder / "grown/build"})
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "final")
