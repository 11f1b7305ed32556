"""The handbook for language models: `llms.txt`, `llms-full.txt` and each page as Markdown beside the page.

The form is that of https://llmstxt.org (version 2): a title, a summary, lists of links to Markdown; what may be left out stands under "Optional".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import html

from macros.bank import parse
from macros.downloads.addresses import absolute, beside
from macros.downloads.artefact import Artefact
from macros.downloads.markdown import markdown
from macros.downloads.material import Material
from macros.model import Curriculum
from macros.words import plural

NEEDS: Sequence[str] = ("markdownify",)
INDEX, FULL = "llms.txt", "llms-full.txt"
_HASH = re.compile(r"<!-- question ([a-z0-9-]+) ([0-9a-f]{16}) -->")
# Tools that live in a browser, and pages that say again what others say, in another form.
_SECONDARY = re.compile(r"(^|/)(sheet|short-answers|workbench|trainer|plan|progress|downloads|questions|contributing|maintainers)\.md$")

_last: tuple[Material, bool, list[tuple[str, str]]] | None = None


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            FULL,
            "Весь текст для языковой модели",
            "Чтобы чат-модель отвечала по хендбуку, а не по памяти, спрашивала вас и проверяла ответы.",
            "Приложите файл к разговору или загрузите в свой RAG. Для окна поменьше возьмите отдельные страницы: Markdown любой из них лежит "
            "рядом с ней, допишите к её адресу <code>index.md</code>.",
            _full,
            "data",
            folder="",
        ),
        Artefact(
            INDEX,
            "Оглавление для языковой модели",
            "Короткий список всех страниц с описаниями: модель с доступом в сеть сама откроет нужную.",
            "Дайте модели адрес этого файла.",
            _index,
            "data",
            folder="",
        ),
    ]


def extras(material: Material) -> Mapping[str, bytes]:
    """Each page as Markdown, by its location in the site."""
    return {location(material.addresses[path]): f"{text}\n".encode() for path, text in _pages(material, not material.site_url)}


def contents(data: bytes, file: str) -> dict[str, str]:
    return dict(_HASH.findall(data.decode()))


def location(address: str) -> str:
    """Where the Markdown of a page lies: the name of its file with another ending."""
    return f"{address}index.md" if address.endswith("/") or not address else f"{address.removesuffix('.html')}.md"


def _pages(material: Material, near: bool) -> list[tuple[str, str]]:
    """The path and the Markdown of each page; links hold beside the page (`near`) or in the root of the site.

    With an address of the site the two are the same, and are not made twice for one material.
    """
    global _last
    if _last and _last[0] is material and _last[1] == near:
        return _last[2]
    pages = []
    hashes = material.hashes
    for path, article in material.articles.items():
        root = parse(article)
        for heading in root.xpath('.//h2[@class="question"]'):
            marker = html.Element("question-hash")
            marker.text = f"{heading.get('id')} {hashes[heading.get('id')]}"
            heading.addnext(marker)
        resolve = (beside if near else absolute)(material, material.addresses[path])
        pages.append((path, markdown(root, material, resolve)))
    _last = material, near, pages
    return pages


def _index(material: Material) -> bytes:
    return f"{_head(material)}\n\n{_lists(material)}\n".encode()


def _full(material: Material) -> bytes:
    pages = [text for path, text in _pages(material, False) if not _SECONDARY.search(path)]
    return ("\n\n---\n\n".join([_head(material), *pages]) + "\n").encode()


def _head(material: Material) -> str:
    curriculum = material.curriculum
    questions = plural(len(curriculum.places), "вопрос собеседований", "вопроса собеседований", "вопросов собеседований")
    resolve = absolute(material, "")
    return (
        f"# {material.site_name}\n\n"
        f"> Бесплатный хендбук на русском языке: план на {plural(curriculum.weeks, 'неделю', 'недели', 'недель')} от первой программы на Python "
        f"до собеседования на Middle NLP-инженера. {questions} с ответами в двух шагах, уроки, шаблон ML System Design и решённые задачи.\n\n"
        f"- Последняя правка: {material.date.date().isoformat()}. Лицензия текста — CC BY 4.0: назовите хендбук и дайте на него ссылку.\n"
        f"- У вопроса есть id и постоянный адрес `{resolve('q/')}<id>/`: ссылайтесь на него. За заголовком — комментарий с id и хешем ответа.\n"
        "- До слова «Разбор» — ответ на тридцать секунд; список «Должно прозвучать» — то, без чего ответ не засчитают.\n"
        f"- Весь текст одним файлом: {resolve(FULL)}. Те же вопросы как данные: {resolve('downloads/questions.json')}."
    )


def _lists(material: Material) -> str:
    """A section a stage, one for the pages about learning, and what may be left out."""
    sections: dict[str, list[str]] = {"О пути": []}
    sections |= {stage.title: [] for stage in material.curriculum.stages}
    sections["Optional"] = []
    titles = {stage.id: stage.title for stage in material.curriculum.stages}
    for path in material.articles:
        section = "Optional" if _SECONDARY.search(path) else titles.get(path.partition("/")[0], "О пути")
        sections[section].append(_link(material, path))
    return "\n\n".join(f"## {title}\n\n" + "\n".join(links) for title, links in sections.items() if links)


def _link(material: Material, path: str) -> str:
    said = material.descriptions.get(path, "")
    url = absolute(material, "")(location(material.addresses[path]))
    return f"- [{material.titles[path]}]({url})" + (f": {said}" if said else "")
