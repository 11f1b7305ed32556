"""Elements of answers and pages → Typst, and Typst → PDF.

`Typesetter` writes the markup, `style.typ` says how it looks, `compile` makes the same bytes from the same source on every machine.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from macros.curriculum import ROOT
from macros.downloads.escape import escape, string
from macros.downloads.mathml import formula
from macros.downloads.svg import Fonts, literal_colours, stage_colours

_VENDOR = ROOT / "docs" / "assets" / "vendor"
NEEDS = ("pikepdf", "typst")  # imported when a PDF is made
FONTS = [str(_VENDOR / name) for name in ("golos-text", "noto-emoji")]  # the wheel of Typst brings the others
_STYLE = Path(__file__).with_name("style.typ")

Link = Callable[[str], str | None]
Anchor = Callable[[str], str | None]


def outside(url: str) -> str:
    """The destination of a link that leaves the document."""
    return string(url)


def inside(label: str) -> str:
    """The destination of a link to a label of this document."""
    return f"label({string(label)})"


def anchor(label: str) -> str:
    """The place that `inside(label)` leads to."""
    return f"#anchor({string(label)})"


class Typesetter:
    """Writes elements as Typst markup that needs `style.typ`.

    `link` turns an address as it stands in the page into a destination (`inside(…)` or `outside(…)`); None: the text stays, without a link.
    `anchor` turns an id of the page into a label of the document; None: nothing leads there. `level` is added to that of headings.
    Raises ValueError for an element that it does not know, so that nothing is left out unseen.
    """

    def __init__(self, link: Link, anchor: Anchor = lambda id: None, *, level: int = 0) -> None:
        self.link, self.anchor, self.level = link, anchor, level
        self._linked = "to"  # the function of `style.typ` that shows links as such

    def blocks(self, element: HtmlElement) -> str:
        """The content of an element: its blocks, or a paragraph where it has only text."""
        parts: list[str] = []
        line = escape(_collapsed(element.text))
        for child in element:
            if not isinstance(child.tag, str) or _unseen(child):
                pass
            elif _is_block(child):
                parts += [line.strip(), self.block(child)]
                line = ""
            else:
                line += self._inline(child)
            line += escape(_collapsed(child.tail))
        return "\n\n".join(filter(None, [*parts, line.strip()]))

    def inline(self, element: HtmlElement) -> str:
        """The content of an element that holds no blocks."""
        line = escape(_collapsed(element.text))
        for child in element:
            if isinstance(child.tag, str) and not _unseen(child):
                line += self._inline(child)
            line += escape(_collapsed(child.tail))
        return line

    def block(self, element: HtmlElement) -> str:
        """One block-level element."""
        classes = set(element.get("class", "").split())
        match element.tag:
            case "p":
                return self._paragraph(element, classes)
            case "ul":
                if classes & {"points", "checklist"}:
                    return f"#points({self._items(element)})"
                return f"#list(tight: {_tight(element)}, {self._items(element)})"
            case "ol":
                return f"#enum(tight: {_tight(element)}, start: {element.get('start', '1')}, {self._items(element)})"
            case "table":
                return self._table(element)
            case "pre":
                return code_block(element)
            case "figure":
                return self._figure(element)
            case "blockquote":
                return f"#quote(block: true)[{self.blocks(element)}]"
            case "dl":
                return self._definitions(element)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self.heading(element, int(element.tag[1]) + self.level)
            case "div" | "section" | "article" | "details":
                if "formula" in classes:
                    return self._formula(element)
                if "hint" in classes:
                    return f"#hint[{self.blocks(element)}]"
                return self._mark(element) + self.blocks(element)
        raise ValueError(f"<{element.tag}>")

    def heading(self, element: HtmlElement, level: int) -> str:
        label = self.anchor(element.get("id", "")) if element.get("id") else None
        self._linked = "link"  # a heading looks like a heading
        text = self.inline(element).strip()
        self._linked = "to"
        return f"#heading(level: {level})[{text}]" + (f" #label({string(label)})" if label else "")

    def _paragraph(self, element: HtmlElement, classes: set[str]) -> str:
        text = self._mark(element) + self.inline(element).strip()
        for name in _PARAGRAPHS:
            if name in classes:
                return f"#{name}[{text}]"
        title = len(element) == 1 and element[0].tag == "strong" and not (element.text or element[0].tail or "").strip()
        return f"#lead-in[{text}]" if title or text.endswith("\\:") else text

    def _items(self, element: HtmlElement) -> str:
        return ", ".join(f"[{self._mark(item)}{self.blocks(item)}]" for item in element if item.tag == "li") + ","

    def _table(self, element: HtmlElement) -> str:
        rows = list(element.iter("tr"))
        columns = max(sum(int(cell.get("colspan", "1")) for cell in row) for row in rows)
        heads = [row for row in rows if row.getparent().tag == "thead"]
        body = [row for row in rows if row.getparent().tag != "thead"]
        header = [f"table.header({', '.join(self._cell(cell) for row in heads for cell in row)})"] if heads else []
        cells = [self._cell(cell) for row in body for cell in row]
        return f"#table-box({columns}, {', '.join([*header, *cells])})"

    def _cell(self, cell: HtmlElement) -> str:
        content = self.blocks(cell)
        if cell.tag == "th":
            content = f"#strong[{content}]" if content else ""
        span = cell.get("colspan")
        return f"table.cell(colspan: {span})[{content}]" if span else f"[{content}]"

    def _figure(self, element: HtmlElement) -> str:
        svg = element.find("svg")
        if svg is None:
            raise ValueError("<figure> без <svg>")
        caption = element.find("figcaption")
        below = "none" if caption is None else f"[{self.inline(caption).strip()}]"
        picture = literal_colours(svg, Fonts(sans="Golos Text", mono="DejaVu Sans Mono", signs="DejaVu Sans Mono"))
        _, _, width, height = (float(number) for number in svg.get("viewbox", svg.get("viewBox")).split())
        return f"#picture({string(picture)}, {width:g}, {height:g}, {string(svg.get('aria-label'))}, {below})"

    def _definitions(self, element: HtmlElement) -> str:
        parts = []
        for child in element.iter("dt", "dd"):
            parts.append(f"#{'term' if child.tag == 'dt' else 'definition'}[{self._mark(child)}{self.blocks(child)}]")
        return "\n".join(parts)

    def _formula(self, element: HtmlElement) -> str:
        return "".join(formula(math) for math in element.iter("math"))

    def _mark(self, element: HtmlElement) -> str:
        label = self.anchor(element.get("id", "")) if element.get("id") else None
        return anchor(label) if label else ""

    def _inline(self, element: HtmlElement) -> str:
        classes = set(element.get("class", "").split())
        match element.tag:
            case "strong" | "b":
                return f"#strong[{self.inline(element)}]"
            case "em" | "i":
                return f"#emph[{self.inline(element)}]"
            case "code":
                return f"#code({string(_collapsed(element.text_content()))})"
            case "a":
                text, href = self.inline(element), element.get("href")
                destination = self.link(href) if href else None
                return f"#{self._linked}({destination})[{text}]" if destination else text
            case "br":
                return " \\\n"
            case "math":
                return formula(element)
            case "sub" | "sup":
                return f"#{'sub' if element.tag == 'sub' else 'super'}[{self.inline(element)}]"
            case "span" | "abbr" | "label":
                if "station" in classes:
                    return f"#inline-station({element.text_content()})"
                for name in _SPANS:
                    if name in classes:
                        return f"#{name}[{self.inline(element).strip()}]"
                return self._mark(element) + self.inline(element)
        raise ValueError(f"<{element.tag}>")


_PARAGRAPHS = ("points-title", "mistake", "follow-up", "sources", "answer-checked", "topic-place", "topic-summary", "topic-needs", "hint-title")
_SPANS = ("template-example", "resource-facts", "glossary-also", "timeline-facts", "checklist-facts")  # the style has a function for each
_BLOCKS = {"p", "ul", "ol", "table", "pre", "figure", "blockquote", "dl", "details", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN_TAGS = {"button", "script", "style", "summary", "self-check", "link", "input", "textarea", "select"}
_UNSEEN_CLASSES = {"headerlink", "for-screen-reader", "on-screen", "answer-tools", "way", "box", "learned"}


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _BLOCKS


def _unseen(element: HtmlElement) -> bool:
    return element.tag in _UNSEEN_TAGS or bool(_UNSEEN_CLASSES & set(element.get("class", "").split()))


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _tight(element: HtmlElement) -> str:
    return str(not any(child.tag == "p" for item in element for child in item)).lower()


def code_block(pre: HtmlElement) -> str:
    """The lines of a `<pre>`, each a row of pieces with the first letters of their Pygments class."""
    lines: list[list[tuple[str, str]]] = [[]]
    for kind, text in _pieces(pre, ""):
        first, *rest = text.split("\n")
        for number, part in enumerate([first, *rest]):
            if number:
                lines.append([])
            if not part:
                continue
            if lines[-1] and lines[-1][-1][0] == kind:
                lines[-1][-1] = (kind, lines[-1][-1][1] + part)
            else:
                lines[-1].append((kind, part))
    while lines and not lines[-1]:
        lines.pop()
    rows = ", ".join("(" + "".join(f"({string(kind)}, {string(text)}), " for kind, text in line) + ")" for line in lines)
    return f"#code-block(({rows},))"


def _pieces(element: HtmlElement, kind: str) -> Iterator[tuple[str, str]]:
    own = _colour(element.get("class", "")) if element.tag == "span" and element.get("class") else kind
    if element.text:
        yield own, element.text
    for child in element:
        yield from _pieces(child, own)
        if child.tail:
            yield own, child.tail


_COLOURS = (  # as Material colours Pygments' classes; the first that fits
    ("comment", r"c|c1|cm|ch|cp|cpf|cs|go|gp"),
    ("string", r"s|s[12abcdhirx]|se|si|ss|sr|l-Scalar"),
    ("keyword", r"k|kc|kd|kn|kp|kr|kt|ow"),
    ("number", r"m|m[bfhio]|il"),
    ("function", r"nf|fm|nc|nd|ne|nn"),
    ("special", r"nt|gi|gd|gh|gs"),
)


def _colour(classes: str) -> str:
    names = classes.split()
    return next((colour for colour, pattern in _COLOURS for name in names if re.fullmatch(pattern, name)), "")


def compile(body: str, *, title: str, date: datetime, hashes: Mapping[str, str], head: str = "") -> bytes:
    """A tagged PDF in Russian with its fonts and, attached as contents.json, `hashes`.

    `head` is Typst that stands before the body: the settings of this document. Whatever Typst warns of is an error: it warns of letters and
    fonts that are missing. `date` is written into the file; two calls with the same arguments return the same bytes.
    """
    import typst

    contents = json.dumps(dict(sorted(hashes.items())), ensure_ascii=False, indent=0)
    attached = (
        f'#pdf.attach("contents.json", bytes({string(contents)}), description: {string("Вопросы этого файла и хеши их ответов")}, '
        'mime-type: "application/json", relationship: "supplement")'
    )
    document = f"#set document(title: {string(title)}, date: {_datetime(date)})"
    source = "\n".join([_style(), document, attached, head, body])
    make: Any = typst.compile_with_warnings  # its types ask for fonts as bytes where the source is bytes
    pdf, warnings = make(
        source.encode(), format="pdf", font_paths=FONTS, ignore_system_fonts=True, timestamp=int(date.timestamp()), pdf_standards=["ua-1"]
    )
    if warnings:
        raise ValueError("\n".join(f"{warning.message} {warning.diagnostic}" for warning in warnings[:5]))
    return _packed(bytes(pdf))


def _packed(pdf: bytes) -> bytes:
    """The same file with its objects compressed: the tags of a whole book are two thirds of what Typst writes."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def attached(pdf: bytes) -> dict[str, str]:
    """What `compile` attached as contents.json."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        return dict(json.loads(file.attachments["contents.json"].get_file().read_bytes()))


def picture(body: str, *, head: str = "", pixels_per_inch: float) -> bytes:
    """A single page as PNG."""
    import typst

    source = "\n".join([_style(), head, body])
    make: Any = typst.compile
    return bytes(make(source.encode(), format="png", ppi=pixels_per_inch, font_paths=FONTS, ignore_system_fonts=True))


def _style() -> str:
    colours = stage_colours()
    literals = ", ".join(f"rgb({string(colours[f'--stage-{number}'])})" for number in range(1, len(colours) + 1))
    return f"#let stage-colours = ({literals},)\n{_STYLE.read_text(encoding='utf-8')}"


def _datetime(date: datetime) -> str:
    names = ("year", "month", "day", "hour", "minute", "second")
    return f"datetime({', '.join(f'{name}: {getattr(date, name)}' for name in names)})"
