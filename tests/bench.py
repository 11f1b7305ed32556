"""`make bench`: what the handbook costs beside stock Material, and how the cost grows. It prints tables and judges nothing.

All of it is measured in one run, on projects laid out in a temporary folder:

- the handbook as it stands;
- stock: the same Markdown built with Material and no macros. Blocks become plain headings and `<details>`, macro calls
  are cut out, so stock builds a little less than the handbook does, and a ratio is rather too high than too low;
- the handbook with 5 and 10 times the questions: copies of every topic that has some, answers included, under new ids. Files for download are
  measured with 2 and 4 times the questions: they take most of the time.

Each measurement is a process of its own, which builds the site as `mkdocs build` does (start included), then edits one page
and builds again as `mkdocs serve` does: configuration and data read anew and every page built.
Times are processor time: a build has one thread and waits for nothing, and what else the machine is doing counts less. Only files for download
are made in several processes; of those it is the sum.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import logging
import os
import platform
import posixpath
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Literal, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
GROWTH = (5, 10)  # how many times the questions
GROWTH_RUNS = 3
DOWNLOADS_GROWTH = (2, 4)
LABELS = ("Полная сборка, с", "Память на пике сборки, МБ", "Перестройка после правки страницы, с")
ADDRESSES = {"SITE_URL": "https://handbook.example/", "REPO_URL": "https://git.example/owner/handbook"}  # as published


class Cost(NamedTuple):
    build: float  # seconds
    memory: float  # megabytes at the peak
    reload: float  # seconds


class DownloadsCost(NamedTuple):
    cold: float  # seconds
    unchanged: float  # seconds
    size: float  # megabytes of all files


# --- The projects


def lay_out(folder: Path) -> None:
    handbook = copy_handbook(folder / "×1")
    stock(handbook, folder / "stock")
    for times in {*GROWTH, *DOWNLOADS_GROWTH}:
        multiply(copy_handbook(folder / f"×{times}"), times)


def copy_handbook(target: Path) -> Path:
    """Copy what a build reads, and nothing else."""
    target.mkdir()
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("curriculum.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, target)
    return target


def stock(handbook: Path, target: Path) -> None:
    """The same Markdown, navigation and theme options with nothing of ours: no macros, hooks, templates, styles, scripts."""
    shutil.copytree(handbook / "docs", target / "docs")
    (target / "overrides").mkdir()
    (target / "mkdocs.yml").write_text(
        f"INHERIT: {os.path.relpath(handbook / 'mkdocs.yml', target)}\n"
        + """\
hooks: []
watch: []
extra_css: []
extra_javascript: []
plugins:
  - search:
      lang: ru
markdown_extensions:
  - abbr
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.superfences
""",
        encoding="utf-8",
    )
    curriculum = read_curriculum(handbook)
    wording = {question["id"]: question["text"] for topic in topics(curriculum) for question in questions(topic)}
    titles = {
        "/".join(filter(None, (stage["id"], topic["id"], group["id"]))): topic["title"]
        for stage in curriculum["stages"]
        for topic in stage["topics"]
        for group in topic.get("groups") or [{"id": ""}]
    }
    for page in (target / "docs").rglob("*.md"):
        page.write_text(plain(page.read_text(encoding="utf-8"), wording, titles), encoding="utf-8")


def plain(text: str, wording: dict[str, str], titles: dict[str, str]) -> str:
    """The Markdown of a page without blocks and macro calls."""
    if text.startswith("---\nrender_macros: true"):
        text = re.sub(r"\{\{.*?\}\}", "", text)
    text = re.sub(r"(?m)^/// topic \| (\S+)\n///$", lambda m: f"# {titles.get(m[1], m[1])}", text)
    text = re.sub(
        r"(?m)^/// answer \| (\S+)\n(?: {4}\w+:.*\n)*",
        lambda m: f'## {wording.get(m[1], m[1])} {{ #{m[1]} }}\n\n<details markdown="1">\n<summary>Ответ</summary>\n',
        text,
    )
    return re.sub(r"(?m)^///$", "\n</details>", text)


def multiply(handbook: Path, times: int) -> None:
    """Give the project `times` the questions: further copies of each topic that has some, right after it."""
    curriculum = read_curriculum(handbook)
    navigation = (handbook / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    for stage in curriculum["stages"]:
        grown = []
        for topic in stage["topics"]:
            grown.append(topic)
            if not any(questions(topic)):
                continue
            pages = [f"{stage['id']}/{topic['id']}/{group['id']}.md" for group in topic.get("groups", [])]
            pages = pages or [f"{stage['id']}/{topic['id']}.md"]
            place = 1 + next(n for n, line in enumerate(navigation) if line.endswith(f"- {pages[-1]}"))
            for number in range(times, 1, -1):  # from the last, for each is put right after the original
                grown.insert(grown.index(topic) + 1, copy_topic(topic, number))
                navigation[place:place] = [f"      - {copy_page(handbook, page, stage['id'], topic['id'], number)}" for page in pages]
        stage["topics"] = grown
    (handbook / "mkdocs.yml").write_text("\n".join(navigation) + "\n", encoding="utf-8")
    (handbook / "curriculum.yml").write_text(yaml.safe_dump(curriculum, allow_unicode=True, sort_keys=False), encoding="utf-8")


def copy_topic(topic: dict[str, Any], number: int) -> dict[str, Any]:
    def renamed(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**question, "id": f"{question['id']}-{number}", "text": unlike(question, number)} for question in entries]

    def unlike(question: dict[str, Any], number: int) -> str:
        """The text with words of its own, or the check would take it for the same question."""
        name = question["id"].replace("-", "_")
        return " ".join([question["text"], *(f"{name}_{number}{letter}" for letter in "abcdef")])

    return {
        "id": f"{topic['id']}-{number}",
        "title": f"{topic['title']} {number}",
        "summary": topic["summary"],
        "weeks": list(topic["weeks"]),
        "hours": 0.01,  # the week stays as long as it is
        "questions": renamed(topic.get("questions", [])),
        "groups": [{**group, "questions": renamed(group["questions"])} for group in topic.get("groups", [])],
    }


def copy_page(handbook: Path, page: str, stage: str, topic: str, number: int) -> str:
    copy = page.replace(f"{stage}/{topic}", f"{stage}/{topic}-{number}", 1)
    text = (handbook / "docs" / page).read_text(encoding="utf-8")
    text = text.replace(f"/// topic | {page.removesuffix('.md')}", f"/// topic | {copy.removesuffix('.md')}")
    here, there = posixpath.dirname(page), posixpath.dirname(copy)

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(here, link[1]))
        return f"](#{link[2]})" if target == page else f"]({posixpath.relpath(target, there)}#{link[2]})"

    text = re.sub(r"\]\(([^)\s:#]+\.md)#([^)\s]+)\)", moved, text)
    for id in answers(text):
        text = re.sub(rf"(?m)(\]\(#|^/// answer \| ){id}(?=\)|$)", rf"\g<0>-{number}", text)
    (handbook / "docs" / copy).parent.mkdir(exist_ok=True)
    (handbook / "docs" / copy).write_text(text, encoding="utf-8")
    return copy


def read_curriculum(handbook: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((handbook / "curriculum.yml").read_text(encoding="utf-8"))
    return data


def topics(curriculum: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (topic for stage in curriculum["stages"] for topic in stage["topics"])


def questions(topic: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from topic.get("questions", [])
    for group in topic.get("groups", []):
        yield from group["questions"]


def answers(text: str) -> list[str]:
    return re.findall(r"(?m)^/// answer \| (\S+)$", text)


# --- The measuring


def measure(projects: list[Path], runs: int) -> list[Cost]:
    """Medians. The projects take turns, so that a busy moment of the machine hits all of them alike."""
    rounds = [[Cost(*map(float, run("cost", project).split())) for project in projects] for _ in range(runs)]
    return [Cost(*map(median, zip(*costs, strict=True))) for costs in zip(*rounds, strict=True)]


def run(command: str, folder: Path) -> str:
    """Do a part of this file in a process that stands in the folder, imports from it and ends without a trace."""
    environment = {**os.environ, **ADDRESSES, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1", "DOWNLOADS": "false"}
    done = subprocess.run([sys.executable, __file__, command], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"Сборка не удалась, мерить нечего: код {done.returncode}.")
    return done.stdout


def build_here(command: Literal["build", "serve"] = "build") -> float:
    """Build the project that this process stands in; returns the processor time that the process took so far."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.disable(logging.WARNING)
    config = load_config(site_dir=command, strict=False)
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    return time.process_time()


def cost() -> Cost:
    """Build the project that this process stands in, then once more after an edit of its longest page."""
    first, memory = build_here(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    page = max(Path("docs").rglob("*.md"), key=lambda file: file.stat().st_size)
    page.write_text(page.read_text(encoding="utf-8") + "\nПравка.\n", encoding="utf-8")
    return Cost(first, memory / (2**20 if sys.platform == "darwin" else 2**10), build_here("serve") - first)


def downloads_cost() -> DownloadsCost:
    """Make the files for download of the project that this process stands in from nothing, then once more: what that adds to a build."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.disable(logging.WARNING)
    shutil.rmtree(".cache", ignore_errors=True)

    def site(*, downloads: bool) -> float:
        start = spent()
        config = load_config(site_dir="files", strict=False)
        config.extra["make_downloads"] = downloads
        build(config)
        return spent() - start

    site(downloads=False)  # the first build also imports
    without = site(downloads=False)
    cold, unchanged = site(downloads=True), site(downloads=True)
    size = sum(file.stat().st_size for file in Path(".cache").rglob("*") if file.is_file())
    return DownloadsCost(cold - without, unchanged - without, size / 1e6)


def spent() -> float:
    """Processor time of this process and of those that it waited for."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def compressed(file: Path) -> float:
    """Kilobytes after gzip at the level that servers use."""
    return len(gzip.compress(file.read_bytes(), 6)) / 1024 if file.exists() else 0


# --- The report


def print_costs(ours: Cost, theirs: Cost) -> None:
    table("Цена сборки", "Хендбук", "Material", "Отношение")
    for text, mine, other in zip(LABELS, ours, theirs, strict=True):
        row(text, number(mine), number(other), number(mine / other))


def print_growth(costs: dict[int, Cost], folder: Path) -> None:
    """While the cost of a further question stays the same from column to column, growth is linear."""
    table("Рост с числом вопросов", *(f"×{times}" for times in costs))
    asked = {times: sum(len(list(questions(topic))) for topic in topics(read_curriculum(folder / f"×{times}"))) for times in costs}
    # Only pages in folders: elsewhere an answer is a sample, not an answer.
    pages = {times: [page.read_text(encoding="utf-8") for page in (folder / f"×{times}/docs").glob("*/**/*.md")] for times in costs}
    row("Вопросов", *map(str, asked.values()))
    row("Из них с ответами", *(str(sum(len(answers(text)) for text in texts)) for texts in pages.values()))
    row("Страниц в этапах", *(str(len(texts)) for texts in pages.values()))
    for n, text in enumerate(LABELS):
        row(text, *(number(cost[n]) for cost in costs.values()))
        further = [1000 * (costs[big][n] - costs[small][n]) / (asked[big] - asked[small]) for small, big in pairwise(costs)]
        row("   на тысячу новых вопросов", "", *map(number, further))


def print_downloads(folder: Path) -> None:
    """One run each: a run takes as long as all the builds above."""
    costs = {times: DownloadsCost(*map(float, run("downloads-cost", folder / f"×{times}").split())) for times in (1, *DOWNLOADS_GROWTH)}
    table("Файлы для скачивания: сколько добавляют к сборке", *(f"×{times}" for times in costs))
    asked = {times: sum(len(list(questions(topic))) for topic in topics(read_curriculum(folder / f"×{times}"))) for times in costs}
    row("Вопросов", *map(str, asked.values()))
    for n, text in enumerate(("С нуля, с", "Без изменений, с", "Вес всех файлов, МБ")):
        row(text, *(number(cost[n]) for cost in costs.values()))
        further = [1000 * (costs[big][n] - costs[small][n]) / (asked[big] - asked[small]) for small, big in pairwise(costs)]
        row("   на тысячу новых вопросов", "", *map(number, further))


def print_sizes(ours: Path, theirs: Path, curriculum: dict[str, Any]) -> None:
    stages = [stage["id"] for stage in curriculum["stages"]]
    asked = [page for stage in stages for page in ours.glob(f"{stage}/**/index.html") if 'class="question"' in page.read_text("utf-8")]
    lessons = [page for stage in stages for page in ours.glob(f"{stage}/*/**/index.html") if page not in asked]
    kinds = {
        "Главная": [ours / "index.html"],
        "Роадмап": [ours / "roadmap/index.html"],
        "Этап": [ours / stage / "index.html" for stage in stages],
        "Тема с вопросами": asked,
        "Урок": lessons,
        "Статья": [page for page in ours.glob("*/index.html") if page.parent.name not in {*stages, "roadmap", "q"}],
        "Нет страницы": [ours / "404.html"],
        "Постоянный адрес": list(ours.glob("q/*/index.html")),
    }
    table("Самая тяжёлая страница каждого вида, КБ в gzip", "Хендбук", "Material", "Отношение")
    for kind, pages in kinds.items():
        page = max(pages, key=compressed)
        mine, other = compressed(page), compressed(theirs / page.relative_to(ours))
        name = str(page.relative_to(ours)).removesuffix("index.html")
        row(f"{kind}: /{name}", number(mine), *((number(other), number(mine / other)) if other else ("—", "—")))
    page = max(asked, key=compressed).relative_to(ours)
    table(f"Что загружает /{str(page).removesuffix('index.html')}, КБ в gzip", "Хендбук", "Material", "Отношение")
    for kind, pattern in (("CSS", r'<link rel="stylesheet" href="([^"]+)"'), ("JS", r'<script[^>]* src="([^"]+)"')):
        files, others = loaded(ours, page, pattern), loaded(theirs, page, pattern)
        for name in {**files, **others}:
            row(f"{kind}: {name}", *(number(sizes[name]) if name in sizes else "—" for sizes in (files, others)))
        mine, other = sum(files.values()), sum(others.values())
        row(f"{kind}, всего", number(mine), number(other), number(mine / other))
    mine, other = (compressed(site / "search/search_index.json") for site in (ours, theirs))
    row("Индекс поиска", number(mine), number(other), number(mine / other))


def loaded(site: Path, page: Path, pattern: str) -> dict[str, float]:
    """The site's own files that the page names, with their sizes; stock also asks Google for fonts when told to."""
    folder = (site / page).parent
    files = ((folder / found).resolve() for found in re.findall(pattern, (site / page).read_text(encoding="utf-8")))
    return {str(file.relative_to(site.resolve())): compressed(file) for file in files if file.exists()}


def table(title: str, *columns: str) -> None:
    print()
    row(title, *columns)
    print("─" * (60 + 11 * len(columns)))


def row(text: str, *cells: str) -> None:
    print(f"{text:<60}" + "".join(f"{cell:>11}" for cell in cells))


def number(value: float) -> str:
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}".replace(".", ",")


def main() -> None:
    start = time.perf_counter()
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("mkdocs", "mkdocs-material"))
    print(f"Python {platform.python_version()}, {versions}. Время процессорное, медианы {RUNS} запусков, при росте — {GROWTH_RUNS}.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("lay-out", folder)  # apart, so that this process stays small: children inherit its peak of memory
        ours, theirs = measure([folder / "×1", folder / "stock"], RUNS)
        print_costs(ours, theirs)
        grown = measure([folder / f"×{times}" for times in GROWTH], GROWTH_RUNS)
        print_growth({1: ours, **dict(zip(GROWTH, grown, strict=True))}, folder)
        print_downloads(folder)
        print_sizes(folder / "×1/build", folder / "stock/build", read_curriculum(folder / "×1"))
    print(f"\nЗамер занял {number(time.perf_counter() - start)} с.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["lay-out"]:
            lay_out(Path())
        case ["build"]:
            print(build_here())
        case ["cost"]:
            print(*cost())
        case ["downloads-cost"]:
            print(*downloads_cost())
        case _:
            main()
