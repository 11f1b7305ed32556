"""Each page has its policy, and nothing in it that the policy would refuse."""

from __future__ import annotations

import re

import pytest

from macros.security import guarded
from tests.site_build import Site

POLICY = re.compile(r'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
REFUSED = re.compile(
    r"<[a-z][^<>]*\s(?:style|on[a-z]+)=|<style\b|<(?:script|link|img|iframe)\b[^<>]*\s(?:src|href)=[\"']?javascript:|<(?:iframe|object|embed|base)\b"
)


def test_every_file_of_html_has_one_policy_before_all_that_it_rules(handbook: Site):
    files = sorted(handbook.folder.rglob("*.html"))
    assert len(files) > 250
    without = [str(file) for file in files if len(POLICY.findall(file.read_text(encoding="utf-8"))) != 1]
    assert without == []


def test_nothing_in_a_page_needs_what_its_policy_refuses(handbook: Site):
    found = {str(file): refused[0] for file in handbook.folder.rglob("*.html") if (refused := REFUSED.search(file.read_text(encoding="utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    "markup", ['<p style="color: red">', "<a onclick='go()'>", "<style>", '<script src="javascript:go()">', "<iframe>", '<base href="/">']
)
def test_what_the_policy_refuses_is_noticed(markup):
    assert REFUSED.search(markup)


def test_a_policy_names_each_inline_script_once_and_nothing_inline_beside():
    [policy] = POLICY.findall(guarded('<meta charset="utf-8"><script>alert(1)</script><script>alert(1)</script><script src="a.js"></script>'))
    assert dict(directive.split(" ", 1) for directive in policy.split(";")) == {
        "default-src": "'none'",
        "script-src": "'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
