"""The handbook as an archive: unpacked and opened from the disk, where there is no host and browsers load no modules."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from macros.downloads import site_zip
from macros.downloads.site_zip import FOLDER
from tests.browser.conftest import KINDS, NOT_FOUND
from tests.site_build import Site, read_site

TOOLS = {"trainer/": "trainer.html", "progress/": "progress.html", "mlsd/workbench/": "mlsd/workbench.html"}


@pytest.fixture(scope="module")
def archive(handbook: Site) -> bytes:
    return (handbook.folder / "downloads" / "handbook.zip").read_bytes()


@pytest.fixture(scope="module")
def unpacked(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    [only] = folder.iterdir()
    return read_site(only, f"file://{only}/")


@pytest.fixture
def complaints(page: Page) -> list[str]:
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("requestfailed", lambda request: seen.append(request.url))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else seen.append(request.url))
    return seen


def file_of(site: Site, address: str) -> str:
    """The file of the copy for an address of the site."""
    return next(file for file in (f"{address}index.html", f"{address.rstrip('/')}.html") if (site.folder / file).is_file())


# --- the archive


def test_it_unpacks_to_one_folder_that_says_where_to_begin(unpacked):
    assert unpacked.folder.name == FOLDER.rstrip("/")
    assert (unpacked.folder / "index.html").is_file()
    said = (unpacked.folder / "README.txt").read_text(encoding="utf-8")
    assert said.startswith("NLP за полгода. Начните с файла index.html: откройте его в браузере.")
    assert (unpacked.folder / "LICENSE").is_file()
    assert (unpacked.folder / "LICENSE-TEXT").is_file()


def test_its_form_depends_on_nothing_but_its_content(archive):
    entries = zipfile.ZipFile(io.BytesIO(archive)).infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert len({entry.date_time for entry in entries}) == 1
    assert {stat.filemode(entry.external_attr >> 16) for entry in entries} == {"-rw-r--r--"}
    assert {entry.create_system for entry in entries} == {3}


def test_it_has_every_question_with_the_hash_of_the_bank(archive, unpacked):
    hashes = site_zip.contents(archive, site_zip.FILE)
    answered = {id for page in unpacked.pages.values() for id in page.ids if id in hashes}
    assert answered == hashes.keys()
    assert len(hashes) >= 152


def test_every_link_leads_to_a_file_and_an_anchor_of_the_copy(unpacked):
    anchors = {page.address: {"", *page.ids} for page in unpacked.pages.values()}
    dead = []
    for page in unpacked.pages.values():
        here = unpacked.folder / page.address if not page.address.endswith("/") and page.address else unpacked.folder / page.address / "index.html"
        for element in page.root.iter():
            for link in (element.attrib[name] for name in ("href", "src", "data-worker", "data-questions", "data-suggest") if name in element.attrib):
                url, anchor = urldefrag(urljoin(here.as_uri(), link))
                if not url.startswith("file:"):
                    continue
                name = unquote(url.removeprefix(unpacked.folder.as_uri())).lstrip("/")
                known = anchors.get(name.removesuffix("index.html") if name.endswith("index.html") else name)
                if not (unpacked.folder / name).is_file() or (anchor and known is not None and unquote(anchor) not in known):
                    dead.append(f"{page.address}: {link}")
    assert dead == []


def test_nothing_that_a_page_loads_is_on_a_host_or_a_module(unpacked):
    for page in unpacked.pages.values():
        for element in page.root.iter():
            assert element.get("type") != "module", page.address
            assert not element.get("src", "").startswith(("http", "//")), page.address
            if element.tag == "link" and element.get("rel") != "canonical":
                assert not element.get("href", "").startswith(("http", "//")), page.address


def test_no_file_is_there_in_vain(unpacked):
    """But for texts of licences and what the archive says of itself."""
    named = {"index.html", "contents.json", "README.txt", "search/search_index.js", "assets/images/favicon.png"}
    texts = "".join(file.read_text(encoding="utf-8") for pattern in ("*.html", "*.css", "*.js") for file in unpacked.folder.rglob(pattern))
    files = {file.relative_to(unpacked.folder).as_posix() for file in unpacked.folder.rglob("*") if file.is_file()}
    assert [file for file in sorted(files - named) if "LICENSE" not in file and Path(file).name not in texts] == []


# --- opened from the disk


def test_a_page_of_each_kind_reads_without_a_complaint(page, complaints, unpacked):
    for address in KINDS.values():
        if address == NOT_FOUND:
            continue
        page.goto(unpacked.url + file_of(unpacked, address), wait_until="load")
        expect(page.locator("article h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert complaints == []


def test_answers_open_formulas_have_their_font_and_figures_are_there(page, complaints, unpacked):
    page.goto(unpacked.url + "nlp/attention/mechanism.html")
    page.locator("details.answer > summary").first.click()
    expect(page.locator(".answer-short").first).to_be_visible()
    page.get_by_role("button", name="Открыть всё").click()
    faces = "document.fonts.load('16px \"Latin Modern Math\"', 'x').then((faces) => faces.map(({status}) => status))"
    assert page.evaluate(faces) == ["loaded"]
    page.goto(unpacked.url + "rag/architecture.html")
    page.get_by_role("button", name="Открыть всё").click()
    expect(page.locator("figure svg").first).to_be_visible()
    page.goto(unpacked.url + "python/data-structures/lists.html#list-vs-tuple")
    expect(page.locator("details[data-question=list-vs-tuple]")).to_have_attribute("open", "")
    page.get_by_role("link", name="Вперёд").click()
    expect(page.locator("article h1")).to_contain_text("Словари")
    assert complaints == []


def test_the_search_finds_an_answer_and_leads_to_it(page, complaints, unpacked):
    page.goto(unpacked.url + "python/index.html")
    page.keyboard.press("/")
    page.get_by_role("textbox").fill("чем кортеж отличается")
    page.locator(".md-search-result__item a").first.click()
    expect(page.locator("details[data-question=list-vs-tuple]")).to_have_attribute("open", "")
    assert complaints == []


def test_the_scheme_can_be_changed_and_stays(page, unpacked):
    page.goto(unpacked.url + "index.html")
    page.get_by_title("Тёмная тема").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(unpacked.url + "roadmap.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_an_opened_answer_is_printed_and_a_closed_one_is_not(page, unpacked):
    page.goto(unpacked.url + "python/data-structures/lists.html")
    page.locator("details.answer > summary").first.click()
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as pdf:
        text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in pdf.pages))
    assert text.count("Должно прозвучать") == 1


@pytest.mark.parametrize(("address", "file"), TOOLS.items())
def test_what_cannot_work_there_is_out_of_sight_and_one_sentence_says_where_it_works(page, unpacked, address, file):
    page.goto(unpacked.url + file)
    said = page.locator("article .from-disk")
    expect(said).to_be_visible()
    expect(said).to_contain_text("Это копия с диска")
    expect(said.get_by_role("link")).to_have_attribute("href", re.compile(rf"^https?://.+/{re.escape(address)}$"))
    controls = page.locator("article :is(button, input, select, textarea)")
    assert controls.locator("visible=true").count() == 0


def test_the_form_of_the_workbench_has_lines_for_a_pen(page, unpacked):
    page.goto(unpacked.url + TOOLS["mlsd/workbench/"])
    for paper in (page.locator("div.draft-paper"), page.locator("table.draft-paper"), page.locator(".draft-question > label")):
        assert paper.locator("visible=true").count() == paper.count() > 0


def test_where_everything_works_nothing_is_said_about_it(page, unpacked):
    page.goto(unpacked.url + "python/data-structures/lists.html")
    expect(page.locator(".from-disk")).to_have_count(0)
    page.get_by_role("button", name="Открыть короткие ответы").click()
    expect(page.locator("self-check").locator("visible=true")).to_have_count(0)


def test_a_module_that_came_into_the_copy_would_be_noticed(page, complaints, unpacked, tmp_path):
    broken = tmp_path / "page.html"
    broken.write_text('<!doctype html><title>Страница</title><script type="module" src="module.js"></script>', encoding="utf-8")
    (tmp_path / "module.js").write_text("", encoding="utf-8")
    page.goto(broken.as_uri())
    assert complaints
