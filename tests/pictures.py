"""Draws the picture for previews of links, and the PNG of it and of the icon: `make pictures`.

The results are committed, so that a build needs no browser. A test holds the icons and the SVG to their sources; the letters of
social.png depend on the fonts of the machine, so of it only the size is held.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from macros.curriculum import load
from macros.model import Curriculum
from macros.words import plural
from tests.chromium import FLAGS, executable
from tests.colours import scheme
from tests.conftest import ROOT

IMAGES = ROOT / "docs" / "assets" / "images"
# Side in pixels; behind the icon of a home screen lies no page, so its corners are filled.
ICONS = {"icon-180.png": (180, True), "icon-192.png": (192, False), "icon-512.png": (512, False), "icon-maskable-512.png": (512, True)}
AGAIN = "Нарисуйте заново: make pictures"
DARK = "#1b1f24"


def social(curriculum: Curriculum) -> str:
    """An SVG of 1200 × 630: the name, the promise, the line with its stations to scale."""
    colours = scheme("default")
    left, right, y = 90, 1110, 470
    week = (right - left) / curriculum.weeks
    line, stations, x = [], [], float(left)
    for number, stage in enumerate(curriculum.stages, 1):
        colour = colours[f"--stage-{number}"]
        end = x + stage.weeks * week
        line.append(f'<path d="M{x:.1f} {y}H{end:.1f}" stroke="{colour}" stroke-width="14"/>')
        stations.append(
            f'<circle cx="{x:.1f}" cy="{y}" r="19" fill="#fff" stroke="{colour}" stroke-width="7"/>'
            f'<text x="{x:.1f}" y="{y + 8}" font-size="22" font-weight="700" text-anchor="middle" fill="{colour}">{number}</text>'
        )
        if len(stage.title) * 15 < stage.weeks * week:  # room for the name
            stations.append(f'<text x="{x - 18:.1f}" y="{y + 62}" font-size="26" fill="{DARK}">{escape(stage.title)}</text>')
        x = end
    tens = (len(curriculum.places) - 1) // 10 * 10  # a picture that counted each question would have to be drawn again for each
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" font-family="system-ui, Liberation Sans, DejaVu Sans, sans-serif">'
        '<rect width="1200" height="630" fill="#fff"/>'
        f'<text x="90" y="172" font-size="92" font-weight="700" fill="{DARK}">{escape(curriculum.title)}</text>'
        f'<text x="90" y="252" font-size="38" fill="{DARK}">Бесплатный хендбук: {plural(curriculum.weeks, "неделя", "недели", "недель")}</text>'
        f'<text x="90" y="304" font-size="38" fill="{DARK}">от первой программы до Middle NLP-инженера</text>'
        f'<text x="90" y="372" font-size="30" fill="#56606b">Больше {tens} вопросов для самопроверки с ответами</text>'
        f"{''.join(line)}{''.join(stations)}</svg>\n"
    )


def draw(folder: Path, page: Page) -> None:
    """Write every picture that is made from another into `folder`."""
    (folder / "social.svg").write_text(social(load()), encoding="utf-8")
    for name, (side, filled) in ICONS.items():
        page.set_viewport_size({"width": side, "height": side})
        background = DARK if filled else "transparent"
        page.set_content(
            f"<style>body{{background:{background};margin:0}}svg{{display:block}}</style>{(IMAGES / 'icon.svg').read_text(encoding='utf-8')}"
        )
        page.screenshot(path=folder / name, omit_background=not filled)
    page.set_viewport_size({"width": 1200, "height": 630})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{(folder / 'social.svg').read_text(encoding='utf-8')}")
    page.screenshot(path=folder / "social.png")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        draw(IMAGES, playwright.chromium.launch(executable_path=executable(), args=FLAGS).new_page())
