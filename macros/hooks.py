"""MkDocs events. Wiring only.

MkDocs loads this file once, while everything else of `macros` is forgotten after each build; hence the imports inside the functions.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

log = logging.getLogger("mkdocs.hooks")

_serving = False
_dirty = False
_site: Any = None  # where the site goes that is built elsewhere, as a Path
_articles: dict[str, str] = {}  # what the pages of this build say, by path in docs/
_pages: list[Any] = []  # those of them that the search shows, as macros.search.Page
_broken: list[Any] = []  # what is wrong with their HTML, as macros.problems.Problem
_order: list[Any] = []  # the pages of the navigation
_changed: dict[str, str] = {}  # when each page last changed, by path in docs/; empty where that is not known
_made: Any = None  # the downloads, as macros.downloads.workshop.Made


def on_startup(command: str, dirty: bool) -> None:
    global _serving, _dirty
    _serving = command == "serve"  # a live reload does without what only a reader needs
    _dirty = dirty


@event_priority(100)  # before the macros plugin, which would stop at the first mistake of curriculum.yml
def on_config(config: Any) -> Any:
    global _site
    from macros import publication
    from macros.check import problems
    from macros.problems import ContentError
    from macros.search import worker
    from macros.words import plural

    _site = None
    _articles.clear()
    _pages.clear()
    _broken.clear()
    config.extra["search_worker"] = worker()[0]  # for overrides/main.html

    if config.repo_url:  # from the environment; without it no page links to an editor
        config.edit_uri = "edit/main/docs/"
        config.mdx_configs["macros.answers"] = {"edit_url": f"{config.repo_url.rstrip('/')}/{config.edit_uri}"}
    found, unanswered = problems()
    if found:
        raise ContentError(found)
    if not _serving and not _dirty:
        _site = Path(config.site_dir)
        config.site_dir = str(publication.begin(_site))
    if unanswered:
        log.info("%s пока без ответа; список: make check", plural(len(unanswered), "вопрос", "вопроса", "вопросов"))
    return config


def on_files(files: Any, config: Any) -> Any:
    from macros import cards, notebooks, page_address, page_dates, permalinks, workbench
    from macros.curriculum import load

    _changed.clear()
    _changed.update(page_dates.page_dates(Path(config.docs_dir).parent))
    for page in notebooks.notebook_pages(Path(config.docs_dir).parent):
        if committed := files.get_file_from_path(page.location):  # may be older than its page
            files.remove(committed)
        content = notebooks.notebook(page, Path(config.docs_dir).parent)
        files.append(File.generated(config, page.location, content=content))

    for example in workbench.examples(Path(config.docs_dir).parent):
        files.append(File.generated(config, example.location, content=example.content))

    curriculum = load()
    files.append(File.generated(config, cards.FILE, content=cards.cards(curriculum)))
    if source := files.get_file_from_path(cards.RENAMED_FILE):
        files.remove(source)
    files.append(File.generated(config, cards.RENAMED_FILE, content=cards.renamed_script(curriculum)))
    for id, place in curriculum.places.items():
        redirect = permalinks.redirect(place, directory_urls=config.use_directory_urls)
        files.append(File.generated(config, permalinks.location(id), content=redirect))
    if config.site_url and not _serving:
        for file in files.documentation_pages():
            code = page_address.qr_code(urljoin(config.site_url, file.url))
            files.append(File.generated(config, page_address.location(file.src_uri), content=code))
            file.qr_code = page_address.location(file.src_uri)  # for overrides/main.html
    return files


def on_nav(nav: Any, config: Any, files: Any) -> None:
    _order[:] = nav.pages


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> None:
    from macros.curriculum import load

    if description := load().descriptions.get(page.file.src_uri):
        page.meta.setdefault("description", description)
    if not page.meta.get("render_macros"):  # else it changes with the data too
        page.file.changed = _changed.get(page.file.src_uri)  # for overrides/main.html


def on_page_content(html: str, page: Any, config: Any, files: Any) -> None:
    from macros import whole_html
    from macros.problems import Problem
    from macros.search import Page

    for what, piece in whole_html.broken(html):
        line = whole_html.line_of(piece, page.file.content_string)
        _broken.append(Problem(f"docs/{page.file.src_uri}", line, f"{what}. Исправьте страницу или текст из curriculum.yml, который на ней стоит."))

    _articles[page.file.src_uri] = html
    if not page.meta.get("search", {}).get("exclude"):
        _pages.append(Page(page.file.src_uri, page.url, page.title, html))
    page.meta["search"] = {"exclude": True}  # from Material's own index, which nothing reads


def on_env(env: Any, config: Any, files: Any) -> None:
    """All pages are rendered, none is written: make the downloads and let their page tell of them."""
    global _made
    from macros.curriculum import ROOT, load
    from macros.problems import ContentError

    if _broken:
        raise ContentError(sorted(_broken))
    from macros.downloads import gathering, page, workshop
    from macros.downloads.catalogue import modules
    from macros.downloads.llms import location
    from macros.links import href_from

    _made = None
    if _serving or not config.extra.get("make_downloads", True):
        return
    curriculum = load()
    material = gathering.material(config, curriculum, _order, _articles)
    _made = workshop.make(modules(), material, ROOT)
    if _made.left_out:
        log.info(
            "Файлы для скачивания, которых не будет: %s. Нужны библиотеки: %s. Поставит и соберёт make build.",
            ", ".join(_made.left_out),
            ", ".join(sorted({name for names in _made.left_out.values() for name in names})),
        )
    for file in files.documentation_pages():
        file.markdown = markdown if (markdown := location(file.page.url)) in _made.files else None  # for overrides/main.html
        if file.src_uri == page.PAGE:
            href = href_from(file.url, directory_urls=config.use_directory_urls)
            file.page.content = page.fill(file.page.content, curriculum, href, _made, material.date.date())


def on_post_page(output: str, page: Any, config: Any) -> str:
    from macros.external_links import marked
    from macros.lean_html import lean
    from macros.security import guarded
    from macros.valid_html import valid

    return guarded(marked(lean(valid(output))))


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    from macros.lean_html import lean
    from macros.security import guarded
    from macros.valid_html import valid

    return guarded(lean(valid(output_content))) if template_name.endswith(".html") else output_content


@event_priority(-100)  # after Material has written its empty index
def on_post_build(config: Any) -> None:
    from macros import offline, publication, search
    from macros.bank import bank
    from macros.curriculum import load
    from macros.scripts import shorten_site
    from macros.stylesheets import trim_site

    if not _serving:
        shorten_site(Path(config.site_dir))
        trim_site(Path(config.site_dir))
    curriculum = load()
    entries = list(bank(curriculum, _articles, directory_urls=config.use_directory_urls))
    search.write(Path(config.site_dir), curriculum, entries, _pages)
    if _made:
        from macros.downloads.workshop import publish

        publish(_made, Path(config.site_dir))
    if _serving:
        offline.withdraw(Path(config.site_dir))
    elif config.use_directory_urls:  # otherwise the site is read from a disk
        offline.write(Path(config.site_dir))  # last: it knows every file by its content
    if _site and not (config.strict and publication.warned()):
        publication.finish(_site)
        config.site_dir = str(_site)
    _forget_modules()


def on_build_error(error: Exception) -> None:
    from mkdocs.exceptions import Abort

    from macros.publication import explained

    said = explained(error)
    _forget_modules()
    if said:
        raise Abort(said)


def on_shutdown() -> None:
    """However the build ended, by an interrupt too."""
    if _site:
        from macros.publication import abandon

        abandon(_site)


def _forget_modules() -> None:
    """`mkdocs serve` keeps modules across reloads; without this an edited macro would show only after a restart."""
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
