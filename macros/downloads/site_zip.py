"""`handbook.zip`: the site as files, for reading from a disk without a browser's storage, a host or a network.

It is a build of its own, with plain addresses, because a folder opened from a disk has no index page. Browsers load no modules from there,
so what is made of them is out of sight, and one sentence says where it works.
"""

from __future__ import annotations

import io
import json
import os
import posixpath
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path

from macros.downloads.artefact import Artefact
from macros.downloads.material import Material
from macros.model import Curriculum

NEEDS: Sequence[str] = ()
FILE = "handbook.zip"
FOLDER = "nlp-za-polgoda/"  # the only thing at the top, so that unpacking makes one folder
CONTENTS, README = "contents.json", "README.txt"
STYLE = "assets/css/from-disk.css"  # in no page of a site

# What only a host, a module or another site would ask for.
_LEFT_OUT = (
    "404.html",
    "assets/cards.json",
    "assets/cases/*",
    "assets/figures/*",
    "assets/images/icon-*.png",
    "assets/images/social.*",
    "assets/javascript/offline/*",
    "assets/javascript/plan/*",
    "assets/javascript/progress/*",
    "assets/javascript/trainer/*",
    "assets/vendor/ical/*",
    "assets/javascript/workbench/*",
    "assets/vendor/ts-fsrs/*",
    "assets/vendor/vendored.yml",
    "manifest.webmanifest",
    "q/*",
    "search/search_index.json",
    "sitemap.xml*",
    "*.map",
)
_MODULE = re.compile(r'<script\b[^>]*\btype="module"[^>]*></script>\s*')
_OF_EVERY_PAGE = "progress/page.js"
_LINKS = re.compile(r'<link rel="(?:manifest|apple-touch-icon)"[^>]*>\s*')
_TITLE = re.compile(r"(<article\b.*?</h1>)", re.DOTALL)


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            FILE,
            "Весь хендбук одним архивом",
            "Для компьютера без сети: страницы, ответы, рисунки, поиск, печать. Тренажёра, плана, рабочего стола и отметок в нём нет: "
            "с диска браузер их не запускает. Телефону архив не нужен: сайт и так работает без сети после первого захода.",
            "Распакуйте целиком и начните с файла <code>index.html</code>.",
            _zip,
            "offline",
        )
    ]


def contents(data: bytes, file: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return dict(json.loads(archive.read(FOLDER + CONTENTS)))


def _zip(material: Material) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        _build(material.docs.parent, site)
        return _archive({**dict(_files(site, material)), **_own_files(material)}, material)


def _build(project: Path, site: Path) -> None:
    """Without the addresses of the site: with them printed pages would name addresses that only this copy has."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPO_URL")}
    environment = {**inherited, "DIRECTORY_URLS": "false", "DOWNLOADS": "false", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{FILE}: страницы для чтения с диска не собрались. Повторите сборку и прочтите её вывод:\n{done.stdout}{done.stderr}")


def _files(site: Path, material: Material) -> Iterator[tuple[str, bytes]]:
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not any(fnmatchcase(name, pattern) for pattern in _LEFT_OUT):
            data = path.read_bytes()
            yield name, from_disk(data.decode(), name, material.site_url).encode() if name.endswith(".html") else data


def _own_files(material: Material) -> dict[str, bytes]:
    project = material.docs.parent
    readme = [
        f"{material.site_name}. Начните с файла index.html: откройте его в браузере.",
        f"Сайт, где есть ещё тренажёр, план и отметки: {material.site_url}" if material.site_url else "",
        f"Последняя правка: {material.date:%d.%m.%Y}. Условия: тексты — CC BY 4.0 (LICENSE-TEXT), код — MIT (LICENSE).",
    ]
    own = {
        README: "".join(f"{line}\r\n" for line in readme if line).encode(),
        CONTENTS: json.dumps(material.hashes, ensure_ascii=False, indent=0, sort_keys=True).encode(),
        STYLE: (project / "docs" / STYLE).read_bytes(),
    }
    return own | {name: (project / name).read_bytes() for name in ("LICENSE", "LICENSE-TEXT") if (project / name).is_file()}


def from_disk(page: str, name: str, site_url: str | None) -> str:
    """A page of the copy: without what a browser refuses there, with the stylesheet that hides what would not work and a word about it.

    `name` is the file of the page, relative to the copy; `site_url` is where everything works.
    """
    own = [module for module in _MODULE.findall(page) if _OF_EVERY_PAGE not in module]
    page = _LINKS.sub("", _MODULE.sub("", page))
    up = posixpath.relpath(".", posixpath.dirname(name) or ".")
    page = page.replace("</head>", f'<link rel="stylesheet" href="{posixpath.join(up, STYLE)}">\n</head>', 1)
    where = "на сайте"
    if site_url:
        address = re.sub(r"(^|/)index\.html$", r"\1", name).removesuffix(".html")
        where = f'<a href="{escape(site_url + address + ("/" if address and not address.endswith("/") else ""))}">{where}</a>'
    if own or "data-progress=" in page:
        said = f"Это копия с диска, а отсюда браузер не запускает ничего, что хранит ваши ответы и отметки. Эта страница работает {where}."
    elif 'class="downloads"' in page:
        said = f"Это копия с диска: здесь только рассказ о файлах, сами они — {where}."
    else:
        return page
    return _TITLE.sub(lambda title: f'{title[0]}\n<p class="from-disk">{said}</p>', page, count=1)


def _archive(files: Mapping[str, bytes], material: Material) -> bytes:
    """The same bytes for the same files: in their order by name, with the date of the material, with the same rights."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(FOLDER + name, material.date.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever the machine
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return target.getvalue()
