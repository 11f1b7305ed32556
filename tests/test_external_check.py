"""The weekly check of links that leave the handbook; no test goes to the network."""

from __future__ import annotations

import urllib.error

import pytest

from macros.external_check import ask, check, links
from tests.site_build import served


def found(answers: dict[str, int | Exception]) -> tuple[list[str], list[str]]:
    """What is said of addresses whose hosts answer so; each is named in line 1 of a.md, the second also in b.md."""

    def answer(method: str, address: str) -> int:
        asked.append((method, address))
        if isinstance(result := answers[address], Exception):
            raise result
        return result

    asked: list[tuple[str, str]] = []
    named = {address: [("docs/a.md", 1), ("docs/b.md", 2)][: number + 1] for number, address in enumerate(answers)}
    dead, unsure = check(named, answer, pause=0)
    assert len(asked) <= 2 * len(answers)
    return list(map(str, dead)), list(map(str, unsure))


def test_a_page_that_is_gone_is_named_wherever_it_is_linked():
    dead, unsure = found({"https://x.example/": 200, "https://x.example/gone": 404})
    text = "ссылка https://x.example/gone: код 404. Найдите новый адрес или оставьте название без ссылки."
    assert (dead, unsure) == ([f"docs/a.md:1: {text}", f"docs/b.md:2: {text}"], [])


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (403, "код 403"),
        (429, "код 429"),
        (503, "код 503"),
        (TimeoutError("timed out"), "сайт не ответил (timed out)"),
        (urllib.error.URLError("certificate"), "сайт не ответил (certificate)"),
    ],
)
def test_a_host_that_refuses_programs_or_is_down_today_is_no_dead_link(answer, what):
    assert found({"https://x.example/": answer}) == ([], [f"docs/a.md:1: ссылка https://x.example/: {what}. Откройте её сами."])


def test_a_host_that_no_longer_exists_is_dead():
    dead, _ = found({"https://x.example/": urllib.error.URLError(OSError(-2, "Name or service not known"))})
    assert "такого сайта нет" in dead[0]


def test_links_are_those_of_the_data_and_of_prose_without_their_anchors(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "curriculum.yml").write_text("stages:\n- url: https://a.example/\n", encoding="utf-8")
    page = "[текст](https://b.example/x_(y)#z) и `[код](https://no.example/)`\n\n<https://c.example/>, [свой](a.md)\n"
    (tmp_path / "docs/a.md").write_text(page, encoding="utf-8")
    assert links(tmp_path) == {
        "https://a.example/": [("curriculum.yml", 2)],
        "https://b.example/x_(y)": [("docs/a.md", 1)],
        "https://c.example/": [("docs/a.md", 3)],
    }
    assert len(links()) > 100


def test_a_status_is_asked_for(tmp_path):
    (tmp_path / "404.html").write_text("нет", encoding="utf-8")
    (tmp_path / "here.html").write_text("есть", encoding="utf-8")
    with served(tmp_path) as url:
        assert (ask("HEAD", f"{url}here.html"), ask("GET", f"{url}gone.html")) == (200, 404)
