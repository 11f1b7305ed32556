"""`/q/<id>/`: the address of a question that outlives every regrouping of pages."""

from __future__ import annotations

from textwrap import dedent

from macros.permalinks import location, redirect
from macros.security import guarded


def test_every_question_has_a_file_of_its_own():
    assert location("args-kwargs") == "q/args-kwargs/index.html"


def test_it_leads_on_to_where_the_answer_stands_with_scripts_off_too(tiny):
    page = dedent("""\
        <!doctype html>
        <html lang="ru">
        <head>
        <meta charset="utf-8">
        <title>Чем список отличается от кортежа?</title>
        <meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex">
        <meta http-equiv="refresh" content="0; url=../../python/data-structures/lists/#list-vs-tuple">
        </head>
        <body><main><h1>Чем список отличается от кортежа?</h1>\
        <p><a href="../../python/data-structures/lists/#list-vs-tuple">Перейти к ответу</a></p></main></body>
        </html>
        """).replace(" " * 8, "")
    assert redirect(tiny.places["list-vs-tuple"]) == guarded(page)


def test_in_a_site_that_is_read_from_files_it_leads_to_the_file(tiny):
    assert 'url=../../python/functions.html#args-kwargs"' in redirect(tiny.places["args-kwargs"], directory_urls=False)
