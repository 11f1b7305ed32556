"""A question and its answer as the fields of an Anki note: HTML that needs neither scripts nor the network, formulas for Anki's own MathJax."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from html import escape
from itertools import takewhile
from pathlib import Path
from urllib.parse import urljoin

import tinycss2
from lxml import html
from lxml.html import HtmlElement

from macros.bank import Entry
from macros.downloads.material import Material

# For ever: Anki does not update the notes of a learner whose note type has other fields. What is shown depends on the templates, which may change.
FIELDS = ("id", "Вопрос", "Этап", "Место", "Ответ", "Разбор", "Дальше", "Адрес", "hash")

FRONT = """\
<div class="handbook stage-{{Этап}}" lang="ru">
<p class="place"><span class="station">{{Этап}}</span><span>{{Место}}</span></p>
<p class="question">{{Вопрос}}</p>
</div>"""

# `tappable`: AnkiMobile hands the tap on instead of taking it for a grade.
BACK = """\
{{FrontSide}}
<div class="handbook stage-{{Этап}}" lang="ru">
<hr id="answer">
{{Ответ}}
{{#Разбор}}<details class="more"><summary class="tappable">Разбор</summary>{{Разбор}}</details>{{/Разбор}}
<div class="further">{{Дальше}}</div>
{{#Адрес}}<p class="home"><a href="{{Адрес}}">Этот вопрос в хендбуке</a></p>{{/Адрес}}
</div>"""

_RULES = Path(__file__).with_name("anki.css")
_FURTHER = {"mistake", "follow-up", "sources", "checked"}
_WIDE = {"table-box", "formula"}
_KEPT = {"formula", "long", "glued"}
_LONG = 16  # characters of a formula in a line that may be wider than the rest of a line, or the whole line, of a phone
_OWN = "background-color: var(--md-default-bg-color); color: var(--md-default-fg-color);"  # Anki's own rule for the night is heavier than `.card`
_UNUSED_ATTRIBUTES = ("aria-label", "role", "tabindex")


def fields(entry: Entry, material: Material) -> list[str]:
    """The content of each of FIELDS, in their order."""
    place = entry.place
    where = [place.stage.title, place.topic.title, *([place.group.title] if place.group else [])]
    short, full = (_cleaned(part, entry, material) for part in (entry.short, entry.full))
    split = next((index for index, child in enumerate(full) if child.get("class") in _FURTHER), len(full))
    return [
        entry.id,
        escape(place.question.text, quote=False),
        str(material.curriculum.number(place.stage)),
        escape(" · ".join(where), quote=False),
        _markup(list(short)) or "<p>Ответа пока нет.</p>",
        _markup(list(full)[:split]),
        _markup(list(full)[split:]),
        material.permalink(entry.id) or "",
        entry.hash,
    ]


def _cleaned(part: HtmlElement | None, entry: Entry, material: Material) -> HtmlElement:
    """A copy of a part of an answer with only what a card can show."""
    if part is None:
        return html.Element("div")
    copy = deepcopy(part)
    for summary in copy.xpath("./summary"):
        summary.drop_tree()
    for element in list(copy.iter()):
        if element.tag == "math":
            _to_mathjax(element, material)
        elif element.tag == "a":
            _to_site(element, entry, material)
        elif element.tag == "span" and element.get("class") not in _KEPT | _coloured():
            element.drop_tag()
    for element in copy.iter("div", "p", "table", "figure", "code"):
        for name in _UNUSED_ATTRIBUTES:
            element.attrib.pop(name, None)
        if element.get("class") in _WIDE:
            element.set("class", "wide")
        elif element.get("class") == "answer-checked":
            element.set("class", "checked")
    return copy


def _to_mathjax(math: HtmlElement, material: Material) -> None:
    """LaTeX between the delimiters of Anki."""
    latex = material.latex(math)
    block = math.get("display") == "block"
    start, end = (r"\[", r"\]") if block else (r"\(", r"\)")
    formula = math.getparent()
    formula.remove(math)
    formula.text = f"{start}{latex}{end}"
    if not block and len("".join(math.itertext())) > _LONG:
        formula.set("class", "long")
    elif not block:
        _glue(formula)


def _glue(formula: HtmlElement) -> None:
    """Keep the brackets and marks around a formula on its line: MathJax makes a box of it, and a line may break on both sides of a box."""
    before = formula.getprevious()
    parent = formula.getparent()
    text = (parent.text if before is None else before.tail) or ""
    opening = text[len(text.rstrip("([«„")) :]
    closing = "".join(takewhile(lambda sign: not sign.isspace(), (formula.tail or "")[:12]))
    if not opening and not closing:
        formula.drop_tag()
        return
    if before is None:
        parent.text = text.removesuffix(opening)
    else:
        before.tail = text.removesuffix(opening)
    formula.text, formula.tail = f"{opening}{formula.text}{closing}", (formula.tail or "").removeprefix(closing)
    formula.set("class", "glued")


def _to_site(link: HtmlElement, entry: Entry, material: Material) -> None:
    """The address on the site: of a question the permanent one. Without a site the text remains."""
    href = link.get("href", "")
    if re.match(r"[a-z]+:", href):
        return
    anchor = href.partition("#")[2]
    if material.site_url is None:
        link.drop_tag()
    elif anchor in material.curriculum.places:
        link.set("href", f"{material.permalink(anchor)}")
    else:
        link.set("href", urljoin(material.site_url + entry.page, href))


def _markup(elements: list[HtmlElement]) -> str:
    return "".join(html.tostring(element, encoding="unicode") for element in elements).strip()


@cache
def _coloured() -> frozenset[str]:
    """The classes of highlighted code that have a colour."""
    return frozenset(re.findall(r"\.handbook \.(\w{1,2})(?=[ ,{])", _RULES.read_text(encoding="utf-8")))


def css(docs: Path) -> str:
    """The style of the cards. `docs` has the stylesheet with the colours of the site."""
    light, dark = (_properties(docs / "assets" / "css" / "handbook.css", scheme) for scheme in ("default", "slate"))
    rules = _RULES.read_text(encoding="utf-8")
    used = {name: value for name, value in light.items() if name.startswith(("--fig-", "--stage-")) or f"var({name})" in rules}
    for value in [*used.values(), *dark.values()]:
        used.update({name: light[name] for name in re.findall(r"var\((--[\w-]+)\)", value) if name in light})
    night = {name: value for name, value in dark.items() if name in used and value != used[name]}
    stages = [f".stage-{number} {{ --stage: var(--stage-{number}); }}" for number in range(1, 10) if f"--stage-{number}" in light]
    # The class stands on the element itself, or above it, depending on the program and its version.
    in_the_dark = ", ".join(f".card.{name}, .{name} .card" for name in ("nightMode", "night_mode"))
    return "\n".join([f".card {{ {_declared(used)} }}", f"{in_the_dark} {{ {_declared(night)} {_OWN} }}", *stages, rules])


def _declared(properties: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in properties.items())


def _properties(stylesheet: Path, scheme: str) -> dict[str, str]:
    """The custom properties of a colour scheme, whichever of its rules sets them."""
    found = {}
    for rule in _rules(tinycss2.parse_stylesheet(stylesheet.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)):
        selectors = tinycss2.serialize(rule.prelude).split(",")
        if any(selector.strip() in ("[data-md-color-scheme]", f'[data-md-color-scheme="{scheme}"]') for selector in selectors):
            for declaration in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
                if declaration.type == "declaration" and declaration.name.startswith("--"):
                    found[declaration.name] = tinycss2.serialize(declaration.value).strip()
    return found


def _rules(rules: list[tinycss2.ast.Node]) -> list[tinycss2.ast.QualifiedRule]:
    """The rules for the screen, also those inside `@media screen`."""
    found = []
    for rule in rules:
        if rule.type == "qualified-rule":
            found.append(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and tinycss2.serialize(rule.prelude).strip() == "screen":
            found.extend(_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)))
    return found
