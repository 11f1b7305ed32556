"""Takes comments and indentation out of our scripts in a finished site: the sources stay readable, and a phone loads half."""

from __future__ import annotations

from pathlib import Path

import rjsmin


def shorten_site(site: Path) -> None:
    """Rewrite every script of ours. Vendored ones come as their authors release them, the theme's are short already."""
    for path in (site / "assets" / "javascript").rglob("*.js"):
        path.write_text(rjsmin.jsmin(path.read_text(encoding="utf-8")), encoding="utf-8")
