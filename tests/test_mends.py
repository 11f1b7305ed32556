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


def test_the_way_on_is_spelled_as_everything_else():
    link = '<a class="md-footer__link--next" aria-label="{}: Вперед"><span class="md-footer__direction">\n    {}\n'
    assert valid(link.format("Вперед", "Вперед")) == link.format("Вперёд", "Вперёд")


def test_a_checkbox_of_the_theme_loses_an_attribute_that_means_nothing_on_it():
    assert valid('<input type="checkbox" id="__search" autocomplete="off">') == '<input type="checkbox" id="__search">'


def test_what_opens_the_navigation_has_a_name_and_comes_after_the_link_that_skips_it():
    toggles = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" {}><label class="md-overlay" for="__drawer"></label>'
    skip = '<div><a href="#text" class="md-skip">К тексту</a></div>'
    header = '<header class="md-header">'
    assert valid(toggles.format('autocomplete="off"') + skip + header) == skip + toggles.format('aria-label="Меню"') + header


def test_the_arrow_beside_a_section_has_a_name():
    arrow = '<span class="md-nav__icon md-icon"></span></label>'
    label = '<label class="md-nav__link" for="__nav_6" id="__nav_6_label" tabindex="0">'
    assert valid(label + arrow) == f'{label}<span class="for-screen-reader">Страницы раздела</span>{arrow}'
    assert valid(f"{label}Задача{arrow}") == f"{label}Задача{arrow}"


def test_levels_of_the_navigation_take_the_focus_and_the_title_beside_a_text_does_not():
    page = '<input id="__toc"><label class="md-nav__title" {}for="__toc"><div data-md-type="toc"><label class="md-nav__title" for="__toc">'
    assert valid(page.format("")) == page.format('tabindex="0" ')
    assert valid('<label class="md-nav__title" for="__nav_6">') == '<label class="md-nav__title" tabindex="0" for="__nav_6">'
    here = '<label class="md-nav__link md-nav__link--active" for="__nav_6" id="__nav_6_label" tabindex="0">'
    assert valid(here) == here


def test_a_permalink_adds_nothing_to_what_is_read_of_its_heading():
    link = '<a class="headerlink" href="#a" title="Ссылка на это место">'
    assert valid(link) == '<a class="headerlink" aria-hidden="true" tabindex="-1" href="#a" title="Ссылка на это место">'


def test_the_search_box_has_a_name_for_a_screen_reader():
    assert 'role="dialog" aria-label="Поиск"' in valid('<div class="md-search" data-md-component="search" role="dialog">')


def test_a_label_without_its_checkbox_points_nowhere():
    label = '<label class="md-nav__title" for="__toc">'
    assert valid(label) == '<label class="md-nav__title">'
    assert 'for="__toc"' in valid(f'<input id="__toc">{label}')


def test_code_that_scrolls_takes_focus():
    assert valid("<pre><span></span><code>x</code></pre>") == '<pre><span></span><code tabindex="0">x</code></pre>'
