"""Jupyter notebooks made from pages: a page whose front matter has `notebook:` is the one source of both.

Prose becomes Markdown cells, ``` python blocks become code cells, in order. A block `{ .python .gpu }` needs a GPU, the network or a
download: its cell is tagged "gpu". The data sets are written into the notebook, so it runs in Colab, in Kaggle and offline alike.

Colab opens notebooks from a repository, not from a site; so the result is committed too: `make notebooks` writes it, a test compares.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from macros.curriculum import ROOT
from macros.links import Href
from macros.problems import ContentError, Problem
from macros.sources import Line, front_matter_end, read_lines

GPU = "gpu"
_DATA = "assets/data"
_SUFFIX = "-solution"
_ABOUT = (
    "Ноутбук хендбука «NLP за полгода»: текст — CC BY 4.0, код — MIT, данные — CC0. "
    "Выполняйте ячейки по порядку; те, что начинаются словами «Нужен GPU» или «Нужна сеть», можно пропустить."
)
_PYTHON = re.compile(r"python|\{ \.python( \.(?P<mark>\w+))? \}")


@dataclass(frozen=True)
class NotebookPage:
    """A page that is a notebook. `path` is relative to docs/; `data` are files of docs/assets/data/, `packages` what pip has to add to Colab."""

    path: str
    text: str
    data: tuple[str, ...]
    packages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The id of its task: `practice/document-qa-solution.md` → `document-qa`."""
        return Path(self.path).stem.removesuffix(_SUFFIX)

    @property
    def location(self) -> str:
        """The notebook's file, relative to docs/ and to the site."""
        return location(self.name)


def location(name: str) -> str:
    return f"assets/notebooks/{name}.ipynb"


def page_of(name: str) -> str:
    """The page, relative to docs/, from which a task's notebook is made."""
    return f"practice/{name}{_SUFFIX}.md"


def notebook_page(path: str, text: str) -> NotebookPage | None:
    """What the front matter says of a notebook; None for a page that is none. Raises ContentError when it is said wrong."""
    lines = read_lines(text)
    head = yaml.safe_load("\n".join(line.text for line in lines[1 : front_matter_end(lines) - 1])) if front_matter_end(lines) else None
    if not isinstance(head, dict) or "notebook" not in head:
        return None
    line = next(line.number for line in lines if line.text.startswith("notebook:"))
    match head["notebook"]:
        case {"data": [*data]} if head["notebook"].keys() <= {"data", "packages"} and all(isinstance(name, str) for name in data):
            return NotebookPage(path, text, tuple(data), tuple(head["notebook"].get("packages", ())))
    raise ContentError([Problem(f"docs/{path}", line, "под «notebook:» стоят списки «data: [файл.csv]» и, если нужно, «packages: [имя]».")])


def notebook_pages(root: Path = ROOT) -> Iterator[NotebookPage]:
    """Every page of docs/ that is a notebook, by its path."""
    docs = root / "docs"
    for file in sorted(docs.rglob("*.md")):
        if page := notebook_page(file.relative_to(docs).as_posix(), file.read_text(encoding="utf-8-sig")):
            yield page


def notebook(page: NotebookPage, root: Path = ROOT) -> str:
    """The file of the notebook: the same bytes for the same page and data."""
    cells = [*_setup(page, root), *_cells(page)]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number:03}"  # nbformat makes up random ones
    content = {
        "cells": cells,
        "metadata": {
            "accelerator": "GPU",
            "colab": {"provenance": []},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def colab(repo_url: str | None, path: str) -> str | None:
    """The address at which Colab opens a file of the main branch; None without a repository on GitHub, the only host that Colab reads."""
    address = urlsplit(repo_url or "")
    name = address.path.strip("/").removesuffix(".git")
    if address.hostname != "github.com" or name.count("/") != 1:
        return None
    return f"https://colab.research.google.com/github/{name}/blob/main/{path}"


def links(name: str, repo_url: str | None, href: Href) -> str:
    """HTML: where to take the notebook of a task. `href` is relative to the page that shows it."""
    page = next(page for page in notebook_pages() if page.name == name)
    facts = f".ipynb, {round(len(notebook(page).encode()) / 1000)}\N{NO-BREAK SPACE}КБ"
    buttons = [f'<a class="md-button" href="{href(page.location)}" download>Скачать ноутбук</a>']
    if address := colab(repo_url, f"docs/{page.location}"):
        buttons.insert(0, f'<a class="md-button md-button--primary" href="{escape(address)}">Открыть в Colab</a>')
    return f'<p class="notebook-links on-screen">{" ".join(buttons)} <span class="resource-facts">{facts}</span></p>'


def _setup(page: NotebookPage, root: Path) -> Iterator[dict[str, Any]]:
    """Cells that only a notebook needs: where it comes from, packages and data."""
    yield {"cell_type": "markdown", "metadata": {}, "source": [_ABOUT]}
    if page.packages:
        yield _code(f"%pip install -q {' '.join(page.packages)}", tags=["install"])
    for name in page.data:
        file = root / "docs" / _DATA / name
        if not file.is_file():
            known = ", ".join(sorted(path.name for path in file.parent.glob("*.*")))
            line = next(line.number for line in read_lines(page.text) if line.text.startswith("notebook:"))
            raise ContentError([Problem(f"docs/{page.path}", line, f"файла docs/{_DATA}/{name} нет. Есть: {known}.")])
        text = file.read_text(encoding="utf-8")
        if "'''" in text:
            line = text[: text.index("'''")].count("\n") + 1
            raise ContentError([Problem(f"docs/{_DATA}/{name}", line, "три апострофа подряд закончат строку, в которой файл лежит. Уберите их.")])
        code = (
            f"# @title Учебные данные: выполните, и рядом появится {name} (CC0)\n"
            f"from pathlib import Path\n\n"
            f"Path({json.dumps(name)}).write_text(r'''{text}''', encoding=\"utf-8\")"
        )
        yield _code(code, tags=["data"], cellView="form", jupyter={"source_hidden": True})


def _cells(page: NotebookPage) -> Iterator[dict[str, Any]]:
    lines = read_lines(page.text)
    prose: list[Line] = []
    code: list[str] | None = None
    mark: str | None = None
    for line in lines[front_matter_end(lines) :]:
        opens = line.code and code is None and (found := _PYTHON.fullmatch(line.text.removeprefix("```").strip()))
        if opens and line.text.startswith("```"):
            yield from _markdown(prose)
            prose, code, mark = [], [], found["mark"] if found else None
        elif code is not None and line.text == "```":
            yield _code("\n".join(code), tags=[GPU] if mark == GPU else [])
            code = None
        elif code is not None:
            code.append(line.text)
        else:
            if not line.code and line.text.startswith("#"):
                yield from _markdown(prose)
                prose = []
            prose.append(line)
    yield from _markdown(prose)


def _markdown(prose: list[Line]) -> Iterator[dict[str, Any]]:
    text = "\n".join(line.text if line.code else _plain(line.text) for line in prose).strip()
    if text:
        yield {"cell_type": "markdown", "metadata": {}, "source": re.sub(r"\n{3,}", "\n\n", text).splitlines(keepends=True)}


def _plain(text: str) -> str:
    """A line of a page as Jupyter understands it: no macros, no attributes, no links into the site, of which a notebook knows no address."""
    text = re.sub(r"\{\{.*?\}\}|\s*\{:? ?[#.][^{}]*\}", "", text)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", text)


def _code(source: str, *, tags: list[str], **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata | ({"tags": tags} if tags else {}),
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def main() -> int:
    for page in notebook_pages():
        file = ROOT / "docs" / page.location
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(notebook(page), encoding="utf-8", newline="\n")
        print(file.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
