"""The whole handbook, built once for all tests, read page by page and served as a static host would serve it.

tests/conftest.py imports the fixtures.
"""

from __future__ import annotations

import fcntl
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from macros.downloads import catalogue

ROOT = Path(__file__).resolve().parent.parent
# On GitHub: there the theme would ask for stars. Below a folder: there a link from the root of the host would break.
REPO_URL = "https://github.com/example/handbook"
DOWNLOADS_URL = "https://handbook.example/"
BASE = "/handbook/"
PLACE = pytest.StashKey[dict[str, str]]()

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    """HTML to a tree. Every element that may have an end must have one."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = etree.TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> закрывает то, что не открыто, строка {self.getpos()[0]}"
        assert self.open.pop() == tag, f"</{tag}> не на месте, строка {self.getpos()[0]}"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


@dataclass(frozen=True)
class Page:
    """A built page; `address` is relative to the site."""

    address: str
    root: etree.Element

    @property
    def ids(self) -> list[str]:
        return [element.attrib["id"] for element in self.root.iter() if "id" in element.attrib]

    def having_class(self, name: str) -> list[etree.Element]:
        return [element for element in self.root.iter() if name in element.get("class", "").split()]


@dataclass(frozen=True)
class Site:
    """A built site; `pages` has those that a reader reads, `permalinks` those of `/q/`, each by its address."""

    folder: Path
    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    permalinks: dict[str, Page] = field(default_factory=dict)


def text(element: etree.Element) -> str:
    """The text of an element with every run of spaces made one."""
    return " ".join("".join(element.itertext()).split())


def read_html(markup: str, where: str = "") -> etree.Element:
    """A tree of HTML in which whatever is opened is closed; `where` names it in a complaint."""
    reader = _Reader()
    reader.feed(markup)
    assert not reader.open, f"{where}: не закрыто {reader.open}"
    return reader.builder.close()


def read_site(folder: Path, url: str) -> Site:
    site = Site(folder, url)
    for file in sorted(folder.rglob("*.html")):
        address = file.relative_to(folder).as_posix().removesuffix("index.html")
        root = read_html(file.read_text(encoding="utf-8"), address)
        where = site.permalinks if address.startswith("q/") else site.pages
        where[address] = Page(address, root)
    return site


def build_mkdocs(folder: Path, *, root: Path = ROOT, without: Sequence[str] = (), **environment: str) -> str:
    """Build the project in `root`, as where the libraries `without` are not installed; returns what was said."""
    # Not --quiet: it also hides the warnings from --strict, which then lets them pass.
    mkdocs = f"import runpy, sys; sys.modules.update(dict.fromkeys({list(without)})); runpy.run_module('mkdocs', run_name='__main__')"
    return _run([sys.executable, "-c", mkdocs, "build", "--strict", "--site-dir", str(folder)], root, environment)


def build_zensical(folder: Path, **environment: str) -> Path:
    """Build in a copy inside `folder`, for Zensical writes only into the project. Returns the built site."""
    project = folder / "project"
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=ignore)
    for name in ("mkdocs.yml", "curriculum.yml"):
        shutil.copy(ROOT / name, project)
    said = _run([sys.executable, "-m", "zensical", "build", "--clean"], project, environment)
    assert "No issues found" in said, said
    return project / "site"


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Run without the addresses that the shell may have, and make no downloads unless told to; returns everything that was said."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DOWNLOADS_URL", "REPO_URL", "SITE_URL")}
    env = {**inherited, "DOWNLOADS": "false", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **environment}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


class Host(SimpleHTTPRequestHandler):
    """A static host: the site below BASE, its own page for what is not there."""

    protocol_version = "HTTP/1.1"  # connections stay open, as everywhere

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(BASE) if path.startswith(BASE) else "/nothing-outside")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


class CompressingHost(Host):
    """A host that sends as GitHub Pages does: text compressed, everything kept by the browser for ten minutes."""

    _COMPRESSED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = Path(self.translate_path(path))
        file = file / "index.html" if path.endswith("/") else file
        if not file.is_file():
            super().do_GET()  # which leads to a folder or says that there is nothing
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        if file.suffix in self._COMPRESSED:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.send_body(body)

    def send_body(self, body: bytes) -> None:
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser keeps its connections open; the end of the tests need not wait for them
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page drops what it has not read yet."""


@contextmanager
def served(folder: Path, host: type[Host] = Host) -> Iterator[str]:
    """Serve a folder, which may be filled later; yields the address of the site in it."""
    with Server(("127.0.0.1", 0), partial(host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def place_for_all() -> Iterator[dict[str, str]]:
    """Where all processes that run tests find the one handbook, and the address that it has there: for the fixture below, in words that travel."""
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder, served(Path(folder) / "site") as url:
        yield {"handbook": folder, "handbook_url": url}


@pytest.fixture(scope="session")
def handbook(request: pytest.FixtureRequest) -> Site:
    """The site as it is deployed: with the addresses of its repository and of itself, served at the latter; built by whoever asks first.

    The files for download call it by another address, the same each time: so the next run finds them in their cache.
    """
    folder, url = _place(request)
    with _alone(folder):
        if not (folder / "site/index.html").exists():  # which appears last
            build_mkdocs(folder / "site", REPO_URL=REPO_URL, SITE_URL=url, DOWNLOADS="true", DOWNLOADS_URL=DOWNLOADS_URL)
    return read_site(folder / "site", url)


def _place(request: pytest.FixtureRequest) -> tuple[Path, str]:
    place = getattr(request.config, "workerinput", None) or request.config.stash[PLACE]
    return Path(place["handbook"]), place["handbook_url"]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other process that runs tests builds there."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def downloads(handbook: Site) -> Path:
    """The folder of the files for download."""
    return handbook.folder / "downloads"


@pytest.fixture(scope="session")
def said_without_libraries(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """A fork's first build, before anything is configured and where no optional library is installed; and what that build said."""
    place, _ = _place(request)
    folder = place / "without-addresses"
    folder.mkdir(exist_ok=True)
    said = folder / "said.txt"
    with _alone(folder):
        if not said.exists():
            libraries = {name for module in catalogue.modules() for name in module.NEEDS}
            said.write_text(build_mkdocs(folder / "site", without=sorted(libraries), DOWNLOADS="true"), encoding="utf-8")
    return folder / "site", said.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def handbook_without_addresses(said_without_libraries: tuple[Path, str]) -> Site:
    """The site as a fork builds it before anything is configured."""
    return read_site(said_without_libraries[0], "")


@pytest.fixture(scope="session")
def handbook_by_zensical(tmp_path_factory: pytest.TempPathFactory, handbook: Site) -> Site:
    """The same project, built by Material's successor."""
    folder = build_zensical(tmp_path_factory.mktemp("zensical"), REPO_URL=REPO_URL, SITE_URL=handbook.url)
    return read_site(folder, handbook.url)
