"""`make lighthouse`: what Lighthouse says of a page of each kind on a middling phone, and why where it is not 100.

Node is needed, for npx; nothing else of the project needs it. The site is built and served from this machine as GitHub Pages would serve it.
Points for speed are medians, for they depend on what else the machine is doing: below an index of 1000 (the last column), says Lighthouse itself,
it is too slow to be the middling phone that a processor four times as slow stands for.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.chromium import FLAGS, executable
from tests.site_build import DOWNLOADS_URL, REPO_URL, CompressingHost, build_mkdocs, served

VERSION = "12.8.2"  # the newest for Node 20
RUNS = int(os.environ.get("LHRUNS", "1"))
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
CATEGORIES = {"performance": "Скорость", "accessibility": "Доступность", "best-practices": "Практики", "seo": "SEO"}
TIMES = {"first-contentful-paint": "FCP, с", "largest-contentful-paint": "LCP, с", "total-blocking-time": "TBT, мс", "cumulative-layout-shift": "CLS"}
Report = dict[str, Any]


def main() -> None:
    if not shutil.which("npx"):
        sys.exit("Нужен Node.js 18 или новее, в нём есть npx: https://nodejs.org/ru/download (в Debian и Ubuntu: sudo apt install npm).")
    print(f"Lighthouse {VERSION}, телефон, медианы {RUNS} запусков.\n")
    row("", *CATEGORIES.values(), *TIMES.values(), "Индекс")
    with tempfile.TemporaryDirectory() as name, served(Path(name), CompressingHost) as url:
        build_mkdocs(Path(name), REPO_URL=REPO_URL, SITE_URL=url, DOWNLOADS="true", DOWNLOADS_URL=DOWNLOADS_URL)
        lost: list[str] = []
        for kind, address in PAGES.items():
            reports = [audit(url + address) for _ in range(RUNS)]
            print_page(kind, reports)
            lost += [f"{kind}: {reason}" for reason in dict.fromkeys(reason for report in reports for reason in reasons(report))]
    print("\nПочему не 100:" if lost else "\nПотерянных баллов нет.", *lost, sep="\n  ")


def audit(url: str) -> Report:
    """The report on a page, as Lighthouse gives it in JSON."""
    command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags={' '.join(['--headless', *FLAGS])}", "--no-enable-error-reporting"]
    done = subprocess.run(command, env={"CHROME_PATH": executable(), **os.environ}, stdout=subprocess.PIPE, text=True, check=False)
    report: Report = json.loads(done.stdout) if done.stdout else {}
    if done.returncode or report.get("runtimeError"):
        sys.exit(f"{url}: Lighthouse не смог, код {done.returncode}. {report.get('runtimeError', {}).get('message', '')}")
    return report


def points(report: Report, category: str) -> int:
    return round(100 * report["categories"][category]["score"])


def print_page(kind: str, reports: list[Report]) -> None:
    """Of speed the medians; of the rest the worst counts, for there chance has no part."""
    speed = median(points(report, "performance") for report in reports)
    rest = [min(points(report, category) for report in reports) for category in list(CATEGORIES)[1:]]
    fcp, lcp, tbt, cls = (median(report["audits"][name]["numericValue"] for report in reports) for name in TIMES)
    times = [f"{fcp / 1000:.2f}", f"{lcp / 1000:.2f}", f"{tbt:.0f}", f"{cls:.3f}"]
    index = median(report["environment"]["benchmarkIndex"] for report in reports)
    row(kind, f"{speed:.0f}", *map(str, rest), *(time.replace(".", ",") for time in times), f"{index:.0f}")


def reasons(report: Report) -> list[str]:
    """The audits that cost points, with what they found."""
    found = []
    for name, title in CATEGORIES.items():
        for reference in report["categories"][name]["auditRefs"]:
            result = report["audits"][reference["id"]]
            # Below 0.995 a speed is not rounded to full points.
            if reference["weight"] and result["score"] is not None and result["score"] < 0.995:
                found.append(f"{title}: {result['title']} {result.get('displayValue', '')} {details(result)}".rstrip())
    return found


def details(result: dict[str, Any]) -> str:
    """The first things that an audit names."""
    items = result.get("details", {}).get("items", [])
    named = [
        item.get("node", {}).get("snippet") or item.get("url") or item.get("description") or item.get("source")
        for item in items[:5]
        if isinstance(item, dict)
    ]
    return "; ".join(str(name) for name in named if name)


def row(text: str, *cells: str) -> None:
    print(f"{text:<18}" + "".join(f"{cell:>13}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
