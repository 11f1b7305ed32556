"""The Chromium of the system: Playwright's own is not downloaded."""

from __future__ import annotations

import shutil

# Pages are drawn by the compositor alone: a graphics processor acted by the other one costs the tests a tenth of their time.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-background-networking"]


def executable() -> str:
    """Its path. Raises FileNotFoundError with the mend.

    The headless shell is the same engine without windows: a page costs it a third of the processor time.
    """
    found = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise FileNotFoundError("Нужен Chromium: apt install chromium-headless-shell (или chromium)")
    return found
