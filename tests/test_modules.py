"""Modules that a page names in advance."""

from __future__ import annotations

from macros.curriculum import ROOT
from macros.links import href_from
from macros.modules import imported, module_script


def test_all_that_a_script_imports_near_and_far_comes_at_once():
    html = module_script(href_from("trainer/"), "progress/index.js")
    links = [f'<link rel="modulepreload" href="../assets/javascript/progress/{name}.js">' for name in ("renamed", "state", "store")]
    assert html == "".join(links) + '<script type="module" src="../assets/javascript/progress/index.js"></script>'


def test_what_is_named_exists_and_what_is_imported_later_is_not_named():
    found = imported("javascript/trainer/index.js")
    assert "vendor/ts-fsrs/ts-fsrs.js" in found
    assert [path for path in found if not (ROOT / "docs/assets" / path).is_file()] == []
    assert "javascript/progress/backup.js" not in imported("javascript/progress/page.js")
