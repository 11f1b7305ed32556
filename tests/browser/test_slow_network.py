"""Many networks let 16 KB of a response from a foreign host pass, and then nothing. Text and layout are there all the same."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, NOT_FOUND
from tests.site_build import Server

PASSES = 16 * 1024

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
LAYOUT = """() => {
  const article = document.querySelector('article').getBoundingClientRect()
  const heading = document.querySelector('article h1')
  const header = getComputedStyle(document.querySelector('.md-header'))
  return {
    heading: heading.textContent.trim() !== '' && heading.checkVisibility(),
    measured: article.width <= 830 && article.left > 100,
    header: header.position === 'sticky',
    colours: getComputedStyle(document.body).getPropertyValue('--stage-1').trim() !== '',
    paragraphs: document.querySelectorAll('article :is(p, li, td)').length,
  }
}"""


class _Stalling(SimpleHTTPRequestHandler):
    """Sends compressed files as hosts do, the first 16 KB of each; the connection stays open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.translate_path(urlsplit(self.path).path)
        file = f"{path}/index.html" if self.path.endswith("/") else path
        try:
            with open(file, "rb") as opened:
                body = gzip.compress(opened.read(), 6, mtime=0)
        except OSError:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:PASSES])
        self.wfile.flush()
        if len(body) > PASSES:
            self.server.end.wait()

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(Server):
    end: threading.Event


@pytest.fixture(scope="module")
def stalling(handbook) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), partial(_Stalling, directory=str(handbook.folder))) as server:
        server.end = threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.end.set()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind != NOT_FOUND])
def test_text_and_layout_are_there_when_every_response_stalls_after_16_kilobytes(page: Page, stalling, kind):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(stalling + kind, wait_until="commit")
    page.wait_for_function(PAINTED, timeout=10_000)
    page.locator("article h1").wait_for()
    found = page.evaluate(LAYOUT)
    assert found.pop("paragraphs") >= 3
    assert found == dict.fromkeys(found, True)


def test_a_stall_is_real(page: Page, stalling, handbook):
    """The theme's script is longer than what passes, so it never comes: what is tested above is tested without it."""
    page.goto(stalling, wait_until="commit")
    page.wait_for_function(PAINTED, timeout=10_000)
    assert page.evaluate("document.readyState") == "loading"
    assert page.evaluate("typeof document$") == "undefined"
