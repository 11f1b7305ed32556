"""A site appears whole or not at all."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.utils import CountHandler

from macros import publication


def write(folder: Path, **files: str) -> None:
    for name, content in files.items():
        path = folder / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def content(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_finished_site_takes_the_place_of_the_old_one_and_leaves_what_is_hidden(tmp_path):
    write(tmp_path, index="старая", nlp_page="старая", gone_page="старая")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    write(publication.begin(tmp_path), index="новая", nlp_page="новая")
    publication.finish(tmp_path)
    assert content(tmp_path) == {".git/HEAD": "ref", "index": "новая", "nlp/page": "новая"}


def test_while_a_site_is_built_the_old_one_stands(tmp_path):
    write(tmp_path, index="старая")
    write(publication.begin(tmp_path), index="новая")
    assert (tmp_path / "index").read_text(encoding="utf-8") == "старая"


def test_what_an_earlier_build_left_is_no_part_of_the_next(tmp_path):
    write(publication.begin(tmp_path), index="первая", extra="первая")
    write(publication.begin(tmp_path), index="вторая")
    publication.finish(tmp_path)
    assert content(tmp_path) == {"index": "вторая"}


def test_a_build_that_is_given_up_leaves_nothing(tmp_path):
    write(publication.begin(tmp_path), index="новая")
    publication.abandon(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_page_that_is_opened_first_goes_first_and_comes_last(tmp_path, monkeypatch):
    write(tmp_path, **{"index.html": "старая", "a": "старая"})
    write(publication.begin(tmp_path), **{"index.html": "новая", "z": "новая"})
    moved = []
    rename = Path.rename
    monkeypatch.setattr(Path, "rename", lambda path, target: (moved.append(path.name), rename(path, target)))
    publication.finish(tmp_path)
    assert (moved[0], moved[-1]) == ("index.html", "index.html")


def test_a_warning_is_known_before_mkdocs_stops_at_it():
    handler = CountHandler()
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        assert not publication.warned()
        logger.warning("Ссылка никуда не ведёт")
        assert publication.warned()
    finally:
        logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "site/a.html"), "Не записать: site/a.html (No space left on device)."),
        (PermissionError(13, "Permission denied"), "Не записать (Permission denied)."),
        (FileNotFoundError(2, "No such file", "macros/x.css"), None),
        (ValueError("ошибка в коде"), None),
    ],
)
def test_what_the_machine_refuses_is_said_without_a_traceback(error, said):
    explained = publication.explained(error)
    assert (explained is None) == (said is None)
    assert said is None or said in explained
