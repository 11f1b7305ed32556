"""The icon, the picture for previews of links and the web manifest."""

from __future__ import annotations

import json
import struct
from pathlib import Path

from macros.curriculum import load
from macros.page_address import qr_code
from tests.conftest import ROOT
from tests.pictures import AGAIN, IMAGES, social


def size(png: Path) -> tuple[int, int]:
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", png
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_the_picture_for_previews_says_what_the_curriculum_says():
    assert (IMAGES / "social.svg").read_text(encoding="utf-8") == social(load()), AGAIN
    assert size(IMAGES / "social.png") == (1200, 630)


def test_the_manifest_names_files_that_exist_with_their_sizes():
    manifest = json.loads((ROOT / "docs" / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == load().title
    for icon in manifest["icons"]:
        file = ROOT / "docs" / icon["src"]
        assert file.exists()
        assert icon["sizes"] == ("any" if file.suffix == ".svg" else "{}x{}".format(*size(file)))
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}


def test_every_page_links_its_icons_and_its_preview(handbook):
    page = (handbook.folder / "nlp" / "index.html").read_text(encoding="utf-8")
    assert f'property="og:image" content="{handbook.url}assets/images/social.png"' in page
    for name in ("manifest.webmanifest", "assets/images/icon-180.png", "assets/images/icon.svg"):
        assert f'href="../{name}"' in page
        assert (handbook.folder / name).exists()


def test_a_qr_code_is_an_svg_without_a_size_of_its_own():
    code = qr_code("https://example.org/handbook/")
    assert code.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
    assert "width" not in code.split(">")[0].replace("stroke-width", "")
