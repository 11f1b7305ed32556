"""`make fuzz`: thousands of damaged data files and pages, and whole builds of damaged projects: each is refused in clear words or makes a valid site.

In-process, a damaged file goes the way that it goes in a build: `macros.check.problems`, then macros, Markdown with the extensions of mkdocs.yml, the
search. Allowed is a finding `file:line: …` in Russian, or a page whose HTML is closed where it is opened and has each id once. Anything else
is a fault: another exception, a second too many, a page that is not valid.

A whole build is one of a copy in a process of its own. It has to end with a whole site, or with words, without a traceback and with the folder of the
site as it was before.

Each case is told by the seed and its number, and `--only` runs it alone: python -m tests.fuzz --seed 1 --only 137
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import jinja2
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

import macros
from macros import check, freshness, language, permanent_ids, whole_html
from macros import search as search_macros
from macros.bank import bank
from macros.curriculum import load, read
from macros.model import Curriculum
from macros.problems import ContentError, Problem
from tests import mutations
from tests.conftest import DATA, ROOT
from tests.site_build import Site, read_html, read_site

SECONDS = 10  # of processor time for one case; the slowest honest one takes two
HARD = 900  # seconds on the clock, for what no signal stops; a busy machine may give a case a hundredth of its time
MEMORY = 4 << 30
BUILD_SECONDS = 120  # of processor time; an honest build takes ten
BUILD_HARD = 1800  # seconds on the clock
TODAY = date(2026, 11, 28)
COPIED = ("dictionary", "docs", "macros", "overrides", "curriculum.yml", "mkdocs.yml")

VALID, REFUSED = "valid", "refused"


class FaultError(AssertionError):
    """What must not happen."""


class TooLongError(BaseException):
    """A case that takes more processor time than it may. Not an Exception: nothing on the way may catch it."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case: VALID, REFUSED with what was said, or a fault."""

    case: str
    kind: str
    said: str = ""

    @property
    def faulty(self) -> bool:
        return self.kind not in (VALID, REFUSED)


# --- one case in this process


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLongError in what follows after so much processor time; long runs of `re` notice it too."""

    def stop(*_: object) -> None:
        raise TooLongError(f"больше {seconds} с процессорного времени")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _Heard(logging.Handler):
    """What MkDocs warns of: a strict build stops at it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@dataclass
class Project:
    """A project on a disk, one file of which is damaged at a time, and what `problems` says of it while it is whole."""

    root: Path
    known: frozenset[Problem] = frozenset()
    originals: dict[str, bytes] = field(default_factory=dict)

    def keep(self, file: str) -> None:
        self.originals[file] = (self.root / file).read_bytes()

    @contextmanager
    def damaged(self, file: str, content: bytes) -> Iterator[None]:
        (self.root / file).write_bytes(content)
        try:
            yield
        finally:
            (self.root / file).write_bytes(self.originals[file])


class Renderer:
    """Makes pages as the build does, of the curriculum that is given."""

    def __init__(self) -> None:
        with patch.dict(os.environ, {"DOWNLOADS": "false", "NO_MKDOCS_2_WARNING": "1"}):
            self.config = load_config(str(ROOT / "mkdocs.yml"))
        self.curriculum: Curriculum | None = None
        for name in ("macros.answers", "macros.cases"):
            self.config.mdx_configs[name] = {"load": lambda: self.curriculum}
        self.jinja = jinja2.Environment(undefined=jinja2.StrictUndefined)
        self.heard = _Heard()
        logging.getLogger("mkdocs").addHandler(self.heard)
        logging.getLogger("mkdocs").propagate = False

    def macros(self, page: Page) -> dict[str, Any]:
        env = SimpleNamespace(variables={}, page=page, conf=self.config)
        env.macro = lambda function, name: env.variables.__setitem__(name, function)
        with patch("macros.curriculum.load", lambda: self.curriculum):
            macros.define_env(env)
        return env.variables

    def page(self, curriculum: Curriculum, root: Path, path: str, files: Files) -> tuple[str, Page]:
        """The content of a page. Raises ContentError, or AssertionError for what is no valid page."""
        self.curriculum = curriculum
        file = files.get_file_from_path(path)
        assert file is not None
        page = Page(None, file, self.config)
        page.read_source(self.config)
        self.heard.said.clear()
        if page.meta.get("render_macros") is True:
            with patch("macros.curriculum.load", lambda: self.curriculum), patch("macros.short_answers.ROOT", root):
                page.markdown = self.jinja.from_string(page.markdown).render({**self.macros(page), **page.meta})
        page.render(self.config, files)
        assert page.content is not None
        return page.content, page


@cache
def files_of(root: Path) -> Files:
    """What is in docs/ of a project; none of the mutations adds or removes a file."""
    docs = root / "docs"
    paths = [Path(folder, name).relative_to(docs).as_posix() for folder, _, names in os.walk(docs, followlinks=True) for name in names]
    files = Files([File(path, str(docs), str(root / "site"), use_directory_urls=True) for path in sorted(paths)])
    for file in files:
        file.inclusion = InclusionLevel.INCLUDED
    return files


_LEFT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # Markdown puts its own marks between such characters
_IDS_IN_CODE = re.compile(r"(?s)<(pre|code)\b.*?</\1>")


def assert_valid(content: str, page: Page, curriculum: Curriculum, answered: Iterable[str] = ()) -> None:
    """A page of content whose elements are closed, whose ids are different and on which the questions of its topic stand."""
    if left := _LEFT.search(content):
        raise FaultError(f"на странице осталось {left[0]!r}: …{content[max(0, left.start() - 60) : left.end() + 60]}…")
    try:
        root = read_html(f"<article>{content}</article>", page.file.src_uri)
    except AssertionError as error:
        raise FaultError(f"не HTML: {error}") from None
    twice = [id for id, times in Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib).items() if times > 1]
    if twice:
        raise FaultError(f"id дважды: {twice}")
    for topic_page in curriculum.pages():
        if topic_page.path == page.file.src_uri:
            ids = [element.attrib.get("id") for element in root.iter("h2") if element.get("class") == "question"]
            if ids != [question.id for question in topic_page.questions]:
                raise FaultError(f"вопросы страницы {ids}, а должны быть {[question.id for question in topic_page.questions]}")
    if not isinstance(page.title, str) or not page.title.strip():
        raise FaultError(f"заголовок страницы {page.title!r}")
    if page.meta.get("render_macros") is True and re.search(r"\{\{|\{%", _IDS_IN_CODE.sub("", content)):
        raise FaultError("на странице осталась запись макроса")


def assert_told(found: Iterable[Problem]) -> None:
    """Findings name a file and a line and say something in Russian that can be printed on one line."""
    for problem in found:
        said = str(problem)
        if not re.match(r"[\w./-]+:[1-9]\d*: ", said) or not re.search("[а-яё]{3}", problem.text):
            raise FaultError(f"находка не по-русски или без места: {said!r}")
        if "\n" in said.replace("\n    ", "") or _LEFT.search(said):
            raise FaultError(f"находка не печатается одной строкой: {said!r}")
        try:
            said.encode()
        except UnicodeEncodeError:
            raise FaultError(f"находку не напечатать: {said!r}") from None


class Bench:
    """The projects in which files are damaged, and what it takes to render them. Lives as long as its process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.renderer = Renderer()
        self.vocabulary = language.Vocabulary(ROOT)
        self.curriculum = load()
        self.texts = {path.relative_to(ROOT / "docs").as_posix(): path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))}
        self.tiny = self._tiny()
        self.real = self._project("real", self.texts, (ROOT / "curriculum.yml").read_text(encoding="utf-8"))
        self.pages: dict[str, Project] = {}

    def _project(self, name: str, texts: dict[str, str], curriculum: str, navigation: bool = False) -> Project:
        root = self.folder / name
        (root / "docs").mkdir(parents=True)
        (root / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
        (root / "dictionary").symlink_to(ROOT / "dictionary")
        for path, text in texts.items():
            (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "docs" / path).write_text(text, encoding="utf-8")
        (root / "curriculum.yml").write_text(curriculum, encoding="utf-8")
        project = Project(root)
        project.keep("curriculum.yml")
        project.known = frozenset(check.problems(root)[0])
        return project

    def _tiny(self) -> Project:
        """The curriculum of the tests with a page a topic, real answers, a solved task and pages that call the macros."""
        curriculum = (DATA / "curriculum.yml").read_text(encoding="utf-8")
        loaded, _ = read(DATA / "curriculum.yml")
        assert loaded
        answers = {path.stem: path.read_text(encoding="utf-8") for path in (DATA / "answers").glob("*.md")}
        dated = {id: text.replace("\n", "\n    checked: 2026-11\n", 1) for id, text in answers.items()}
        texts = {
            page.path: "\n\n".join([f"/// topic | {page.reference}\n///", *(dated[q.id].strip() for q in page.questions if q.id in dated)]) + "\n"
            for page in loaded.pages()
        }
        calls = ["line", "timeline", "question_index", "progress_table", "template", "mistakes", "skip", "glossary", "plan", "trainer", "cards"]
        texts |= {
            f"{stage.id}/index.md": _page_of(f'{{{{ stage_header("{stage.id}") }}}}', "resources", "checklist", id=stage.id)
            for stage in loaded.stages
        }
        texts |= {f"{call}.md": _page_of("# Страница", call) for call in calls}
        texts |= {f"sheet-{stage.id}.md": _page_of("# Лист", "sheet", "short_answers", id=stage.id) for stage in loaded.stages}
        texts |= {"items.md": _page_of("# Список", "items", id="git"), "task.md": _page_of("# Задача", "task", id="prompts")}
        texts = {name: re.sub(r"\]\((?!https?:)[^)]*\.md(#[\w-]+)?\)", "](../index.md)", text) for name, text in texts.items()}
        texts["index.md"] = "# Главная\n"
        project = self._project("tiny", texts, curriculum)
        assert not project.known, "\n".join(map(str, project.known))
        return project

    def page_project(self, name: str) -> Project:
        """The handbook with one page: of the others there is only the name, but for those of the same case."""
        if name not in self.pages:
            whole = (
                {other for other in self.texts if check.case_form.case_of(other) is not None} if check.case_form.case_of(name) is not None else set()
            )
            stub = "# Страница\n\n`{{`\n"
            texts = {other: self.texts[other] if other == name or other in whole else stub for other in self.texts}
            project = self._project(f"page-{len(self.pages)}", texts, self.real.originals["curriculum.yml"].decode())
            project.keep(f"docs/{name}")
            self.pages[name] = project
        return self.pages[name]

    # --- kinds of cases

    def data(self, random: Random) -> tuple[str, str]:
        """A damaged curriculum.yml, the small one or, in one case of five, that of the handbook."""
        project = self.real if random.random() < 0.2 else self.tiny
        content, done = mutations.mutated(random, project.originals["curriculum.yml"].decode(), mutations.DATA)
        with project.damaged("curriculum.yml", content):
            curriculum, found = read(project.root / "curriculum.yml")
            assert_told(found)
            if project is self.tiny or random.random() < 0.3:
                found = tuple({*check.problems(project.root)[0]} - project.known)
                assert_told(found)
                if curriculum and random.random() < 0.2:
                    assert_told(language.problems("curriculum.yml", content.decode("utf-8-sig", "replace"), self.vocabulary))
            if curriculum:
                lost = permanent_ids.lost(self.curriculum, curriculum, content.decode("utf-8-sig", "replace"))
                assert_told(lost if project is self.real else ())
            if found:
                return REFUSED, f"{done}\n{found[0]}"
            assert curriculum
            try:
                refused = self._render(random, project, curriculum)
            except ContentError as error:
                refused = str(error)
            return (REFUSED, f"{done}\n{refused}") if refused else (VALID, done)

    def _render(self, random: Random, project: Project, curriculum: Curriculum) -> str:
        """Make some of the pages that show the curriculum, of the small one every topic; returns why the build would refuse one."""
        files = files_of(project.root)
        articles = {}
        names = [file.src_uri for file in files.documentation_pages()]
        if project is self.real:
            names = random.sample([name for name in names if "render_macros: true" in self.texts[name] and "workbench" not in name], 4)
        else:
            topics = {page.path for page in curriculum.pages()}
            names = [*topics, *random.sample(sorted(set(names) - topics), 5)]
        for name in names:
            content, page = self.renderer.page(curriculum, project.root, name, files)
            if found := [what for what, _ in whole_html.broken(content)]:
                return found[0]
            assert_valid(content, page, curriculum)
            articles[name] = content
            list(search_macros.sections([search_macros.Page(name, page.url, page.title, content)]))
        if project is self.tiny:
            entries = list(bank(curriculum, articles))
            search_macros.files(search_macros.questions(entries), curriculum.glossary)
        return ""

    def page(self, random: Random) -> tuple[str, str]:
        """A damaged page of the handbook."""
        name = random.choice(sorted(self.texts))
        project = self.page_project(name)
        content, done = mutations.mutated(random, self.texts[name], mutations.PAGE)
        done = f"docs/{name}: {done}"
        with project.damaged(f"docs/{name}", content):
            found = {*check.problems(project.root)[0]} - project.known
            assert_told(found)
            if random.random() < 0.3:  # what only people mind: as long as all the rest
                assert_told(freshness.ahead(project.root, TODAY))
                with suppress(UnicodeDecodeError):
                    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
                    assert_told(language.problems(f"docs/{name}", text, self.vocabulary))
            refused = f"{done}\n{min(found)}" if found else ""
            try:
                made, page = self.renderer.page(self.curriculum, project.root, name, files_of(project.root))
            except ContentError as error:
                if not found:
                    raise FaultError(f"проверка не нашла ничего, а сборка остановилась: {error}") from None
                return REFUSED, refused
            except (Exception, SystemExit):
                if not found:
                    raise
                return REFUSED, refused  # the build does not come so far
            if found:
                return REFUSED, refused
            if self.renderer.heard.said:
                return REFUSED, f"{done}\n{self.renderer.heard.said[0]}"
            if broken := [what for what, _ in whole_html.broken(made)]:
                return REFUSED, f"{done}\n{broken[0]}"
            assert_valid(made, page, self.curriculum)
            list(search_macros.sections([search_macros.Page(name, page.url, page.title, made)]))
            return VALID, done

    def run(self, case: str) -> Outcome:
        """`case` is «seed:number»: an even number is a data file, an odd one a page."""
        kind = self.data if int(case.partition(":")[2]) % 2 == 0 else self.page
        try:
            with time_limit(SECONDS):
                return Outcome(case, *kind(Random(case)))
        except (Exception, TooLongError, SystemExit) as error:
            told = "".join(traceback.format_exception(error, limit=-6))
            return Outcome(case, type(error).__name__, told)


def _page_of(*parts: str, id: str = "") -> str:
    """A page of macro calls under its first part."""
    head, *calls = parts
    argument = f'"{id}"' if id else ""
    return "\n\n".join(["---\nrender_macros: true\n---", head, *(f"{{{{ {call}({argument}) }}}}" for call in calls)]) + "\n"


# --- many cases, in processes that may die


def _work(connection: Connection) -> None:
    """Run the cases that are named, until none is."""
    with suppress(ImportError, OSError, ValueError):  # where there is no such limit, memory is what it is
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        bench = Bench(Path(folder))
        connection.send(None)
        while case := connection.recv():
            connection.send(bench.run(case))


class Worker:
    """A process that runs cases one by one. What hangs where no signal comes, or kills the process, is a fault like any other."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.connection.recv()

    def run(self, case: str) -> Outcome:
        try:
            self.connection.send(case)
            if self.connection.poll(HARD):
                return self.connection.recv()  # type: ignore[no-any-return]
            self.process.kill()
            return Outcome(case, "Hang", f"не остановился за {HARD} с")
        except (EOFError, OSError):
            self.process.join()
            return Outcome(case, "Crash", f"процесс умер с кодом {self.process.exitcode}")

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def end(self) -> None:
        with suppress(OSError):
            self.connection.send("")
        self.process.join(10)
        self.process.kill()


def outcomes(cases: Iterable[str], jobs: int = 1) -> Iterator[Outcome]:
    """Run cases in so many processes at once; what comes out is in their order."""
    free: Queue[Worker] = Queue()

    def run(case: str) -> Outcome:
        worker = free.get()
        if not worker.alive:
            worker.end()
            worker = Worker()
        try:
            return worker.run(case)
        finally:
            free.put(worker)

    try:
        for _ in range(jobs):
            free.put(Worker())
        with ThreadPoolExecutor(jobs) as threads:
            yield from threads.map(run, cases)
    finally:
        while not free.empty():
            free.get().end()


# --- whole builds

OLDER = {"index.html": "<title>прежний сайт</title>", "nlp/index.html": "прежняя страница", ".nojekyll": ""}
_FAILS_WHILE_WRITING = """
def on_post_page(output, page, config):
    if page.file.src_uri == "nlp/index.md":
        raise {error}
    return output
"""
_FAILS_AT_THE_END = """
from mkdocs.plugins import event_priority
@event_priority(-{priority})
def on_post_build(config):
    raise {error}
"""


@dataclass(frozen=True)
class Damage:
    """What is done to a copy before it is built: to files of it, to the room on the disk, to the process of the build."""

    told: str
    hook: str = ""
    room: int = 0  # bytes that a file may have
    killed_after: float = 0  # seconds


def project_copy(folder: Path) -> Path:
    """Everything that a build reads; big files are the same ones, so what changes a file has to make it anew."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:  # another file system
            shutil.copy2(source, target)

    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, copy_function=link, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def rewrite(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def damage_project(random: Random, project: Path) -> Damage:
    """Damage a copy. Half of the damage to texts is of the kind that the checks let through, so that the build goes on."""
    match random.choice([*["data"] * 4, *["page"] * 6, *["figure", "navigation", "hook", "killed"] * 2, "page more", "page less", "room"]):
        case "data":
            return Damage(_damage_text(random, project, "curriculum.yml", mutations.DATA))
        case "page":
            pages = sorted(path.relative_to(project).as_posix() for path in (project / "docs").rglob("*.md"))
            return Damage(_damage_text(random, project, random.choice(pages), mutations.PAGE))
        case "figure":
            figures = sorted((project / "docs" / "assets" / "figures").glob("*.svg"))
            file = random.choice(figures)
            content, done = mutations.mutated(random, file.read_text(encoding="utf-8"), mutations.ANY)
            rewrite(file, content)
            return Damage(f"{file.name}: {done}")
        case "navigation":
            file = project / "mkdocs.yml"
            head, nav, rest = re.split(r"(?s)(?<=\nnav:\n)(.*?)(?=\nplugins:)", file.read_text(encoding="utf-8"))
            rows = nav.split("\n")
            at = random.randrange(len(rows))
            changed = random.choice(
                ([], [rows[at]] * 2, ["  " + rows[at]], [rows[at].replace(".md", ".mb")], ["  - нет.md", rows[at]], ["  - Ссылка: //["])
            )
            rewrite(file, (head + "\n".join(rows[:at] + changed + rows[at + 1 :]) + rest).encode())
            return Damage(f"mkdocs.yml, nav: {rows[at].strip()} → {changed}")
        case "page more":
            name = random.choice(("новая.md", "python/extra.md", "python/index/index.md", "a b.md", "README.md"))
            (project / "docs" / name).parent.mkdir(exist_ok=True)
            rewrite(project / "docs" / name, b"# One more\n\n[x](nowhere.md)\n")
            return Damage(f"лишняя страница {name}")
        case "page less":
            page = random.choice(sorted((project / "docs").rglob("*.md")))
            page.unlink()
            return Damage(f"нет страницы {page.name}")
        case "hook":
            error = random.choice(("OSError(28, 'No space left on device')", "PermissionError(13, 'Permission denied', 'x.html')"))
            late = _FAILS_AT_THE_END.format(error=error, priority=random.choice((0, 99)))
            return Damage(f"ошибка при записи: {error}", hook=random.choice((_FAILS_WHILE_WRITING.format(error=error), late)))
        case "room":
            return Damage("на диске кончилось место", room=random.choice((1_000, 20_000, 60_000, 200_000)))
        case _:
            return Damage("сборка убита", killed_after=random.uniform(1, 12))


def _damage_text(random: Random, project: Path, file: str, kinds: tuple[mutations.Mutation, ...]) -> str:
    original = (project / file).read_text(encoding="utf-8")
    passable = random.random() < 0.5
    for _ in range(40):
        content, done = mutations.mutated(random, original, kinds)
        rewrite(project / file, content)
        if not passable or (content != original.encode() and not check.problems(project)[0]):
            break
    return f"{file}: {done}"


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file()}


def build(case: str) -> Outcome:
    """A whole build of a damaged copy; every other time a site of an earlier build stands where its site goes."""
    random = Random(f"build {case}")
    with tempfile.TemporaryDirectory(prefix="fuzz-build-") as name:
        project = project_copy(Path(name))
        damage = damage_project(random, project)
        older = OLDER if random.random() < 0.5 else {}
        for file, content in older.items():
            (project / "site" / file).parent.mkdir(parents=True, exist_ok=True)
            (project / "site" / file).write_text(content, encoding="utf-8")
        if damage.hook:
            (project / "fails.py").write_text(damage.hook, encoding="utf-8")
            config = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("hooks:\n", "hooks:\n  - fails.py\n")
            rewrite(project / "mkdocs.yml", config.encode())
        try:
            code, said = build_project(project, damage)
            assert_whole(project) if code == 0 else assert_refused(project, code, said, older, damage)
        except (FaultError, AssertionError, UnicodeError) as error:
            return Outcome(case, type(error).__name__, f"{damage.told}\n{error}")
    return Outcome(case, REFUSED if code else VALID, f"{damage.told}\n{_last(said)}")


def _last(said: str) -> str:
    return next((row for row in reversed(said.split("\n")) if row.strip() and "Abort" not in row), "")


def build_project(project: Path, damage: Damage) -> tuple[int, str]:
    """The exit code and what was said."""

    def limited() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (BUILD_SECONDS, BUILD_SECONDS))
        if damage.room:
            resource.setrlimit(resource.RLIMIT_FSIZE, (damage.room, damage.room))

    left_out = ("DOWNLOADS_URL", "REPO_URL", "SITE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {
        "DOWNLOADS": "false",
        "NO_MKDOCS_2_WARNING": "1",
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SITE_URL": "https://handbook.example/",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    process = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=limited)
    try:
        said, _ = process.communicate(timeout=damage.killed_after or BUILD_HARD)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
        if not damage.killed_after:
            raise FaultError(f"сборка не кончилась за {BUILD_HARD} с:\n{said[-2000:]}") from None
    return process.returncode, said


def assert_refused(project: Path, code: int, said: str, older: dict[str, str], damage: Damage) -> None:
    """The build says what is wrong, in words, and where its site goes everything is as it was."""
    killed = bool(damage.killed_after) and code < 0
    if "Traceback" in said:
        raise FaultError(f"traceback:\n{said[-3000:]}")
    if not killed and (code < 0 or not re.search(r"\S+:\d+: .*[а-яё]{3}|(WARNING|ERROR) +-  ?\S|Error: \S|Сайт не собран", said)):
        raise FaultError(f"код {code}, и не сказано, что не так:\n{said[-2000:]}")
    left = {name: text for name, text in tree(project / "site").items() if not (killed and name.startswith(".unfinished/"))}
    if left != older:
        raise FaultError(f"на месте сайта не то, что было: {sorted(left.keys() ^ older.keys())[:5]}")


def assert_whole(project: Path) -> None:
    """Every page is there and closed, every question stands once on its page and at its permanent address, and no macro is left."""
    folder = project / "site"
    hidden = [path.name for path in folder.iterdir() if path.name.startswith(".") and path.name not in OLDER]
    if hidden:
        raise FaultError(f"в сайте осталось {hidden}")
    site: Site = read_site(folder, "")
    curriculum, _ = read(project / "curriculum.yml")
    assert curriculum
    docs = project / "docs"
    pages = {re.sub(r"(^|/)(index|README)/$", r"\1", path.relative_to(docs).as_posix().removesuffix(".md") + "/") for path in docs.rglob("*.md")}
    if site.pages.keys() != pages | {"404.html"}:
        raise FaultError(f"страниц не столько: {sorted(site.pages.keys() ^ (pages | {'404.html'}))[:5]}")
    for address, page in chain(site.pages.items(), site.permalinks.items()):
        twice = [id for id, times in Counter(page.ids).items() if times > 1]
        if twice:
            raise FaultError(f"{address}: id дважды: {twice}")
    for id, place in curriculum.places.items():
        if site.pages[f"{place.page.removesuffix('.md')}/"].ids.count(id) != 1 or f"q/{id}/" not in site.permalinks:
            raise FaultError(f"вопроса {id} нет на странице или нет его адреса")
    if site.permalinks.keys() != {f"q/{id}/" for id in curriculum.places}:
        raise FaultError("постоянных адресов не столько, сколько вопросов")
    for path in docs.rglob("*.md"):
        if "render_macros: true" in path.read_text(encoding="utf-8")[:400]:
            address = re.sub(r"(^|/)index\.md$", r"\1", path.relative_to(docs).as_posix()).replace(".md", "/")
            content = (folder / address / "index.html").read_text(encoding="utf-8")
            if re.search(r"\{\{|\{%", _IDS_IN_CODE.sub("", content)):
                raise FaultError(f"{address}: осталась запись макроса")
    missing = [file for file in ("sw.js", "sitemap.xml", "404.html", "assets/cards.json") if not (folder / file).is_file()]
    if missing or len(list((folder / "search").glob("*"))) < 3:
        raise FaultError(f"нет {missing or 'поиска'}")


# --- the long run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", default="1", help="другое зерно — другие случаи")
    parser.add_argument("--mutations", type=int, default=10_000, help="сколько испорченных файлов")
    parser.add_argument("--builds", type=int, default=50, help="сколько целых сборок")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="сколько процессов сразу")
    parser.add_argument("--only", type=int, help="один случай по номеру")
    parser.add_argument("--build", action="store_true", help="с --only: случай — сборка")
    given = parser.parse_args()
    numbers = range(given.mutations) if given.only is None else () if given.build else (given.only,)
    builds = range(given.builds) if given.only is None else (given.only,) if given.build else ()
    start = time.perf_counter()
    faults = _report("Испорченных файлов", outcomes((f"{given.seed}:{number}" for number in numbers), given.jobs), given)
    with ThreadPoolExecutor(given.jobs) as threads:
        faults += _report("Сборок", threads.map(build, [f"{given.seed}:{number}" for number in builds]), given)
    print(f"Зерно {given.seed}, {time.perf_counter() - start:.0f} с. " + (f"Ошибок: {faults}." if faults else "Ошибок нет."))
    return 1 if faults else 0


def _report(what: str, found: Iterable[Outcome], given: argparse.Namespace) -> int:
    """Print faults as they come and the counts at the end; returns how many faults there were."""
    counts: Counter[str] = Counter()
    for outcome in found:
        counts[outcome.kind] += 1
        if counts.total() % 100 == 0:
            print(f"{what}: {counts.total()}, из них годных {counts[VALID]}, отвергнуто {counts[REFUSED]}…", flush=True)
        if outcome.faulty or given.only is not None:
            seed, _, number = outcome.case.partition(":")
            again = f"python -m tests.fuzz --seed {seed} --only {number}" + (" --build" if what == "Сборок" else "")
            print(f"\n--- {again}\n{outcome.kind}: {outcome.said}", flush=True)
    faults = sum(times for kind, times in counts.items() if kind not in (VALID, REFUSED))
    if counts:
        print(f"{what}: {counts.total()}; годных {counts[VALID]}, отвергнуто {counts[REFUSED]}, ошибок {faults}", flush=True)
    return faults


if __name__ == "__main__":
    sys.exit(main())
