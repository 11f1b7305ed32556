"""Mends what makes Material's pages invalid or unnamed for a screen reader, where overriding a template would mean a copy of the theme's base."""

from __future__ import annotations

import re

# What opens the navigation of a narrow window is a checkbox: it has to stand before what it opens, but not before the link that skips it all.
_TOGGLES = re.compile(
    r'(?P<toggles><input class="md-toggle" data-md-toggle="drawer".*?<label class="md-overlay"[^>]*></label>)(?P<between>.*?)(?=<header\b)', re.DOTALL
)
# Beside the link to a section with an overview: it has but an arrow, and names the list of the section's pages too.
_ARROW = re.compile(
    r'(<label class="[^"]*" for="__nav_[\d_]+" id="__nav_[\d_]+_label" tabindex="0">)(?=\s*<span class="md-nav__icon md-icon"></span>\s*</label>)'
)
# On a narrow window these lead to the level below and back.
_LEVELS = re.compile(r'<label class="(md-nav__title|md-nav__link md-nav__link--active)" (?=for="__(?:nav_|toc"))(?![^>]*tabindex)')
_NAMES = {
    'aria-label="Верхний колонтитул"': 'aria-label="Шапка"',
    'aria-label="Нижний колонтитул"': 'aria-label="Соседние страницы"',
    'aria-label="Вперед: ': 'aria-label="Вперёд: ',
    'alt="logo"': 'alt=""',  # inside a link that has a name
    'data-md-component="search" role="dialog"': 'data-md-component="search" role="dialog" aria-label="Поиск"',
    'id="__drawer" autocomplete="off"': 'id="__drawer" aria-label="Меню"',  # on a checkbox `autocomplete` means nothing to the standard
    'id="__search" autocomplete="off"': 'id="__search"',
    ' autocorrect="off"': "",
    # An icon says nothing beside the name of what it stands for.
    'viewBox="0 0 24 24"><path': 'viewBox="0 0 24 24" aria-hidden="true"><path',
    'class="md-search__scrollwrap" tabindex="0"': 'class="md-search__scrollwrap" tabindex="0" role="group" aria-label="Найденное"',
    # A heading is read without the name of its permalink; with the keyboard one comes to the same address from the table of contents.
    '<a class="headerlink" ': '<a class="headerlink" aria-hidden="true" tabindex="-1" ',
    "<pre><span></span><code>": '<pre><span></span><code tabindex="0">',  # long lines scroll, so the keyboard has to get there
}


def valid(html: str) -> str:
    """The same page without what the Nu Html Checker and axe refuse, and with a name for each thing that takes the focus (Material 9.8)."""
    for theirs, ours in _NAMES.items():
        html = html.replace(theirs, ours)
    html = re.sub(r'(<span class="md-footer__direction">\s*)Вперед\b', r"\1Вперёд", html)
    html = _TOGGLES.sub(r"\g<between>\g<toggles>", html)
    html = _ARROW.sub(r'\1<span class="for-screen-reader">Страницы раздела</span>', html)
    if 'id="__toc"' not in html:  # an index page of a section has the label, but not its checkbox
        html = html.replace('<label class="md-nav__title" for="__toc">', '<label class="md-nav__title">')
    navigation, after, rest = html.partition('data-md-type="toc"')  # beside the text of a wide window the same label is but a title
    return _LEVELS.sub(r'<label class="\1" tabindex="0" ', navigation) + after + rest
