"""A Content-Security-Policy on each page: nothing but files of the site itself, and of inline scripts only those that the build wrote.

By a meta tag, since hosts of static sites set no headers; `frame-ancestors` and reports by network work in headers only and are not here.
Levels and directives: https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
import re

# `data:` for pictures: the theme's stylesheet draws its icons so.
_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ENCODING = '<meta charset="utf-8">'


def guarded(html: str) -> str:
    """The same page with its policy, right after the encoding: it holds for what follows only. Nothing may change an inline script after this."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE_SCRIPT.findall(html)]
    scripts = " ".join([_DIRECTIVES["script-src"], *(f"'sha256-{digest}'" for digest in dict.fromkeys(hashes))])
    policy = ";".join(f"{name} {sources}" for name, sources in {**_DIRECTIVES, "script-src": scripts}.items())
    start, encoding, rest = html.partition(_ENCODING)
    assert encoding, "без <meta charset> политике негде встать"
    return f'{start}{encoding}\n<meta http-equiv="Content-Security-Policy" content="{policy}">{rest}'
