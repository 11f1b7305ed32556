"""A page tells when it last changed, as git knows it, and says nothing where git does not know."""

from __future__ import annotations

from macros.page_dates import page_dates
from tests.site_build import text
from tests.test_downloads import commit, git


def test_a_page_has_the_day_of_its_last_commit(tmp_path):
    (tmp_path / "docs" / "ml").mkdir(parents=True)
    for name in ("index.md", "ml/intro.md"):
        (tmp_path / "docs" / name).write_text("Раз.", encoding="utf-8")
    commit(tmp_path, "2027-01-31T23:30:00-0300")
    (tmp_path / "docs/ml/intro.md").write_text("Два.", encoding="utf-8")
    commit(tmp_path, "2027-05-02T10:00:00+0000")
    assert page_dates(tmp_path) == {"index.md": "1\N{NO-BREAK SPACE}февраля 2027", "ml/intro.md": "2\N{NO-BREAK SPACE}мая 2027"}
    shallow = tmp_path.with_name(f"{tmp_path.name}-shallow")
    git(tmp_path.parent, "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(shallow))
    assert page_dates(shallow) == {}


def test_an_archive_knows_no_dates(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("Раз.", encoding="utf-8")
    assert page_dates(tmp_path) == {}


def test_pages_of_plain_text_show_it_and_those_of_the_data_do_not(handbook):
    shown = {address for address, page in handbook.pages.items() for _ in page.having_class("page-changed")}
    assert shown <= handbook.pages.keys() - {"", "roadmap/", "404.html"}
    for address in shown:
        (line,) = handbook.pages[address].having_class("page-changed")
        assert text(line).startswith("Последняя правка страницы — ")
