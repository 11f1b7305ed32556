"""Files for download: the same text as on the site, in every one of them, and the same bytes wherever and whenever they are made."""

from __future__ import annotations

import dataclasses
import fcntl
import importlib.metadata
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin

import icalendar
import jsonschema
import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page as MkDocsPage

from macros.bank import parse
from macros.curriculum import load
from macros.downloads import catalogue, gathering, history, llms, page, workshop
from macros.downloads.artefact import Artefact
from macros.downloads.calendar import first_monday
from macros.downloads.markdown import markdown
from macros.downloads.material import Material
from macros.links import href_from
from macros.sources import codes, formulas, read_lines
from tests.site_build import DOWNLOADS_URL, REPO_URL, ROOT, build_mkdocs, text

CURRICULUM = load()
ARTEFACTS = [(module, artefact) for module in catalogue.modules() for artefact in module.artefacts(CURRICULUM)]
IDS = [artefact.file for _, artefact in ARTEFACTS]
WITHOUT_QUESTIONS = {
    *("cheatsheet-git.pdf", "cheatsheet-linux.pdf", "cheatsheet-sql.pdf"),
    *("llms.txt", "mlsd-form.pdf", "plan.ics", "questions.schema.json", "roadmap.pdf"),
}


@pytest.fixture(scope="module")
def material() -> Material:
    """What the topic pages say, rendered as MkDocs does, apart from the build that made the files."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_url=DOWNLOADS_URL)
    files = get_files(config)
    pages = [MkDocsPage(None, files.get_file_from_path(page.path), config) for page in CURRICULUM.pages()]
    for each in pages:
        each.read_source(config)
        each.render(config, files)
    return gathering.material(config, CURRICULUM, pages, {page.file.src_uri: page.content for page in pages})


def expected(material: Material, file: str) -> dict[str, str]:
    """The questions that a file has to hold: those of the stage at the end of its name, else all."""
    name = file.partition(".")[0]
    stage = next((stage for stage in CURRICULUM.stages if name.endswith(f"-{stage.id}")), None)
    ids = CURRICULUM.places if stage is None else [question.id for question in stage.all_questions()]
    return {} if file in WITHOUT_QUESTIONS else {id: material.hashes[id] for id in ids}


# --- What is in them


@pytest.mark.parametrize(("module", "artefact"), ARTEFACTS, ids=IDS)
def test_every_file_holds_its_questions_with_the_hashes_of_the_bank(module, artefact, handbook, material):
    data = (handbook.folder / artefact.location).read_bytes()
    assert module.contents(data, artefact.file) == expected(material, artefact.file)


def test_all_libraries_are_here_so_no_file_is_left_out():
    assert {module.__name__: catalogue.missing(module) for module in catalogue.modules() if catalogue.missing(module)} == {}


def test_the_markdown_of_a_topic_page_holds_the_questions_of_the_page(handbook, material):
    for topic_page in CURRICULUM.pages():
        data = (handbook.folder / topic_page.path.removesuffix(".md") / "index.md").read_bytes()
        assert llms.contents(data, "index.md") == {question.id: material.hashes[question.id] for question in topic_page.questions}, topic_page.path


def test_another_answer_has_another_hash(material):
    entry = material.entries[0]
    edited = dataclasses.replace(entry, short=parse("<p>Иначе.</p>"))
    assert edited.hash != entry.hash


# --- questions.json


@pytest.fixture(scope="module")
def schema(downloads: Path) -> dict[str, Any]:
    return json.loads((downloads / "questions.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def questions(downloads: Path) -> dict[str, Any]:
    return json.loads((downloads / "questions.json").read_text(encoding="utf-8"))


def complaints(schema: dict[str, Any], data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(data)]


def test_the_data_are_valid_against_their_schema(schema, questions):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert complaints(schema, questions) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda data: data["questions"][0].pop("hash"), "$.questions[0]: 'hash' is a required property"),
        (lambda data: data["questions"][0].update(hash="x"), "$.questions[0].hash: 'x' does not match '^[0-9a-f]{16}$'"),
        (lambda data: data["topics"][0].update(needs=["python"]), "$.topics[0].needs[0]: 'python' does not match '^[a-z0-9-]+/[a-z0-9-]+$'"),
        (lambda data: data.update(versoin=1), "$: Additional properties are not allowed ('versoin' was unexpected)"),
    ],
    ids=["a field is missing", "a hash is none", "a need is no topic", "an unknown field"],
)
def test_the_schema_refuses_what_is_wrong(schema, questions, change: Callable[[Any], Any], complaint):
    data = json.loads(json.dumps(questions))
    change(data)
    assert complaint in complaints(schema, data)


def test_the_schema_explains_every_field_of_a_question_in_russian(schema):
    fields = schema["$defs"]["question"]["properties"]
    unexplained = {"stage", "topic", "group"}  # they are called what they are
    said = {name: json.dumps(field, ensure_ascii=False) for name, field in fields.items() if name not in unexplained}
    assert [name for name, field in said.items() if not re.search(r'"description": "[^"]*[а-я]{3}', field)] == []


def test_the_data_name_their_licence_their_schema_and_the_permanent_address_of_each_question(questions):
    assert questions["license"]["name"] == "CC BY 4.0"
    assert questions["$schema"] == f"{DOWNLOADS_URL}downloads/questions.schema.json"
    assert {q["id"]: q["url"] for q in questions["questions"]} == {id: f"{DOWNLOADS_URL}q/{id}/" for id in CURRICULUM.places}


def test_every_link_of_the_data_holds_anywhere(questions, handbook):
    ours = set()
    for question in questions["questions"]:
        for form in (question["short"], question["full"], *question["points"]):
            links = re.findall(r'href="([^"]+)"', form["html"])
            assert [link for link in links if not link.startswith("https://")] == [], question["id"]
            ours.update(link.removeprefix(DOWNLOADS_URL).partition("#")[0] for link in links if link.startswith(DOWNLOADS_URL))
    assert ours
    assert ours <= set(handbook.pages)


def test_an_answer_stands_there_in_three_forms(questions):
    answer = next(q for q in questions["questions"] if q["id"] == "attention")
    assert "<math>" in answer["full"]["html"]
    assert r"$\sqrt{d_k}$" in answer["full"]["markdown"]
    assert "```python\nimport numpy as np\n" in answer["full"]["markdown"]
    assert "Attention (внимание) собирает" in answer["short"]["text"]
    assert not re.search(r"[<>]\w|\$|\*\*", answer["short"]["text"])
    assert len(answer["points"]) == 5
    assert not any(point["markdown"].startswith("-") for point in answer["points"])


# --- The calendar


@pytest.fixture(scope="module")
def events(downloads: Path) -> list[Any]:
    return icalendar.Calendar.from_ical((downloads / "plan.ics").read_bytes()).walk("VEVENT")


def test_the_calendar_has_an_event_a_week_each_from_monday_to_monday(events):
    starts = [event.decoded("dtstart") for event in events]
    assert len(events) == CURRICULUM.weeks == 24
    assert {start.weekday() for start in starts} == {0}
    assert [later - start for start, later in pairwise(starts)] == [timedelta(7)] * 23
    assert [event.decoded("dtend") - event.decoded("dtstart") for event in events] == [timedelta(7)] * 24


def test_the_calendar_begins_on_the_first_monday_after_the_last_change(events):
    changed = history.last_change(ROOT).date()
    assert timedelta(0) < events[0].decoded("dtstart") - changed <= timedelta(7)


@pytest.mark.parametrize(("day", "monday"), [((2026, 11, 28), (2026, 11, 30)), ((2026, 11, 30), (2026, 12, 7)), ((2026, 12, 29), (2027, 1, 4))])
def test_the_first_monday_after_a_day(day, monday):
    assert first_monday(date(*day)) == date(*monday)


def test_no_event_occurs_twice_and_the_names_of_weeks_are_those_that_a_plan_of_ones_own_replaces(events):
    assert [str(event["uid"]) for event in events] == [f"week-{week:02}@nlp-za-polgoda" for week in range(1, 25)]


def test_every_topic_of_the_way_stands_in_its_weeks(events):
    summaries = [str(event["summary"]) for event in events]
    for stage in CURRICULUM.stages:
        first = CURRICULUM.first_week(stage) - 1
        for topic in stage.topics:
            weeks = [number for number, summary in enumerate(summaries, 1) if f", {topic.title}, " in f", {summary.partition(': ')[2]}, "]
            assert weeks == [first + week for week in topic.weeks], topic.id


# --- For language models


def test_llms_txt_has_the_form_of_llmstxt_org_and_its_links_lead_to_markdown(handbook):
    head, *sections = (handbook.folder / "llms.txt").read_text(encoding="utf-8").split("\n## ")
    assert re.match(r"# NLP за полгода\n\n> .+\n\n- ", head)
    assert sections[-1].startswith("Optional\n")
    links = []
    for section in sections:
        for row in section.strip().split("\n")[2:]:
            found = re.fullmatch(r"- \[.+\]\((\S+?)\)(: \S.*)?", row)
            assert found, row
            links.append(found[1].removeprefix(DOWNLOADS_URL))
    assert [link for link in links if not (handbook.folder / link).is_file()] == []
    read = {address for address in handbook.pages if address != "404.html"}
    assert {link.removesuffix("index.md") for link in links} == read, "в llms.txt есть не все страницы"


def test_a_page_names_its_markdown(handbook):
    for address, built in handbook.pages.items():
        links = [link for link in built.root.iter("link") if link.get("rel") == "describedby"]
        if address != "404.html":
            assert [urljoin(address, link.attrib["href"]) for link in links] == [f"{address}index.md"], address


def test_the_markdown_of_topic_pages_has_every_formula_and_every_block_of_code_as_its_author_wrote_it(handbook):
    for topic_page in CURRICULUM.pages():
        source = read_lines((ROOT / "docs" / topic_page.path).read_text(encoding="utf-8"))
        made = (handbook.folder / topic_page.path.removesuffix(".md") / "index.md").read_text(encoding="utf-8")
        squeezed = _plain("".join(made.split()))
        lost = [latex for _, latex in formulas(source) if f"${_plain(''.join(latex.split()))}$" not in squeezed]
        assert lost == [], topic_page.path
        blocks = re.findall(r"^( *)```(\w*)[^\n]*\n(.*?)\n\1```$", made, re.MULTILINE | re.DOTALL)
        written = [code.text.strip("\n") for code in codes(source)]
        assert [_unindented(code, indent) for indent, _, code in blocks] == written, topic_page.path
        assert all(language for _, language, _ in blocks), topic_page.path


def _plain(text: str) -> str:
    """LaTeX without what makes no difference: in a table a bar has a name; e^{w} and e^w are one formula, of which one form is kept."""
    return re.sub(r"\{(\w)\}", r"\1", text.replace(r"\Vert", r"\|").replace(r"\vert", "|"))


def _unindented(code: str, indent: str) -> str:
    return "\n".join(line.removeprefix(indent) for line in code.split("\n"))


def test_markdown_has_nothing_that_only_a_screen_needs(handbook):
    for file in handbook.folder.rglob("*.md"):
        made = re.sub(r"(?ms)^( *)```.*?^\1```$|`[^`\n]*`", "", file.read_text(encoding="utf-8"))
        assert re.findall(r"</?(?:div|span|p|button|svg|math|details|summary)\b|¶|Открыть короткие ответы", made) == [], file


def test_markdown_of_what_html_can_hold(material):
    article = parse(
        '<h2 id="a">Вопрос<a class="headerlink" href="#a">¶</a></h2>'
        '<details class="answer"><summary>Ответ<span class="for-screen-reader"> на вопрос</span></summary><p>*args и <code>a|b</code></p>'
        '<details class="answer-full"><summary>Разбор</summary><figure class="figure"><svg aria-label="Три круга"></svg>'
        "<figcaption>Подпись</figcaption></figure></details></details>"
        "<table><thead><tr><th>x|y</th></tr></thead><tbody><tr><td><code>a|b</code></td></tr></tbody></table>"
        '<div class="language-text highlight"><pre><span></span><code>```\nтри</code></pre></div>'
    )
    assert markdown(article, material, str) == (
        "## Вопрос\n\n\\*args и `a|b`\n\n**Разбор.**\n\nРисунок. Три круга\n\nПодпись\n\n| x\\|y |\n| --- |\n| `a\\|b` |\n\n````text\n```\nтри\n````"
    )


# --- The page


def test_the_page_links_every_file_with_its_size(handbook):
    found = [a for a in handbook.pages["downloads/"].root.iter("a") if "download" in a.attrib]
    links = {urljoin(handbook.url + "downloads/", a.attrib["href"]): text(a) for a in found}
    for _, artefact in ARTEFACTS:
        assert artefact.aim, f"{artefact.file}: скажите в aim, в каком разделе страницы «Скачать» этот файл"
        size = page.size_text((handbook.folder / artefact.location).stat().st_size)
        assert links.pop(handbook.url + artefact.location).endswith(f", {' '.join(size.split())}")
    assert links == {}


def test_the_page_tells_of_the_day_of_the_last_change(handbook):
    assert page.day_text(history.last_change(ROOT).date()).replace("\N{NO-BREAK SPACE}", " ") in text(handbook.pages["downloads/"].root)


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 КБ"), (48_400, "48 КБ"), (999_400, "999 КБ"), (999_600, "1 МБ"), (1_234_567, "1,2 МБ"), (25_000_000, "25 МБ")]
)
def test_sizes_are_said_as_file_managers_say_them(size, said):
    assert page.size_text(size).replace("\N{NO-BREAK SPACE}", " ") == said


def test_no_section_of_the_page_is_empty(handbook):
    for section in handbook.pages["downloads/"].having_class("downloads"):
        assert len(section) > 0


def test_a_mistyped_section_is_named():
    with pytest.raises(Exception, match=r"раздела «wal» на странице «Скачать» нет\. Ближайший: «wall»\."):
        page.aim_named("wal")


# --- Where something is missing


def test_without_the_optional_libraries_the_build_says_what_is_left_out_and_how_to_get_it(said_without_libraries):
    _, said = said_without_libraries
    found = re.search(
        r"Файлы для скачивания, которых не будет: (.+)\. Нужны библиотеки: (.+)\. Поставит и соберёт make build\.", " ".join(said.split())
    )
    assert found
    assert set(found[1].split(", ")) == {artefact.location for module, artefact in ARTEFACTS if module.NEEDS}


def test_without_the_optional_libraries_no_page_links_to_a_file_and_the_page_says_so(handbook_without_addresses):
    site = handbook_without_addresses
    absent = {artefact.location for module, artefact in ARTEFACTS if module.NEEDS}
    for built in site.pages.values():
        links = {urljoin(f"http://x/{built.address}", element.attrib["href"]) for element in built.root.iter() if "href" in element.attrib}
        assert {link for link in links if link.removeprefix("http://x/") in absent or re.match(r"http://x/.*\.(md|txt)$", link)} == set(), (
            built.address
        )
    said = text(site.pages["downloads/"].root)
    assert "Этой сборке не хватило программ, поэтому нет файлов: " in said
    assert all(f"«{artefact.title}»" in said for module, artefact in ARTEFACTS if module.NEEDS)
    assert [location for location in absent if (site.folder / location).exists()] == []


def test_where_one_library_is_missing_the_page_links_the_other_files_only(tmp_path):
    there, absent = (artefact for _, artefact in ARTEFACTS[:2])
    (tmp_path / "file").write_bytes(b"x" * 2000)
    made = workshop.Made({there.location: tmp_path / "file"}, {absent.location: ["typst"]}, 1)
    content = "".join([page.downloads_state(CURRICULUM, HREF), *(page.downloads(CURRICULUM, aim, HREF) for aim in page.get_args(page.Aim))])
    assert 'href="' not in content.replace('href="../assets/css/downloads.css"', "")
    filled = page.fill(content, CURRICULUM, HREF, made, date(2026, 11, 28))
    assert re.findall(r'<a href="([^"]+)"', filled) == [HREF(there.location)]
    assert f"нет файлов: «{absent.title}»." in filled


HREF = href_from("downloads/")


def test_a_page_that_lost_its_list_of_files_stops_the_build():
    with pytest.raises(Exception, match=r"docs/downloads.md: нет одного из списков файлов"):
        page.fill("<p>Скачать</p>", CURRICULUM, HREF, workshop.Made({}, {}, 0), date(2026, 11, 28))


# --- When they are made


@pytest.fixture
def small(material: Material) -> Material:
    return dataclasses.replace(material, entries=material.entries[:1], articles={}, addresses={}, titles={})


class Module:
    """A module of the catalogue that counts how often it is asked."""

    __name__ = "macros.downloads.sample"
    NEEDS = ("markdown",)

    def __init__(self, make: Callable[[Material], bytes] = lambda material: b"file") -> None:
        self.made = 0
        self.make = make

    def artefacts(self, curriculum: object) -> list[Artefact]:
        return [Artefact("sample.txt", "Образец", "", "", self._make)]

    def _make(self, material: Material) -> bytes:
        self.made += 1
        return self.make(material)

    def contents(self, data: bytes, file: str) -> dict[str, str]:
        return {}

    def extras(self, material: Material) -> dict[str, bytes]:
        return {"beside/index.md": b"page"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text("Текст.", encoding="utf-8")
    return tmp_path


def test_what_was_made_is_not_made_again(root, small):
    module = Module()
    first, second = (workshop.make([module], small, root, jobs=1) for _ in range(2))
    assert (first.fresh, second.fresh, module.made) == (1, 0, 1)
    assert {location: file.read_bytes() for location, file in second.files.items()} == {"downloads/sample.txt": b"file", "beside/index.md": b"page"}


def test_whatever_goes_into_a_file_makes_it_again(root, small, monkeypatch):
    module = Module()

    def made_again(material: Material) -> bool:
        return workshop.make([module], material, root, jobs=1).fresh == 1

    assert made_again(small)
    assert not made_again(small)
    for field, value in [
        ("site_url", "https://elsewhere.example/"),
        ("date", datetime(2027, 1, 1, tzinfo=UTC)),
        ("articles", {"a.md": "<p>Иначе</p>"}),
        ("changed", {"attention": 1}),
        ("formulas", {"<math></>": "x"}),
    ]:
        assert made_again(dataclasses.replace(small, **{field: value})), field
    for file in ("docs/page.md", "docs/figure.svg", "macros/a.py", "macros/style.typ", "overrides/main.html", "curriculum.yml", "uv.lock"):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text("иначе", encoding="utf-8")
        assert made_again(small), file
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "99")
    assert made_again(small)


def test_old_files_are_forgotten(root, small):
    for day in range(1, 8):
        workshop.make([Module()], dataclasses.replace(small, date=datetime(2027, 1, day, tzinfo=UTC)), root, jobs=1)
    assert len(list((root / ".cache/downloads/sample").iterdir())) == workshop.KEPT


def test_a_build_that_fails_leaves_nothing_that_the_next_would_take_for_finished(root, small):
    def fail(material: Material) -> bytes:
        raise RuntimeError("не вышло")

    with pytest.raises(RuntimeError, match="не вышло"):
        workshop.make([Module(fail)], small, root, jobs=1)
    made = workshop.make([Module()], small, root, jobs=1)
    assert made.fresh == 1
    assert sorted(path.name for path in (root / ".cache/downloads/sample").iterdir()) == [made.files["downloads/sample.txt"].parts[-3]]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process makes all")
def test_a_build_that_is_killed_lets_the_next_one_begin(root, small):
    class Endless(Module):
        extras = None  # with further files one process would make all

        def artefacts(self, curriculum: object) -> list[Artefact]:
            return [Artefact(f"{number}.txt", "Образец", "", "", self._make) for number in range(2)]

        def _make(self, material: Material) -> bytes:
            (root / "began").touch()
            signal.pause()
            return b""

    build = multiprocessing.get_context("fork").Process(target=workshop.make, args=([Endless()], small, root), kwargs={"jobs": 2})
    build.start()
    until(lambda: (root / "began").exists())
    build.kill()
    build.join()
    with (root / ".cache/downloads/lock").open("w") as lock:
        until(lambda: free(lock))


def free(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"не дождались за {seconds} с"
        time.sleep(0.01)


def test_a_module_without_its_library_makes_nothing(root, small):
    module = Module()
    module.NEEDS = ("no_such_library",)
    made = workshop.make([module], small, root, jobs=1)
    assert (dict(made.files), dict(made.left_out), module.made) == ({}, {"downloads/sample.txt": ["no_such_library"]}, 0)


def test_published_files_are_whole(root, small, tmp_path):
    made = workshop.make([Module()], small, root, jobs=1)
    workshop.publish(made, tmp_path / "site")
    found = {file.relative_to(tmp_path / "site").as_posix() for file in (tmp_path / "site").rglob("*") if file.is_file()}
    assert found == {"downloads/sample.txt", "beside/index.md"}


# --- Whenever and wherever they are made


@pytest.fixture
def elsewhere(project: Path) -> Path:
    """A copy of the project in another folder, with the same history."""
    for name in ("LICENSE", "LICENSE-TEXT", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, project)
    if (ROOT / ".git").is_dir():
        (project / ".git").write_text(f"gitdir: {ROOT / '.git'}\n", encoding="utf-8")
    elif (ROOT / ".git").is_file():
        shutil.copy(ROOT / ".git", project)
    return project


def faked_clock(days: int) -> dict[str, str]:
    """The environment of a process for which it is another day; only Linux can."""
    if sys.platform != "linux":
        return {}
    import libfaketime

    library = next(Path(libfaketime.__file__).parent.rglob("libfaketime.so.1"))
    return {"LD_PRELOAD": str(library), "FAKETIME": f"+{days}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


@pytest.mark.skipif(sys.platform != "linux", reason="часы процесса здесь не подменить")
def test_the_clock_can_be_faked():
    said = subprocess.run([sys.executable, "-c", "import time; print(time.time())"], env={**os.environ, **faked_clock(400)}, capture_output=True)
    assert float(said.stdout) - datetime.now(UTC).timestamp() > 399 * 24 * 60 * 60


LONG_MADE = ("book", "question_sheets", "site_zip")  # half of the time of all modules
# Put at the end of catalogue.py: files of the modules are taken from another site rather than made.
TAKEN = """
import dataclasses
from pathlib import Path

every = modules


def modules() -> list[Module]:
    found = every()
    for module in found:
        if module.__name__.rpartition(".")[2] in {names}:
            made = module.artefacts
            module.artefacts = lambda curriculum, made=made: [
                dataclasses.replace(one, make=lambda material, file=one.file: Path({folder!r}, file).read_bytes()) for one in made(curriculum)
            ]
    return found
"""


def test_two_builds_of_one_commit_are_equal_byte_for_byte(handbook, downloads, elsewhere, tmp_path):
    """In another folder, another time zone, language and order of hashing, on another day. Those of LONG_MADE too: `make reproducible`."""
    if not os.environ.get("EVERY_FILE"):
        with (elsewhere / "macros/downloads/catalogue.py").open("a", encoding="utf-8") as source:
            source.write(TAKEN.format(names=LONG_MADE, folder=str(downloads)))
    site = tmp_path / "another-site"
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "1", "PYTHONHASHSEED": "7", **faked_clock(400)}
    build_mkdocs(site, root=elsewhere, REPO_URL=REPO_URL, SITE_URL=handbook.url, DOWNLOADS="true", DOWNLOADS_URL=DOWNLOADS_URL, **environment)
    made = sorted(file.relative_to(site) for file in [*site.rglob("*.md"), *(site / "downloads").iterdir(), *site.glob("llms*.txt")])
    assert {artefact.location for _, artefact in ARTEFACTS} <= {file.as_posix() for file in made}
    assert [str(file) for file in made if (site / file).read_bytes() != (handbook.folder / file).read_bytes()] == []


# --- Their dates


def test_the_day_of_the_last_change_is_that_of_the_commit_unless_told_otherwise(monkeypatch, tmp_path):
    repository = tmp_path / "docs"
    repository.mkdir()
    (repository / "page.md").write_text("/// answer | x\n    checked: 2026-09\n///\n\n/// answer | y\n    checked: 2026-11\n///\n", encoding="utf-8")
    assert history.last_change(tmp_path) == datetime(2026, 11, 1, tzinfo=UTC)
    commit(tmp_path, "2027-02-03T04:05:06+0300")
    assert history.last_change(tmp_path) == datetime(2027, 2, 3, 1, 5, 6, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert history.last_change(tmp_path) == datetime(1970, 1, 2, tzinfo=UTC)


def test_a_question_has_changed_when_its_page_or_its_wording_has(tmp_path):
    shutil.copy(ROOT / "curriculum.yml", tmp_path)
    for topic_page in CURRICULUM.pages():
        (tmp_path / "docs" / topic_page.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / topic_page.path).write_text("Ответы.", encoding="utf-8")
    first = commit(tmp_path, "2027-01-01T00:00:00+0000")
    assert set(history.changes(tmp_path, CURRICULUM, datetime(2028, 1, 1, tzinfo=UTC)).values()) == {first}
    page_of_attention = tmp_path / "docs" / CURRICULUM.places["attention"].page
    page_of_attention.write_text("Ответы лучше.", encoding="utf-8")
    second = commit(tmp_path, "2027-01-02T00:00:00+0000")
    wording = CURRICULUM.places["range"].question.text
    data = (tmp_path / "curriculum.yml").read_text(encoding="utf-8")
    (tmp_path / "curriculum.yml").write_text(data.replace(f"text: {wording}", "text: Что делает range?"), encoding="utf-8")
    third = commit(tmp_path, "2027-01-03T00:00:00+0000")
    changed = history.changes(tmp_path, CURRICULUM, datetime(2028, 1, 1, tzinfo=UTC))
    beside_attention = {id for id, place in CURRICULUM.places.items() if place.page == CURRICULUM.places["attention"].page}
    assert {id for id, time in changed.items() if time == second} == beside_attention
    assert {id for id, time in changed.items() if time == third} == {"range"}
    shallow = tmp_path.with_name(f"{tmp_path.name}-shallow")
    git(tmp_path.parent, "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(shallow))
    assert set(history.changes(shallow, CURRICULUM, datetime(2028, 1, 1, tzinfo=UTC)).values()) == {1830297600}


def commit(folder: Path, time: str) -> int:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    who = ("-c", "user.name=Автор", "-c", "user.email=author@example.org", "-c", "commit.gpgsign=false")
    git(folder, *who, "commit", "-q", "-m", "Commit", GIT_COMMITTER_DATE=time)
    return int(datetime.strptime(time, "%Y-%m-%dT%H:%M:%S%z").timestamp())


def git(folder: Path, *command: str, **environment: str) -> None:
    subprocess.run(["git", *command], cwd=folder, env={**os.environ, **environment}, check=True)
