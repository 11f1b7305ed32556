"""`sw.js`: the service worker that makes the handbook work without a network, made from the finished site.

What it does is told in docs/assets/javascript/offline/worker.js.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import rjsmin

from macros.curriculum import ROOT

FILE = "sw.js"
_SOURCE = ROOT / "docs" / "assets" / "javascript" / "offline" / "worker.js"

# What nobody needs without a network, or what is large and is fetched on purpose.
LEFT_OUT = (
    FILE,
    "downloads/*",
    "q/*",  # the worker knows where each leads
    "assets/figures/*",  # stand in the pages
    "assets/images/social.*",  # for previews of links
    "assets/images/icon-*.png",  # the system asks for them once, when the handbook is installed
    "assets/vendor/vendored.yml",
    "*.md",  # for programs, as the next
    "llms*.txt",
    "*LICENSE*",
    "search/search_index.js",  # from file://, where there is no worker
    "*.gz",
    "*.map",
    ".*",
)
_PAGE_OF_DOWNLOADS = "downloads/index.html"
# What others need is loaded first: an index page without its scripts is of less use than the reverse.
_ORDER = ("index.html", "404.html", "assets/stylesheets/*", "assets/css/*", "assets/javascript*", "assets/vendor/*", "assets/*.json", "*.html", "*")

_LEADS_ON = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"#]*)#([^"]*)">')

# For a site that has no worker (a preview, or a handbook that gives it up): those who had one before get rid of it and of what it kept.
_WITHDRAWN = """\
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil((async () => {
  await caches.delete(`handbook ${new URL('./', location.href).pathname}`)
  await registration.unregister()
})()))
"""


def write(site: Path) -> None:
    """Put the worker into a finished site: nothing may change in it afterwards."""
    (site / FILE).write_text(service_worker(site), encoding="utf-8")


def withdraw(site: Path) -> None:
    """Put there a worker that removes itself."""
    (site / FILE).write_text(_WITHDRAWN, encoding="utf-8")


def service_worker(site: Path) -> str:
    """The worker of a site. The same site gives the same text, another content of any of its files another one."""
    contents = {file: (site / file).read_bytes() for file in kept_files(site)}
    facts = {
        "files": {file: content_hash(content) for file, content in contents.items()},
        "questions": permanent_addresses(site),
        "weight": [sum(len(gzip.compress(content, 6, mtime=0)) for content in contents.values()), sum(map(len, contents.values()))],
    }
    code = rjsmin.jsmin(_SOURCE.read_text(encoding="utf-8"))
    version = content_hash((json.dumps(facts) + code).encode())
    return f"'use strict'\nconst site={json.dumps({'version': version, **facts}, ensure_ascii=False, separators=(',', ':'))}\n{code}\n"


def kept_files(site: Path) -> list[str]:
    """Paths of the files that work without a network, in the order in which they are fetched."""
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = (file for file in files if file == _PAGE_OF_DOWNLOADS or not any(fnmatchcase(file, pattern) for pattern in LEFT_OUT))
    return sorted(kept, key=lambda file: (next(i for i, pattern in enumerate(_ORDER) if fnmatchcase(file, pattern)), file))


def content_hash(content: bytes) -> str:
    """72 bits of SHA-256 in base64url, as the worker computes them."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:9]).decode()


def permanent_addresses(site: Path) -> dict[str, list[str]]:
    """The ids of `/q/<id>/` by the address of the page, relative to the site, to which they lead."""
    found: dict[str, list[str]] = {}
    for id, page in sorted(_redirects(site)):
        found.setdefault(page, []).append(id)
    return found


def _redirects(site: Path) -> Iterator[tuple[str, str]]:
    for file in site.glob("q/*/index.html"):
        if leads := _LEADS_ON.search(file.read_text(encoding="utf-8")):
            page, id = map(unescape, leads.groups())
            if id == file.parent.name:
                yield id, urljoin(f"/q/{id}/", page).removeprefix("/")
