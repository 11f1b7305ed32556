"""The theme's stylesheets lose what the site does not use, and nothing else."""

import re
from pathlib import Path

import pytest

from macros.stylesheets import trim, trim_site, words_of


def test_a_rule_stays_when_every_class_of_its_selector_occurs_on_a_page() -> None:
    assert trim(".md-nav .md-nav__link{color:red}", {"md-nav", "md-nav__link"}) == ".md-nav .md-nav__link{color:red}"


def test_a_rule_for_a_class_that_no_page_has_goes() -> None:
    assert trim(".md-nav{color:red}.md-chat{color:blue}", {"md-nav"}) == ".md-nav{color:red}"


def test_of_several_selectors_only_the_idle_ones_go() -> None:
    assert trim(".md-nav,.md-chat,a{color:red}", {"md-nav"}) == ".md-nav,a{color:red}"


def test_a_class_inside_not_does_not_have_to_occur() -> None:
    assert trim("a:not(.md-chat){color:red}", set()) == "a:not(.md-chat){color:red}"


def test_a_rule_for_tables_without_a_class_stays_only_with_such_a_table() -> None:
    css = "table:not([class]) a{color:red}"
    assert trim(css, words_of('<table class="table">')) == ""
    assert trim(css, words_of("<table><tr>")) == css


def test_of_the_colours_of_the_palette_only_that_of_the_pages_stays() -> None:
    css = "[data-md-color-primary=pink]{color:red}[data-md-color-primary=custom] a{color:blue}"
    assert trim(css, words_of('<body data-md-color-primary="custom">pink')) == "[data-md-color-primary=custom] a{color:blue}"


def test_what_is_set_each_time_a_page_loads_has_no_rule() -> None:
    assert trim("[data-md-color-switching] *{transition:none}", {"data-md-color-switching"}) == ""


def test_a_media_query_without_rules_goes_with_them() -> None:
    assert trim("@media print{.md-chat{color:red}}@media print{a{color:red}}", set()) == "@media print{a{color:red}}"


def test_fonts_and_animations_stay() -> None:
    css = "@keyframes fade{0%{opacity:0}to{opacity:1}}"
    assert trim(css, set()) == css


def test_a_custom_property_that_nothing_reads_goes_with_its_picture(tmp_path: Path) -> None:
    sheet = tmp_path / "assets" / "stylesheets" / "main.css"
    sheet.parent.mkdir(parents=True)
    picture = """url("data:image/svg+xml;charset=utf-8,<svg d='M1;2'/>")"""
    sheet.write_text(f""":root{{--idle:{picture};--used:url("a;b")}}a{{color:var(--used)}}""", encoding="utf-8")
    trim_site(tmp_path)
    assert sheet.read_text(encoding="utf-8") == """:root{--used:url("a;b")}a{color:var(--used)}"""


PAGE_WIDE = re.compile(r"(?:^|[\s,{}>~+])(?:(?:body|html|:root|\*)[^\s,{}>~+(]*|\[[^\s,{}>~+(]*)?:has\(")


@pytest.mark.parametrize("asked", [":has(a)", "body:has(a)", "html.js:has(a)", "p :has(a)", "[data-mark]:has(a)", "a,*:has(b)", "a{} :root:has(a)"])
def test_a_rule_that_asks_what_the_whole_page_has_is_noticed(asked: str) -> None:
    assert PAGE_WIDE.search(asked + "{color:red}")


def test_no_rule_asks_what_the_whole_page_has() -> None:
    """Asked of the page, `:has()` looks through it and styles its navigation anew at each letter that is typed into the search."""
    css = Path(__file__).parents[1] / "docs" / "assets" / "css"
    assert [file.name for file in sorted(css.glob("*.css")) if PAGE_WIDE.search(file.read_text(encoding="utf-8"))] == []
