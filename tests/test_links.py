"""Where links lead that macros write as HTML."""

from __future__ import annotations

import pytest

from macros.links import address, href_from


@pytest.mark.parametrize(
    ("page", "with_folders", "with_files"),
    [
        ("index.md", "", "index.html"),
        ("roadmap.md", "roadmap/", "roadmap.html"),
        ("python/index.md", "python/", "python/index.html"),
        ("python/data-structures/lists.md", "python/data-structures/lists/", "python/data-structures/lists.html"),
        ("ml/reindex.md", "ml/reindex/", "ml/reindex.html"),
    ],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(page, with_folders, with_files):
    assert address(page) == with_folders
    assert address(page, directory_urls=False) == with_files


@pytest.mark.parametrize(
    ("here", "target", "href"),
    [
        ("", "python/index.md", "python/"),
        ("", "roadmap.md#order", "roadmap/#order"),
        ("", "index.md", "./"),
        ("roadmap/", "index.md", "../"),
        ("roadmap/", "python/oop.md#self", "../python/oop/#self"),
        ("python/", "python/oop.md", "oop/"),
        ("python/", "python/index.md#skip", "#skip"),
        ("python/oop/", "python/index.md", "../"),
        ("python/data-structures/lists/", "nlp/attention/mechanism.md#attention", "../../../nlp/attention/mechanism/#attention"),
    ],
)
def test_a_link_is_relative_to_the_page_it_stands_on(here, target, href):
    assert href_from(here)(target) == href


@pytest.mark.parametrize(
    ("here", "target", "href"),
    [
        ("index.html", "roadmap.md", "roadmap.html"),
        ("roadmap.html", "index.md", "index.html"),
        ("python/index.html", "python/oop.md#self", "oop.html#self"),
        ("python/oop.html", "nlp/rnn.md", "../nlp/rnn.html"),
        ("python/oop.html", "python/oop.md#self", "#self"),
    ],
)
def test_a_link_in_a_site_that_is_read_from_files(here, target, href):
    assert href_from(here, directory_urls=False)(target) == href
