"""When a page shows its text on a slow phone, beside stock Material with the same content: the last table of `make bench`.

Cold cache, a processor four times as slow, and a network as DevTools («Slow 3G») and Lighthouse («slow 4G») slow it down. The sites take turns,
so that a busy moment of the machine hits both alike. Of pages that macros make (a stage, the trainer, the plan, the files) stock has little more than
the first paragraph: there it is the time of an almost empty page.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests import bench
from tests.chromium import FLAGS, executable
from tests.site_build import CompressingHost, served

RUNS = 3
PAGES = {
    "Главная": "",
    "Этап": "python/",
    "Тема с кодом": "python/data-structures/dicts-sets/",
    "Тема с формулами": "nlp/attention/mechanism/",
    "Шаблон": "mlsd/template/",
    "Тренажёр": "trainer/",
    "План": "plan/",
    "Скачать": "downloads/",
}
SLOWER = 4  # times, the processor


class Network(NamedTuple):
    """Throughput in kilobits a second, latency in milliseconds: both as the tool applies them, its own correction included."""

    throughput: float
    latency: float


NETWORKS = {"Slow 3G": Network(400, 2000), "Slow 4G": Network(1440, 562.5)}

# Layout shifts within a second of each other, five seconds at most, add up; the largest such sum counts.
OBSERVE = """() => {
  const paints = window.paints = {lcp: 0, cls: 0}
  let sum = 0, first = 0, last = 0
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) paints.lcp = entry.startTime })
    .observe({type: 'largest-contentful-paint', buffered: true})
  new PerformanceObserver((list) => {
    for (const {value, startTime, hadRecentInput} of list.getEntries()) {
      if (hadRecentInput) continue
      if (startTime - last > 1000 || startTime - first > 5000) { sum = 0; first = startTime }
      sum += value
      last = startTime
      paints.cls = Math.max(paints.cls, sum)
    }
  }).observe({type: 'layout-shift', buffered: true})
}"""
PAINTED = "() => paints.lcp > 0 && performance.getEntriesByName('first-contentful-paint').length > 0"
READ = "() => [performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000, paints.lcp / 1000, paints.cls]"


class Paint(NamedTuple):
    first: float  # seconds
    largest: float  # seconds
    shift: float


def paint(browser: Browser, url: str, network: Network) -> Paint:
    """Load a page with nothing kept from before, until the network has been still for half a second."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, is_mobile=True, has_touch=True, service_workers="block")
    page = context.new_page()
    page.set_default_timeout(120_000)
    session = context.new_cdp_session(page)
    rate = network.throughput * 1000 / 8
    session.send("Network.enable")
    conditions = {"offline": False, "latency": network.latency, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(f"({OBSERVE})()")
    page.goto(url, wait_until="networkidle")
    page.wait_for_function(PAINTED)  # a busy machine may be later than its network
    found = Paint(*page.evaluate(READ))
    context.close()
    return found


def print_paints(ours: Path, theirs: Path) -> None:
    """The medians of both built sites."""
    with served(ours, CompressingHost) as our_url, served(theirs, CompressingHost) as their_url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for name, network in NETWORKS.items():
            title = f"{name}, процессор ×1/{SLOWER}, медианы {RUNS}"
            bench.table(title, "FCP, с", "Material", "LCP, с", "Material", "CLS", "Material")
            for kind, address in PAGES.items():
                rounds = [[paint(browser, url + address, network) for url in (our_url, their_url)] for _ in range(RUNS)]
                mine, other = (Paint(*map(median, zip(*paints, strict=True))) for paints in zip(*rounds, strict=True))
                cells = [bench.number(value) for pair in zip(mine, other, strict=True) for value in pair]
                bench.row(f"{kind}: /{address}", *cells)
                sys.stdout.flush()
        browser.close()


def main() -> None:
    """The table alone."""
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = bench.copy_handbook(Path(name) / "×1"), Path(name) / "stock"
        bench.stock(ours, theirs)
        for project in (ours, theirs):
            bench.run("build", project)
        print_paints(ours / "build", theirs / "build")


if __name__ == "__main__":
    main()
