"""Whether the HTML of a page is whole: what is opened is closed, in order, and no id stands twice.

Markdown lets through the tags that it meets. A `<div>` without its end takes all that follows into itself, and a browser says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|<[!?][^>]*>?|<(?=[a-zA-Z/])", re.DOTALL)
_ID = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_RAW = frozenset(("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes", "plaintext"))


def broken(html: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, in words, and the piece of HTML to look for in the source. Of a page that is not closed only the first thing is told."""
    ids: Counter[str] = Counter()
    open: list[str] = []
    for found in _TAG.finditer(html):
        end, name, attributes = found[1], (found[2] or "").lower(), found[3] or ""
        if not name:
            if not (found[0].startswith("<!--") and found[0].endswith("-->") and len(found[0]) > 6):
                yield f"«{_start(html, found.start())}» браузер прочтёт как тег или комментарий без конца", found[0][:9]
                return
        elif name in _RAW and not end and not html.startswith(f"</{name}>", found.end()):
            yield f"тег «<{name}>» на странице не сработает или скроет то, что ниже", f"<{name}"
            return
        elif not end:
            ids.update("".join(groups) for groups in _ID.findall(attributes))
            if name not in _VOID and not (attributes.endswith("/") and _foreign(open)):
                open.append(name)
        elif not open or open.pop() != name:
            yield f"тег «</{name}>» закрывает то, что не открыто или открыто раньше другого", f"</{name}"
            return
    if open:
        yield f"тег «<{open[-1]}>» не закрыт", f"<{open[-1]}"
        return
    for id, times in ids.items():
        if times > 1:
            yield f"id «{id}» стоит на странице дважды, а на нём держатся ссылки", id


def _foreign(open: list[str]) -> bool:
    """Inside SVG and MathML an element may close itself."""
    return "svg" in open or "math" in open


def _start(html: str, at: int) -> str:
    return html[at : at + 20].replace("\n", " ")


def line_of(piece: str, source: str) -> int:
    """The last line of a page's source on which the piece stands; the first of all where it comes from elsewhere, from curriculum.yml, say."""
    lines = [number for number, row in enumerate(source.split("\n"), 1) if piece in row.lower()]
    return lines[-1] if lines else 1
