"""The `resources` macro: what to read, watch and solve at a stage, in the order in which to take it."""

from __future__ import annotations

from html import escape
from itertools import groupby

from macros.model import Resource
from macros.words import hours_text

_LANGUAGE = {"ru": "", "en": "на английском"}


def _link(resource: Resource) -> str:
    """The title in HTML, linked where an address is known."""
    title = escape(resource.title, quote=False)
    return f'<a href="{escape(resource.url)}">{title}</a>' if resource.url else f"«{title}»"


def resource_line(resource: Resource) -> str:
    """One resource as a line of HTML: link, facts, how to take it and where to stop."""
    hours = hours_text(resource.hours) if resource.hours else ""
    facts = [resource.author, resource.form, _LANGUAGE[resource.language], hours, resource.cost]
    text = f'{_link(resource)} <span class="resource-facts">{escape(", ".join(filter(None, facts)), quote=False)}</span>'
    text += f"<br />{escape(resource.how, quote=False)}"
    return text + (f" <b>До какого места:</b> {escape(resource.until, quote=False)}" if resource.until else "")


def resources(entries: list[Resource]) -> str:
    """An ordered list; resources that replace each other share an entry, optional ones close it in a list of their own."""
    needed = [resource for resource in entries if not resource.optional]
    optional = [resource for resource in entries if resource.optional]
    items = []
    for choice, same in groupby(needed, key=lambda resource: resource.choose or resource.id):
        group = list(same)
        if len(group) > 1:
            options = "".join(f"<li>{resource_line(resource)}</li>" for resource in group)
            items.append(f"<li><b>{escape(choice, quote=False)}</b><ul>{options}</ul></li>")
        else:
            items.append(f"<li>{resource_line(group[0])}</li>")
    html = f"<ol>{''.join(items)}</ol>" if items else ""
    if optional:
        html += f"<p>По желанию:</p><ul>{''.join(f'<li>{resource_line(r)}</li>' for r in optional)}</ul>"
    return html
