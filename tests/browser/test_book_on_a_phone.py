"""The EPUB as a reading system built on a browser shows it on a phone. Fonts and hyphenation are those of the reading system, here of Chromium."""

from __future__ import annotations

import zipfile

from macros.downloads import book
from tests.site_build import Site

PHONE = {"width": 390, "height": 740}
# A sign that belongs to the formula before it and stands at the beginning of the next line.
LEFT_BEHIND = """() => [...document.querySelectorAll('span.formula')].filter(formula => {
  const text = formula.nextSibling
  if (text?.nodeType !== 3 || !/^[:;,.!?)»]/.test(text.data)) return false
  const sign = document.createRange()
  sign.setStart(text, 0)
  sign.setEnd(text, 1)
  return sign.getBoundingClientRect().left < formula.getBoundingClientRect().left
}).map(formula => formula.parentElement.textContent.trim())"""


def test_no_chapter_is_wider_than_a_phone_and_no_sign_leaves_its_formula(handbook: Site, tmp_path, new_context):
    with zipfile.ZipFile(handbook.folder / "downloads" / book.EPUB) as archive:
        archive.extractall(tmp_path)
    page = new_context(viewport=PHONE).new_page()
    chapters = sorted(tmp_path.rglob("*.xhtml"))
    assert len(chapters) > 50
    wide, behind, formulas = [], [], 0
    for chapter in chapters:
        page.goto(chapter.as_uri())
        formulas += page.locator("math").count()
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(chapter.name)
        behind += page.evaluate(LEFT_BEHIND)
    assert formulas > 1000
    assert wide == []
    assert behind == []
