"""Third-party files that the site serves are exactly those of the list."""

import hashlib
import re
from pathlib import Path

import yaml

from macros.search import PARTS, worker

VENDOR = Path(__file__).parent.parent / "docs" / "assets" / "vendor"
LIST = yaml.safe_load((VENDOR / "vendored.yml").read_text(encoding="utf-8"))


def test_every_vendored_file_is_listed_with_version_licence_and_checksum() -> None:
    for entry in LIST:
        assert {"name", "version", "licence", "source", "file", "sha256"} <= set(entry)
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], entry["file"]


def test_no_file_is_vendored_past_the_list() -> None:
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    explained = {entry["file"] for entry in LIST} | {"vendored.yml"}
    licences = {name for name in present if "LICENSE" in name or "LICENCE" in name}
    assert present - explained - licences == set()


def test_readers_are_told_whose_work_comes_with_the_site() -> None:
    about = (VENDOR.parent.parent / "about.md").read_text(encoding="utf-8")
    rows = about.partition("{ #licences }")[2].partition("\n## ")[0].split("\n")
    for entry in LIST:
        name, licence = entry["name"].partition(",")[0], entry["licence"].partition(" (")[0]
        assert [row for row in rows if name in row and licence in row], f"docs/about.md, «Лицензии»: нет строки «{name} — {licence}»"


def test_the_search_worker_names_the_versions_that_are_in_it() -> None:
    notice = worker()[1].partition("\n")[0]
    inside = [entry for entry in LIST if f"vendor/{entry['file']}" in PARTS]
    assert re.findall(r"\d+\.\d+\.\d+", notice) == [entry["version"] for entry in inside]
