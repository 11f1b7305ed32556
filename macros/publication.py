"""A site appears whole or not at all: it is built in a hidden folder inside its own, and takes the place of the old one when all is done.

Inside, not beside: that is the same file system, whatever is mounted or linked there, and needs no rights on the folder above. Like MkDocs, it
leaves alone what is hidden (`.git`, `.nojekyll`).
"""

from __future__ import annotations

import errno
import logging
import shutil
from pathlib import Path

from mkdocs.utils import CountHandler

_UNFINISHED, _REPLACED = ".unfinished", ".replaced"
_FIRST = "index.html"
_NO_FAULT_OF_OURS = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.EMFILE, errno.EFBIG}


def begin(site: Path) -> Path:
    """Where to build what is going to be the site."""
    abandon(site)
    return site / _UNFINISHED


def finish(site: Path) -> None:
    """Put the new site in the place of the old one, the page that everybody opens first last of all."""
    old, new = site / _REPLACED, site / _UNFINISHED
    old.mkdir()
    for entry in sorted(site.iterdir(), key=lambda entry: entry.name != _FIRST):
        if not entry.name.startswith("."):
            entry.rename(old / entry.name)
    for entry in sorted(new.iterdir(), key=lambda entry: entry.name == _FIRST):
        entry.rename(site / entry.name)
    abandon(site)


def abandon(site: Path) -> None:
    """Remove what a build left behind that did not come to its end."""
    for name in (_UNFINISHED, _REPLACED):
        shutil.rmtree(site / name, ignore_errors=True)


def warned() -> bool:
    """Whether MkDocs has told of anything that a strict build stops at; it does so itself only after the last event."""
    return any(handler.get_counts() for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))


def explained(error: Exception) -> str | None:
    """What to say of an error that is the machine's: no room, no rights. Of others the traceback is worth more."""
    if not isinstance(error, OSError) or error.errno not in _NO_FAULT_OF_OURS:
        return None
    place = f": {error.filename}" if error.filename else ""
    return f"Сайт не собран, прежний не тронут. Не записать{place} ({error.strerror}). Проверьте место на диске и права и соберите ещё раз."
