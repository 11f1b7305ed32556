"""HTML that is not whole stops the build: a tag without its end takes the rest of the page into itself."""

from __future__ import annotations

import pytest

from macros.whole_html import broken, line_of


@pytest.mark.parametrize(
    "html",
    [
        '<p id="a">Текст <b>жирный</b> и 2 &lt; 3<br><br /><img src="x.png" alt="a > b"></p>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><g><circle r="1"/></g></svg>',
        '<math><mi>x</mi><mspace width="1em"/></math>',
        '<!-- пометка --><p>a</p><script src="x.js"></script><textarea></textarea>',
        "<p>a < b</p>",
    ],
)
def test_whole_html_passes(html):
    assert list(broken(html)) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Текст <div></p>", "тег «</p>» закрывает то, что не открыто или открыто раньше другого"),
        ("<p>Текст", "тег «<p>» не закрыт"),
        ("</div>", "тег «</div>» закрывает то, что не открыто или открыто раньше другого"),
        ("<div/>Текст", "тег «<div>» не закрыт"),
        ('<p id="a"></p><p id=a></p>', "id «a» стоит на странице дважды, а на нём держатся ссылки"),
        ("<p>a</p><!-- дальше", "«<!-- дальше» браузер прочтёт как тег или комментарий без конца"),
        ("<script>alert(1)</script>", "тег «<script>» на странице не сработает или скроет то, что ниже"),
        ("<p>a <b", "«<b» браузер прочтёт как тег или комментарий без конца"),
    ],
)
def test_html_that_is_not_whole_is_told(html, said):
    assert [what for what, _ in broken(html)] == [said]


def test_the_line_is_that_of_the_source_or_the_first_when_it_comes_from_the_data():
    assert line_of("<div", "# Страница\n\n<DIV>\n") == 3
    assert line_of("<div", "# Страница\n") == 1
