"""The bank as data: `questions.json` with its JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from macros.bank import Entry, text_of
from macros.downloads.addresses import absolute
from macros.downloads.artefact import Artefact
from macros.downloads.markdown import markdown
from macros.downloads.material import Material
from macros.model import Curriculum, Place, Resource, Stage, Topic, page_of
from macros.schedule import topic_weeks
from macros.timeline import first_page

NEEDS: Sequence[str] = ("markdownify",)
FILE, SCHEMA = "questions.json", "questions.schema.json"
VERSION = 1  # of the form: one more when a program that read the last one would have to change

Json = dict[str, Any]


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            FILE,
            "Вопросы и ответы для программ",
            "Для своего бота, тренажёра или исследования: вопросы, короткие и полные ответы, пункты, темы, материалы, постоянные адреса.",
            f"JSON в UTF-8, форма описана в <code>{SCHEMA}</code>. Поле <code>hash</code> меняется вместе с вопросом или ответом: "
            "по нему видно, что обновить.",
            _questions,
            "data",
        ),
        Artefact(
            SCHEMA,
            "Схема файла с вопросами",
            "Что значит каждое поле, по-русски и для машины.",
            "JSON Schema 2020-12. Чтобы проверить файл на Python, хватит библиотеки <code>jsonschema</code>.",
            _schema,
            "data",
        ),
    ]


def contents(data: bytes, file: str) -> dict[str, str]:
    """The schema holds no questions."""
    return {question["id"]: question["hash"] for question in json.loads(data).get("questions", [])}


def _dump(data: Json) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


# --- The data


def _questions(material: Material) -> bytes:
    stages = material.curriculum.stages
    return _dump(
        {
            "$schema": f"{material.site_url}downloads/{SCHEMA}" if material.site_url else SCHEMA,
            "version": VERSION,
            "title": material.site_name,
            "url": material.site_url,
            "changed": material.date.isoformat(),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/", "attribution": _attribution(material)},
            "stages": [_stage(material, stage) for stage in stages],
            "topics": [_topic(material, stage, topic) for stage in stages for topic in stage.topics],
            "questions": [_question(material, entry) for entry in material.entries],
        }
    )


def _attribution(material: Material) -> str:
    """How to name the source in what is made from the data."""
    return f"«{material.site_name}», {material.site_url}" if material.site_url else f"«{material.site_name}»"


def _stage(material: Material, stage: Stage) -> Json:
    return {
        "id": stage.id,
        "title": stage.title,
        "goal": stage.goal,
        "weeks": stage.weeks,
        "url": _url(material, f"{stage.id}/index.md"),
        "resources": [_resource(resource) for resource in stage.resources],
    }


def _topic(material: Material, stage: Stage, topic: Topic) -> Json:
    return {
        "id": f"{stage.id}/{topic.id}",
        "stage": stage.id,
        "title": topic.title,
        "summary": topic.summary,
        "weeks": topic_weeks(material.curriculum, stage, topic),
        "hours": topic.hours,
        "needs": topic.needs,
        "url": _url(material, first_page(stage, topic)),
        "groups": [{"id": g.id, "title": g.title, "url": _url(material, page_of(stage, topic, g))} for g in topic.groups],
        "resources": [_resource(resource) for resource in topic.resources],
    }


def _resource(resource: Resource) -> Json:
    return resource.model_dump(exclude_none=True)


def _url(material: Material, path: str) -> str:
    return absolute(material, material.addresses[path])("")


def _question(material: Material, entry: Entry) -> Json:
    place: Place = entry.place
    checked = None if entry.full is None else entry.full.find('p[@class="answer-checked"]')
    month = re.search(r"(\d\d)\.(\d{4})", "" if checked is None else checked.text_content())
    return {
        "id": entry.id,
        "hash": entry.hash,
        "url": material.permalink(entry.id) or f"q/{entry.id}/",
        "page": absolute(material, entry.page)(f"#{entry.id}"),
        "stage": place.stage.id,
        "topic": f"{place.stage.id}/{place.topic.id}",
        "group": place.group.id if place.group else None,
        "text": place.question.text,
        "aliases": place.question.aliases,
        "keywords": place.question.keywords,
        "short": None if entry.short is None else _forms(material, entry, _without(entry.short, "points-title", "points")),
        "points": [_forms(material, entry, _inside(point)) for point in entry.points],
        "full": None if entry.full is None else _forms(material, entry, _without(entry.full, "answer-checked")),
        "checked": f"{month[2]}-{month[1]}" if month else None,
    }


def _without(element: HtmlElement, *classes: str) -> HtmlElement:
    element = deepcopy(element)
    for child in [child for child in element if child.get("class") in classes or child.tag == "summary"]:
        element.remove(child)
    return element


def _inside(item: HtmlElement) -> HtmlElement:
    """A list item without its list."""
    item = deepcopy(item)
    item.tag = "div"
    return item


def _forms(material: Material, entry: Entry, element: HtmlElement) -> Json:
    resolve = absolute(material, entry.page)
    return {"html": _html(element, resolve), "markdown": markdown(element, material, resolve), "text": text_of(element)}


def _html(element: HtmlElement, resolve: Callable[[str], str]) -> str:
    """What stands inside the element, with links that hold anywhere and without what only the site's own stylesheet needs."""
    element = deepcopy(element)
    for child in element.iter():
        for name in ("tabindex", "role", "aria-label") if child.tag not in ("svg", "math") else ():
            child.attrib.pop(name, None)
        if "href" in child.attrib:
            child.set("href", resolve(child.get("href")))
        child.attrib.pop("rel", None)
    inner = [element.text or "", *(html.tostring(child, encoding="unicode") for child in element)]
    return "".join(inner).strip()


# --- The schema


def _schema(material: Material) -> bytes:
    schema: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if material.site_url:
        schema["$id"] = f"{material.site_url}downloads/{SCHEMA}"
    return _dump(
        {
            **schema,
            "title": "Вопросы и ответы хендбука",
            "description": "id и постоянный адрес вопроса не меняются никогда; появиться могут новые поля, старые не исчезнут без новой version.",
            **_object(
                {
                    "$schema": _text("Адрес этой схемы."),
                    "version": {"const": VERSION, "description": "Версия формы."},
                    "title": _text("Название хендбука."),
                    "url": _nullable(_text("Адрес сайта; null, если у сборки его нет: тогда адреса ниже — пути от корня сайта.")),
                    "changed": _text("Время последней правки, ISO 8601, UTC.", format="date-time"),
                    "license": _object({name: _text(said) for name, said in _LICENSE.items()}),
                    "stages": _list(_ref("stage"), "Этапы в порядке прохождения."),
                    "topics": _list(_ref("topic"), "Темы в порядке прохождения."),
                    "questions": _list(_ref("question"), "Вопросы в порядке прохождения."),
                }
            ),
            "$defs": _definitions(),
        }
    )


_LICENSE = {"name": "Название лицензии.", "url": "Её текст.", "attribution": "Как назвать источник."}
_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_TOPIC = {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"}


def _definitions() -> Json:
    return {
        "forms": _object(
            {
                "html": _text("HTML: формулы в MathML, рисунки — SVG, цвета которых заданы свойствами CSS с запасным значением."),
                "markdown": _text("Markdown: формулы в LaTeX между знаками доллара, рисунки заменены описанием."),
                "text": _text("Без разметки."),
            },
            "Один и тот же текст в трёх видах.",
        ),
        "resource": _object(
            {
                "id": _ID,
                "title": _text(),
                "author": _text(),
                "url": _text(format="uri"),
                "language": {"enum": ["ru", "en"]},
                "form": _text("Текст, видео, задачи…"),
                "hours": {"type": "number", "exclusiveMinimum": 0},
                "cost": _text("Сколько стоит."),
                "how": _text("Как проходить."),
                "until": _text("До какого места."),
                "choose": _text("Из материалов с одинаковым значением выбирают один."),
                "optional": {"type": "boolean", "description": "По желанию."},
            },
            "Материал для учёбы.",
            optional=("author", "url", "hours", "until", "choose"),
        ),
        "stage": _object(
            {
                "id": _ID,
                "title": _text(),
                "goal": _text("Продолжает фразу «После этого этапа…»."),
                "weeks": {"type": "integer", "minimum": 1, "description": "Сколько недель."},
                "url": _text(),
                "resources": _list(_ref("resource"), "В порядке, в котором их берут."),
            },
            "Этап.",
        ),
        "topic": _object(
            {
                "id": _TOPIC | {"description": "Этап и тема через черту."},
                "stage": _ID,
                "title": _text(),
                "summary": _text("Чему научитесь."),
                "weeks": _list({"type": "integer", "minimum": 1}, "Недели всего пути, с первой."),
                "hours": {"type": "number", "exclusiveMinimum": 0},
                "needs": _list(_TOPIC, "Темы, без которых эту не понять."),
                "url": _text("Страница, с которой тема начинается."),
                "groups": _list(_object({"id": _ID, "title": _text(), "url": _text()}), "Страницы большой темы."),
                "resources": _list(_ref("resource"), "В порядке, в котором их берут."),
            },
            "Тема.",
        ),
        "question": _object(
            {
                "id": _ID | {"description": "Не меняется никогда."},
                "hash": {"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "Меняется, когда меняется формулировка или ответ."},
                "url": _text("Постоянный адрес: давайте ссылки на него."),
                "page": _text("Где ответ стоит сегодня."),
                "stage": _ID,
                "topic": _TOPIC,
                "group": _nullable(_ID),
                "text": _text("Вопрос."),
                "aliases": _list(_text(), "Другие названия, по-русски и по-английски."),
                "keywords": _list(_text(), "Описания другими словами."),
                "short": _nullable(_ref("forms") | {"description": "Ответ на тридцать секунд; null, если ответа пока нет."}),
                "points": _list(_ref("forms"), "Что обязано прозвучать."),
                "full": _nullable(_ref("forms") | {"description": "Разбор."}),
                "checked": _nullable(_text("Месяц последней сверки с источниками, ГГГГ-ММ.", pattern=r"^\d{4}-\d{2}$")),
            },
            "Вопрос с ответом.",
        ),
    }


def _object(properties: Mapping[str, Any], description: str | None = None, *, optional: Sequence[str] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    said = {"description": description} if description else {}
    return {**said, "type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def _text(description: str | None = None, **rules: str) -> Json:
    return {"type": "string", **({"description": description} if description else {}), **rules}


def _list(of: Json, description: str) -> Json:
    return {"type": "array", "description": description, "items": of}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _nullable(of: Json) -> Json:
    return {"anyOf": [of, {"type": "null"}]}
