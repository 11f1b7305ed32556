"""What the service worker knows of the site. What it does is shown in tests/browser/test_without_network.py."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from macros import offline
from macros.curriculum import load
from macros.links import address


def facts(script: str) -> dict[str, Any]:
    found = re.search(r"^const site=(.*)$", script, re.MULTILINE)
    assert found
    return json.loads(found[1])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for file, content in {
        "index.html": "Главная",
        "python/index.html": "Python",
        "q/list-vs-tuple/index.html": '<meta http-equiv="refresh" content="0; url=../../python/#list-vs-tuple">',
        "q/folder/index.html": "не переход",
        "assets/css/handbook.css": "p { color: red }",
        "assets/images/social.png": "для превью",
        "downloads/handbook.pdf": "тяжёлый",
        "sitemap.xml.gz": "сжатый",
    }.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, encoding="utf-8")
    return folder


def test_it_keeps_what_reading_needs_by_its_content_and_knows_where_questions_stand(site):
    known = facts(offline.service_worker(site))
    assert known.pop("version")
    assert known == {
        "files": {"index.html": "0yjlPcRWHgmc", "assets/css/handbook.css": "ngewhhP73WDI", "python/index.html": "GIhfJ7WvkBLf"},
        "questions": {"python/": ["list-vs-tuple"]},
        "weight": [97, 36],
    }


def test_the_same_site_gives_the_same_worker_in_any_folder_and_after_any_worker(site, tmp_path):
    offline.write(site)
    once = (site / "sw.js").read_bytes()
    offline.write(site)
    shutil.copytree(site, tmp_path / "elsewhere")
    offline.write(tmp_path / "elsewhere")
    assert (site / "sw.js").read_bytes() == (tmp_path / "elsewhere" / "sw.js").read_bytes() == once


def test_another_content_of_a_kept_file_is_another_version_and_of_a_download_it_is_not(site):
    before = facts(offline.service_worker(site))["version"]
    (site / "downloads" / "handbook.pdf").write_text("другой", encoding="utf-8")
    assert facts(offline.service_worker(site))["version"] == before
    (site / "assets" / "css" / "handbook.css").write_text("p { color: blue }", encoding="utf-8")
    assert facts(offline.service_worker(site))["version"] != before


def test_a_withdrawn_worker_keeps_nothing(site):
    offline.withdraw(site)
    script = (site / "sw.js").read_text(encoding="utf-8")
    assert "registration.unregister()" in script
    assert "caches.delete" in script


def test_the_worker_of_the_handbook_is_light_and_describes_the_files_as_they_are(handbook):
    script = (handbook.folder / "sw.js").read_bytes()
    assert len(gzip.compress(script, 9, mtime=0)) < 14 * 1024
    known = facts(script.decode())
    assert known["files"] == {file: offline.content_hash((handbook.folder / file).read_bytes()) for file in known["files"]}, (
        "сайт менялся после sw.js"
    )
    assert {f"{page}index.html" for page in handbook.pages if page != "404.html"} < known["files"].keys()
    places = load().places
    assert {id: page for page, ids in known["questions"].items() for id in ids} == {id: address(place.page) for id, place in places.items()}


def test_two_builds_of_one_text_are_one_version_whatever_the_day(handbook):
    """The map of the site, as MkDocs writes it, has the day of the build."""
    days = re.compile(rb"\b20\d\d-\d\d-\d\d\b")
    assert days.findall((handbook.folder / "sitemap.xml").read_bytes()) == []


def test_every_page_of_the_map_is_a_page(handbook):
    located = set(re.findall(r"<loc>(.*?)</loc>", (handbook.folder / "sitemap.xml").read_text(encoding="utf-8")))
    assert located == {handbook.url + page for page in handbook.pages if page != "404.html"}
