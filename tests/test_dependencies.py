"""What the handbook is built and tested with: locked by hash, from one index, under licences that were read."""

from __future__ import annotations

import re
import tomllib
from email.message import Message
from importlib.metadata import distributions

import pytest

from tests.conftest import ROOT

PROJECT = "nlp-za-polgoda"
INDEX = "https://pypi.org/simple"
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]

# As packages write them: SPDX, the classifiers of PyPI, and words of their own. All may be used and passed on with their notice.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib"),
    *(
        "Academic Free License (AFL)",
        "Apache Software License",
        "BSD License",
        "ISC License (ISCL)",
        "MIT License",
        "Python Software Foundation License",
    ),
    *("Mozilla Public License 2.0 (MPL 2.0)", "The Unlicense (Unlicense)"),
    *("3-Clause BSD License", "BSD"),
}
# What the list does not cover, with the reason why it may be here. Nothing of these gets into the site or into a file for download.
EXCEPTIONS = {
    "anki": "AGPL: tests import our deck into it",
    "axe-playwright-python": "MIT, says the file in the package; its metadata says nothing",
    "frozendict": "LGPL: genanki imports it, unchanged",
    "libfaketime": "GPL: tests run a build under another clock",
    "pypdfium2": "BSD or Apache, and those of PDFium: pdfplumber needs it, in tests",
    "pyxdg": "LGPL: khal needs it, in tests",
    "text-unidecode": "Artistic or GPL: pytest-playwright needs it",
    "urwid": "LGPL: khal needs it, in tests",
}


def licences(metadata: Message) -> list[str]:
    """What a package says of its licence: the expression, else the classifiers, else the first line of the free text."""
    if expression := metadata.get("License-Expression"):
        return [part for part in re.split(r"\s*[()]\s*|\s+(?:AND|OR)\s+", expression) if part]
    classifiers = [name for name in metadata.get_all("Classifier", []) if name.startswith("License :: ")]
    return [name.rpartition(" :: ")[2] for name in classifiers] or [metadata.get("License", "").split("\n")[0]]


def test_every_licence_is_on_the_list():
    installed = {found.metadata["Name"].lower(): licences(found.metadata) for found in distributions()}
    assert len(installed) > 100
    unread = {name: said for name, said in installed.items() if name not in {PROJECT, *EXCEPTIONS} and not ALLOWED.issuperset(said)}
    assert unread == {}, "прочтите лицензию и допишите её в ALLOWED, а пакет с особыми условиями — в EXCEPTIONS с причиной"
    assert [name for name in EXCEPTIONS if name in installed and ALLOWED.issuperset(installed[name])] == []


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        ({"License-Expression": "BSD-3-Clause AND (Apache-2.0 OR MIT)"}, True),
        ({"License-Expression": "MIT AND GPL-3.0-only", "License": "MIT"}, False),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, True),
        ({"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)", "License": "MIT"}, False),
        ({"Classifier": "Programming Language :: Python", "License": "MIT\nCopyright"}, True),
        ({}, False),
    ],
)
def test_a_licence_is_read_where_packages_say_it(lines, allowed):
    metadata = Message()
    for name, value in lines.items():
        metadata[name] = value
    assert ALLOWED.issuperset(licences(metadata)) is allowed


def test_every_locked_file_comes_from_the_index_and_has_its_hash():
    assert [package["name"] for package in LOCK if package["source"] != {"registry": INDEX}] == [PROJECT]
    files = [file for package in LOCK for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]]
    assert len(files) > len(LOCK)
    assert [file["url"] for file in files if not re.fullmatch(r"sha256:[0-9a-f]{64}", file.get("hash", ""))] == []
    assert [file["url"] for file in files if not file["url"].startswith("https://files.pythonhosted.org/")] == []
