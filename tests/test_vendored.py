"""Third-party files that the site serves are exactly those of the list."""

import hashlib
from pathlib import Path

import yaml

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
