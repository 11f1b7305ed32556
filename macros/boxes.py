"""What can be ticked, as the names under which the browser keeps it (docs/assets/javascript/progress/)."""

from __future__ import annotations

from macros.model import TEMPLATE_TOPIC, Curriculum, Stage, Topic


def topic_boxes(curriculum: Curriculum, topic: Topic) -> list[str]:
    """The questions of a topic; of one without them its steps or, where the template is taught, its sections."""
    if questions := topic.all_questions():
        return [f"question:{question.id}" for question in questions]
    sections = curriculum.template if topic.id == TEMPLATE_TOPIC else []
    return [*(f"item:{item.id}" for item in curriculum.steps(topic)), *(f"section:{section.id}" for section in sections)]


def stage_boxes(curriculum: Curriculum, stage: Stage) -> str:
    """An attribute from which the browser counts what is ticked of a stage. The kind of a question is left out: it stands on every page."""
    boxes = [box for topic in stage.topics for box in topic_boxes(curriculum, topic)]
    return f'data-boxes="{" ".join(box.removeprefix("question:") for box in boxes)}"'
