"""An EPUB 3 file from its pages. Knows nothing of the handbook."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".json": "application/json",
    ".ncx": "application/x-dtbncx+xml",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xhtml": "application/xhtml+xml",
}


@dataclass(frozen=True)
class Page:
    """`body` is a `<body>` in the namespace of XHTML; `properties` as in the manifest: "mathml"."""

    file: str
    title: str
    body: etree._Element
    properties: str = ""


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    title: str
    href: str
    below: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Publication:
    """`pages` are read in their order. `files` are named relative to the folder of the pages; `cover` is one of them, a PNG."""

    identifier: str
    title: str
    language: str
    modified: datetime
    metadata: Sequence[tuple[str, str]]
    pages: Sequence[Page]
    contents: Sequence[Heading]
    files: Mapping[str, bytes]
    cover: str
    stylesheet: str

    def write(self) -> bytes:
        """The finished file; the same publication gives the same bytes."""
        parts = {
            "META-INF/container.xml": _CONTAINER,
            "EPUB/package.opf": self._package(),
            "EPUB/nav.xhtml": self._page("nav.xhtml", "Содержание", self._navigation()),
            "EPUB/toc.ncx": self._ncx(),
            **{f"EPUB/{page.file}": self._page(page.file, page.title, page.body) for page in self.pages},
            **{f"EPUB/{name}": data for name, data in self.files.items()},
        }
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)  # has to stand first, as it is
            for name, data in parts.items():
                _add(archive, name, data, zipfile.ZIP_DEFLATED)
        return written.getvalue()

    def _page(self, file: str, title: str, body: etree._Element) -> bytes:
        page = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": _OPS})
        page.set("lang", self.language)
        page.set("{http://www.w3.org/XML/1998/namespace}lang", self.language)
        head = etree.SubElement(page, f"{{{XHTML}}}head")
        etree.SubElement(head, f"{{{XHTML}}}title").text = title
        etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=self.stylesheet)
        page.append(body)
        return _xml(page, doctype="<!DOCTYPE html>")

    def _navigation(self) -> etree._Element:
        body = etree.Element(f"{{{XHTML}}}body")
        toc = _nav(body, "toc", "toc")
        etree.SubElement(toc, f"{{{XHTML}}}h1").text = "Содержание"
        _list(toc, self.contents)
        landmarks = _nav(body, "landmarks", "landmarks")
        landmarks.set("hidden", "hidden")
        begin = Heading("Начало", self.contents[0].href)
        _list(landmarks, [Heading("Содержание", "nav.xhtml#toc"), begin], types=["toc", "bodymatter"])
        return body

    def _package(self) -> bytes:
        package = etree.Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})
        package.attrib.update({"version": "3.0", "unique-identifier": "id"})
        package.set("{http://www.w3.org/XML/1998/namespace}lang", self.language)
        metadata = etree.SubElement(package, f"{{{_OPF}}}metadata")
        etree.SubElement(metadata, f"{{{_DC}}}identifier", id="id").text = self.identifier
        etree.SubElement(metadata, f"{{{_DC}}}title").text = self.title
        etree.SubElement(metadata, f"{{{_DC}}}language").text = self.language
        for name, value in self.metadata:
            if ":" in name:
                etree.SubElement(metadata, f"{{{_OPF}}}meta", property=name).text = value
            else:
                etree.SubElement(metadata, f"{{{_DC}}}{name}").text = value
        modified = self.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        etree.SubElement(metadata, f"{{{_OPF}}}meta", property="dcterms:modified").text = modified
        etree.SubElement(metadata, f"{{{_OPF}}}meta", name="cover", content="cover")  # readers of EPUB 2 look here
        manifest = etree.SubElement(package, f"{{{_OPF}}}manifest")
        _item(manifest, "nav", "nav.xhtml", "nav")
        _item(manifest, "ncx", "toc.ncx")
        for number, page in enumerate(self.pages, 1):
            _item(manifest, f"page-{number}", page.file, page.properties)
        for number, name in enumerate(self.files, 1):
            cover = name == self.cover
            _item(manifest, "cover" if cover else f"file-{number}", name, "cover-image" if cover else "")
        spine = etree.SubElement(package, f"{{{_OPF}}}spine", toc="ncx")
        for number, _ in enumerate(self.pages, 1):
            etree.SubElement(spine, f"{{{_OPF}}}itemref", idref=f"page-{number}")
            if number == 1:
                etree.SubElement(spine, f"{{{_OPF}}}itemref", idref="nav")
        return _xml(package)

    def _ncx(self) -> bytes:
        """The table of contents for readers that know only EPUB 2."""
        ncx = etree.Element(f"{{{_NCX}}}ncx", nsmap={None: _NCX}, version="2005-1")
        head = etree.SubElement(ncx, f"{{{_NCX}}}head")
        etree.SubElement(head, f"{{{_NCX}}}meta", name="dtb:uid", content=self.identifier)
        title = etree.SubElement(ncx, f"{{{_NCX}}}docTitle")
        etree.SubElement(title, f"{{{_NCX}}}text").text = self.title
        order = 0

        def add(parent: etree._Element, headings: Sequence[Heading]) -> None:
            nonlocal order
            for heading in headings:
                order += 1
                point = etree.SubElement(parent, f"{{{_NCX}}}navPoint", id=f"point-{order}", playOrder=str(order))
                label = etree.SubElement(point, f"{{{_NCX}}}navLabel")
                etree.SubElement(label, f"{{{_NCX}}}text").text = heading.title
                etree.SubElement(point, f"{{{_NCX}}}content", src=heading.href)
                add(point, heading.below)

        add(etree.SubElement(ncx, f"{{{_NCX}}}navMap"), self.contents)
        return _xml(ncx)


_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def _nav(body: etree._Element, type: str, id: str) -> etree._Element:
    nav = etree.SubElement(body, f"{{{XHTML}}}nav", id=id)
    nav.set(f"{{{_OPS}}}type", type)
    return nav


def _list(parent: etree._Element, headings: Sequence[Heading], types: Sequence[str] = ()) -> None:
    items = etree.SubElement(parent, f"{{{XHTML}}}ol")
    for number, heading in enumerate(headings):
        item = etree.SubElement(items, f"{{{XHTML}}}li")
        link = etree.SubElement(item, f"{{{XHTML}}}a", href=heading.href)
        link.text = heading.title
        if types:
            link.set(f"{{{_OPS}}}type", types[number])
        if heading.below:
            _list(item, heading.below)


def _item(manifest: etree._Element, id: str, file: str, properties: str = "") -> None:
    item = etree.SubElement(manifest, f"{{{_OPF}}}item", id=id, href=file)
    item.set("media-type", _MEDIA_TYPES[posixpath.splitext(file)[1]])
    if properties:
        item.set("properties", properties)


def _xml(element: etree._Element, doctype: str | None = None) -> bytes:
    return bytes(etree.tostring(element, encoding="utf-8", xml_declaration=True, doctype=doctype))


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # not the time of the build
    info.create_system = 3  # not that of the machine
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, method, 9)
