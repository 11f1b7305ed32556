"""`/q/<id>/`: an address of each question that outlives every regrouping of pages."""

from __future__ import annotations

from html import escape

from macros.links import address
from macros.model import Place
from macros.security import guarded


def location(id: str) -> str:
    """The file of a permanent address, relative to the site."""
    return f"q/{id}/index.html"


def redirect(place: Place, *, directory_urls: bool = True) -> str:
    """A tiny page that leads on to where the answer stands today, without scripts too."""
    target = f"../../{address(place.page, directory_urls=directory_urls)}#{place.question.id}"
    title = escape(place.question.text)
    return guarded(
        f'<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n</head>\n'
        f'<body><main><h1>{title}</h1><p><a href="{target}">Перейти к ответу</a></p></main></body>\n</html>\n'
    )
