"""What is done to a finished page of the theme."""

from macros.external_links import marked
from macros.lean_html import lean
from macros.valid_html import valid


def test_code_keeps_its_text_and_loses_the_spans_that_give_no_colour():
    html = '<span class="k">for</span><span class="w"> </span><span class="n">x</span><span class="o">=</span>1<span class="p">:</span>'
    assert lean(html) == '<span class="k">for</span> x=1:'


def test_indentation_of_templates_goes_and_that_of_code_stays():
    page = "<ul>\n    <li>\n      один\n    </li>\n</ul>\n<pre>\n    x\n</pre>\n  <script>\n  1\n</script>\n\n  <p>"
    assert lean(page) == "<ul>\n<li>\nодин\n</li>\n</ul>\n<pre>\n    x\n</pre>\n<script>\n  1\n</script>\n<p>"


def test_an_icon_loses_its_namespace_and_a_sample_of_code_keeps_it():
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>'
    assert lean(f"{icon}<pre>{icon}</pre>") == f'<svg viewBox="0 0 24 24"></svg><pre>{icon}</pre>'


def test_the_script_of_the_theme_does_not_watch_the_text():
    assert lean('<div class="md-content" data-md-component="content">') == '<div class="md-content">'


def test_a_script_of_the_head_does_not_wait_for_the_styles():
    script, styles = "<script>__md_scope=1</script>\n", '<link rel="stylesheet" href="a.css">\n'
    assert lean(styles + styles + script) == script + styles + styles


def test_the_name_of_the_generator_goes():
    assert lean('<meta name="generator" content="mkdocs-1.6.1">\n<title>Списки</title>') == "<title>Списки</title>"


def test_the_settings_of_the_theme_keep_what_its_script_asks_for_in_readable_letters():
    start, end = '<script id="__config" type="application/json">', "</script>"
    texts = r'{"search.result.none": "\u041d\u0435\u0442 \u003cb>", "select.version": "v"}'
    settings = f'{{"base": "..", "tags": null, "search": "a.js", "translations": {texts}}}'
    assert lean(start + settings + end) == start + r'{"base":"..","translations":{"search.result.none":"Нет \u003cb>"}}' + end


def test_a_link_that_leaves_the_handbook_is_marked_unless_it_says_more():
    assert marked('<a href="https://arxiv.org/abs/1">') == '<a rel="external" href="https://arxiv.org/abs/1">'
    assert marked('<a href="../lists/">') == '<a href="../lists/">'
    assert marked('<a href="https://github.com/e/edit" rel="edit">') == '<a href="https://github.com/e/edit" rel="edit">'


def test_a_checkbox_of_the_theme_loses_an_attribute_that_means_nothing_on_it():
    assert valid('<input type="checkbox" id="__drawer" autocomplete="off">') == '<input type="checkbox" id="__drawer">'


def test_the_search_box_has_a_name_for_a_screen_reader():
    assert 'role="dialog" aria-label="Поиск"' in valid('<div class="md-search" data-md-component="search" role="dialog">')


def test_a_label_without_its_checkbox_points_nowhere():
    label = '<label class="md-nav__title" for="__toc">'
    assert valid(label) == '<label class="md-nav__title">'
    assert valid(f'<input id="__toc">{label}') == f'<input id="__toc">{label}'


def test_code_that_scrolls_takes_focus():
    assert valid("<pre><span></span><code>x</code></pre>") == '<pre><span></span><code tabindex="0">x</code></pre>'
