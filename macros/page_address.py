"""The address of a page as a QR code, for its print: from paper back to the page."""

from __future__ import annotations

import io

import segno


def location(page: str) -> str:
    """The file of the code, relative to the site: `python/index.md` → `assets/qr/python/index.svg`."""
    return f"assets/qr/{page.removesuffix('.md')}.svg"


def qr_code(address: str) -> str:
    """An SVG of a QR code with its quiet zone. Level M: a seventh of it may be unreadable, by a bad print or a fold."""
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True, nl=False)
    return file.getvalue().decode()
