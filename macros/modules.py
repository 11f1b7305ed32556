"""What a page tells a browser of the modules that its script imports.

A browser learns of a module when it has read the one that imports it. On a slow network each such step is seconds; named in the page, all come
at once.
"""

from __future__ import annotations

import posixpath
import re

from macros.curriculum import ROOT

_FOLDER = ROOT / "docs" / "assets"
_IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*?['"](\.[^'"]+)['"]""", re.MULTILINE)


def module_script(root: str, module: str) -> str:
    """The element of a module script, after links to all that it imports. `root` leads to the site, `module` from its assets/javascript/."""
    path = f"javascript/{module}"
    links = "".join(f'<link rel="modulepreload" href="{root}assets/{found}">' for found in sorted(imported(path)))
    return f'{links}<script type="module" src="{root}assets/{path}"></script>'


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
