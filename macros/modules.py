"""What a page tells a browser of the modules that its script imports.

A browser learns of a module when it has read the one that imports it. On a slow network each such step is seconds; named in the page, all come
at once.
"""

from __future__ import annotations

import posixpath
import re

from macros.curriculum import ROOT
from macros.links import Href

_FOLDER = ROOT / "docs" / "assets"
_IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*?['"](\.[^'"]+)['"]""", re.MULTILINE)


def module_script(href: Href, module: str) -> str:
    """The element of a module script, after links to all that it imports. `module` is a path from assets/javascript/."""
    path = f"javascript/{module}"
    links = "".join('<link rel="modulepreload" href="{}">'.format(href(f"assets/{found}")) for found in sorted(imported(path)))
    return links + '<script type="module" src="{}"></script>'.format(href(f"assets/{path}"))


def imported(path: str) -> set[str]:
    """The modules that one needs, near and far, itself left out; paths from assets/."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        module = waiting.pop()
        for address in _IMPORT.findall((_FOLDER / module).read_text(encoding="utf-8")):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(module), address))
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found - {path}
