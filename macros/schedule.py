"""Which weeks everything takes: the facts behind the timeline, the plan and the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.model import Curriculum, Stage, Topic


@dataclass(frozen=True)
class Week:
    """A week of the whole way, counted from 1, with the topics that are read in it."""

    number: int
    stage: Stage
    topics: tuple[Topic, ...]

    @property
    def hours(self) -> float:
        """Hours of work; a topic of several weeks is spread over them evenly."""
        return sum(topic.hours / len(topic.weeks) for topic in self.topics)


def schedule(curriculum: Curriculum) -> Iterator[Week]:
    """Yield every week from the first to the last."""
    number = 1
    for stage in curriculum.stages:
        for week in range(1, stage.weeks + 1):
            yield Week(number, stage, tuple(topic for topic in stage.topics if week in topic.weeks))
            number += 1


def stage_weeks(curriculum: Curriculum, stage: Stage) -> range:
    """The weeks of a stage, counted through the whole way."""
    first = curriculum.first_week(stage)
    return range(first, first + stage.weeks)


def topic_weeks(curriculum: Curriculum, stage: Stage, topic: Topic) -> list[int]:
    """The weeks of a topic, counted through the whole way: in the data file they count from the first week of its stage."""
    return [curriculum.first_week(stage) - 1 + week for week in topic.weeks]


def weeks_text(weeks: Sequence[int]) -> str:
    """«неделя 7» or «недели 5–7»; the numbers are consecutive."""
    return f"неделя {weeks[0]}" if len(weeks) == 1 else f"недели {weeks[0]}–{weeks[-1]}"
