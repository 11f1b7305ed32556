"""Do the links out of the handbook still lead somewhere? Asked weekly, never by the tests: the network has bad days. `make links`

Polite: each address once, one request at a time to a host with a pause between, HEAD before GET, and the body is not read.
"""

from __future__ import annotations

import http.client
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from macros import github
from macros.curriculum import ROOT
from macros.problems import Problem
from macros.sources import prose, read_lines
from macros.words import plural

PAUSE, TIMEOUT, HOSTS = 1.0, 20.0, 8  # seconds between two requests to a host and for one; hosts at a time
_AGENT = "nlp-handbook-link-check/1 (weekly; one request a second)"
_LINK = re.compile(r"(?<=\]\()https?://(?:[^()\s]|\([^()\s]*\))+|<(https?://[^>\s]+)>")
_URL = re.compile(r"^ *(?:- )?url: *['\"]?(https?://[^'\"\s]+)", re.MULTILINE)
_GONE = (404, 410)

Ask = Callable[[str, str], int]


def links(root: Path = ROOT) -> dict[str, list[tuple[str, int]]]:
    """Each address without its anchor, with the files and lines that name it."""
    found: dict[str, list[tuple[str, int]]] = {}

    def add(address: str, file: str, line: int) -> None:
        found.setdefault(urldefrag(address).url, []).append((file, line))

    for number, row in enumerate((root / "curriculum.yml").read_text(encoding="utf-8-sig").split("\n"), 1):
        if url := _URL.match(row):
            add(url[1], "curriculum.yml", number)
    for path in sorted((root / "docs").rglob("*.md")):
        for number, text in prose(read_lines(path.read_text(encoding="utf-8-sig"))):
            for match in _LINK.finditer(text):
                add(match[1] or match[0], path.relative_to(root).as_posix(), number)
    return found


def verdict(address: str, ask: Ask) -> tuple[bool, str]:
    """Whether the link is dead for certain, and what came instead of the page: empty when the page is there."""
    status = 0
    try:
        for method in ("HEAD", "GET"):  # many hosts refuse the first
            if (status := ask(method, address)) < 400:
                return False, ""
    except urllib.error.URLError as error:
        unknown = "Name or service not known" in str(error.reason) or "getaddrinfo" in str(error.reason)
        return unknown, "такого сайта нет" if unknown else f"сайт не ответил ({error.reason})"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return False, f"сайт не ответил ({error})"
    return status in _GONE, f"код {status}"


def ask(method: str, address: str) -> int:
    """The status of an answer, after redirections."""
    request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def check(found: dict[str, list[tuple[str, int]]], ask: Ask = ask, pause: float = PAUSE) -> tuple[list[Problem], list[Problem]]:
    """The links that are dead, and those of which it could not be told: a host may refuse programs, or be down today."""
    hosts: dict[str, list[str]] = {}
    for address in found:
        hosts.setdefault(urlsplit(address).netloc, []).append(address)

    def of_host(addresses: list[str]) -> Iterator[tuple[str, bool, str]]:
        for number, address in enumerate(addresses):
            if number:
                time.sleep(pause)
            yield address, *verdict(address, ask)

    dead: list[Problem] = []
    unsure: list[Problem] = []
    with ThreadPoolExecutor(HOSTS) as pool:
        for results in pool.map(lambda addresses: list(of_host(addresses)), hosts.values()):
            for address, certain, what in results:
                mend = "Найдите новый адрес или оставьте название без ссылки." if certain else "Откройте её сами."
                problems = [Problem(file, line, f"ссылка {address}: {what}. {mend}") for file, line in found[address]] if what else []
                (dead if certain else unsure).extend(problems)
    return sorted(dead), sorted(unsure)


def main() -> int:
    found = links()
    dead, unsure = check(found)
    for title, problems in (("Не удалось проверить", unsure), ("Мёртвые ссылки", dead)):
        if problems:
            print(f"{title}:", *problems, sep="\n")
    if github.wanted():
        print(*github.commands(dead), sep="\n")
    print(f"Проверено: {plural(len(found), 'адрес', 'адреса', 'адресов')}; мёртвых ссылок {len(dead)}, неясных {len(unsure)}.")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
