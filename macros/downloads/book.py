"""The whole handbook as one file: PDF to print or read at a desk, EPUB for a phone or an e-reader."""

from __future__ import annotations

from collections.abc import Sequence

from macros.downloads import typeset
from macros.downloads.artefact import Artefact
from macros.downloads.book_content import book
from macros.downloads.book_epub import contents as contents_of_epub
from macros.downloads.book_epub import epub
from macros.downloads.book_pdf import pdf
from macros.downloads.material import Material
from macros.model import Curriculum

NEEDS: Sequence[str] = typeset.NEEDS
EPUB, PDF = "handbook.epub", "handbook.pdf"


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            PDF,
            "Книга для компьютера и принтера",
            "Весь хендбук подряд: ответы, разобранные задачи, уроки, словарь и указатель вопросов с номерами страниц.",
            "Листы A4. Закладки и ссылки ведут по книге; печатать удобно по главам, в окне печати укажите номера страниц из содержания.",
            _pdf,
            "offline",
        ),
        Artefact(
            EPUB,
            "Книга для телефона и читалки",
            "То же самое, но текст подстраивается под экран, размер букв и тёмную тему выбираете вы. Читается без сети.",
            "Откройте в Apple Книгах, PocketBook Reader, Thorium или KOReader; на Kindle отправьте через Send to Kindle. "
            "Формулы записаны в MathML: программы, которые его не знают, покажут их строкой.",
            _epub,
            "offline",
        ),
    ]


def contents(data: bytes, file: str) -> dict[str, str]:
    """The hash of every question in a finished file."""
    return contents_of_epub(data) if file == EPUB else typeset.attached(data)


def _pdf(material: Material) -> bytes:
    return pdf(book(material))


def _epub(material: Material) -> bytes:
    return epub(book(material))
