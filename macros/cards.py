"""What the trainer and the line of progress know of the curriculum: `assets/cards.json`. Answers stay on their pages and are not repeated here."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from macros.boxes import topic_boxes
from macros.links import Href, address
from macros.model import Curriculum, Stage, Topic
from macros.timeline import first_page

FILE = "assets/cards.json"  # relative to the site
RENAMED_FILE = "assets/javascript/progress/renamed.js"
_KINDS: dict[str, str] = {"questions": "", "items": "item:", "template": "section:"}  # of ids that can be ticked, with what marks them in `renamed`


def cards(curriculum: Curriculum) -> str:
    """JSON: `version`, `renamed` (`old: new`; ids of other kinds than questions as "item:old": "item:new") and `stages` in the roadmap's order.

    A stage has `weeks` (how many) and `topics`; a topic its `needs` ("stage/topic"), the `page` where it begins, its `questions` with `text`
    and `page`, and `boxes`, what is ticked where there are no questions ("item:…", "section:…"). Pages are addresses relative to the site.
    """
    data = {"version": 1, "renamed": renamed(curriculum), "stages": [_stage(curriculum, stage) for stage in curriculum.stages]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def cards_address(curriculum: Curriculum, href: Href) -> str:
    """The address of the file from a page, with the hash of its content: a browser that has it need not ask again."""
    return f"{href(FILE)}?v={hashlib.sha256(cards(curriculum).encode()).hexdigest()[:8]}"


def renamed_script(curriculum: Curriculum) -> str:
    """The module that tells `renamed` to every page: few pages need the rest."""
    return f"export default {json.dumps(renamed(curriculum))}\n"


def renamed(curriculum: Curriculum) -> dict[str, str]:
    """Every id that was ticked under another name, with the name of today, past all steps between."""
    names = {}
    for kind, steps in curriculum.renamed.items():
        if kind in _KINDS:
            for old, new in steps.items():
                while new in steps:
                    new = steps[new]
                names[_KINDS[kind] + old] = _KINDS[kind] + new
    return names


def _stage(curriculum: Curriculum, stage: Stage) -> dict[str, Any]:
    return {"id": stage.id, "title": stage.title, "weeks": stage.weeks, "topics": [_topic(curriculum, stage, topic) for topic in stage.topics]}


def _topic(curriculum: Curriculum, stage: Stage, topic: Topic) -> dict[str, Any]:
    places = [place for place in curriculum.places.values() if place.stage == stage and place.topic == topic]
    return {
        "id": topic.id,
        "title": topic.title,
        "needs": topic.needs,
        "page": address(first_page(stage, topic)),
        "questions": [{"id": place.question.id, "text": place.question.text, "page": address(place.page)} for place in places],
        "boxes": [] if places else topic_boxes(curriculum, topic),
    }
