"""Reads finished PDF files: text, boxes and codes of their pages, in millimetres from the top left corner."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

MM = 72 / 25.4
A4 = (210, 297)
_NOT_WRITTEN = re.compile("[\\s\\-\\u00ad\\u2010\\ufffe\\x02]+")  # spaces and hyphens, those at the end of a line too


def squeezed(text: str) -> str:
    """The text without what depends on where lines end."""
    return _NOT_WRITTEN.sub("", text)


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box, slack: float = 0.05) -> bool:
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Code:
    """A QR code on a page: what it says and where its middle is."""

    text: str
    x: float
    y: float


class Page:
    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self.height = page.get_height() / MM
        self.size = (round(page.get_width() / MM), round(self.height))

    def text(self, box: Box | None = None) -> str:
        """In the order of the file, which is the order of reading."""
        if box is None:
            return str(self._text.get_text_bounded())
        return str(self._text.get_text_bounded(box.left * MM, (self.height - box.bottom) * MM, box.right * MM, (self.height - box.top) * MM))

    @cached_property
    def _text(self) -> pypdfium2.PdfTextPage:
        return self._page.get_textpage()

    def boxes(self) -> Iterator[Box]:
        """Where everything stands that is drawn: stretches of text, lines, areas, pictures."""
        for item in self._page.get_objects(max_depth=1):
            left, bottom, right, top = (edge / MM for edge in item.get_bounds())
            yield Box(left, self.height - top, right, self.height - bottom)

    def sizes(self, box: Box) -> list[float]:
        """The sizes of the letters in a place, in points."""
        found = []
        for item in self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = (edge / MM for edge in item.get_bounds())
            if box.holds(Box(left, self.height - top, right, self.height - bottom)):
                size = ctypes.c_float()
                pdfium.FPDFTextObj_GetFontSize(item, size)
                found.append(size.value)
        return found

    def links(self) -> list[tuple[str, Box]]:
        """The addresses that lead out of the file."""
        found = []
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(self._page, position, link):
            action = pdfium.FPDFLink_GetAction(link)
            length = pdfium.FPDFAction_GetURIPath(self._page.pdf, action, None, 0)
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(self._page.pdf, action, buffer, length)
            area = pdfium.FS_RECTF()
            pdfium.FPDFLink_GetAnnotRect(link, area)
            place = Box(area.left / MM, self.height - area.top / MM, area.right / MM, self.height - area.bottom / MM)
            found.append((buffer.value.decode(), place))
        return found

    def grey(self, dpi: int = 200) -> Image.Image:
        """The page as a printer without colours has it."""
        return self._page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")

    def codes(self, dpi: int = 200) -> list[Code]:
        found = zxingcpp.read_barcodes(self.grey(dpi), formats=zxingcpp.BarcodeFormat.QRCode)
        corners = [(code.text, code.position.top_left, code.position.bottom_right) for code in found]
        return [Code(text, (a.x + b.x) / 2 / dpi * 25.4, (a.y + b.y) / 2 / dpi * 25.4) for text, a, b in corners]


class Pdf:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self._document = pypdfium2.PdfDocument(data)
        self.pages = [Page(page) for page in self._document]

    def text(self, top: float = 0, bottom: float = 0) -> str:
        """Of all pages, without these strips of their upper and lower edge."""
        return "\n".join(page.text(Box(0, top, A4[0], A4[1] - bottom)) for page in self.pages)

    @property
    def title(self) -> str:
        return str(self._document.get_metadata_value("Title"))

    @property
    def tagged(self) -> bool:
        return bool(pdfium.FPDFCatalog_IsTagged(self._document))

    @property
    def language(self) -> str:
        length = pdfium.FPDFCatalog_GetLanguage(self._document, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFCatalog_GetLanguage(self._document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    def bookmarks(self) -> list[str]:
        return [str(mark.get_title()) for mark in self._document.get_toc()]

    def fonts(self) -> dict[str, bool]:
        """Whether each font is inside the file."""
        found = {}
        for page in self._document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item)
                buffer = ctypes.create_string_buffer(200)
                pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
                found[buffer.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
        return found
