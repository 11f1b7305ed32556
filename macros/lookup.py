"""Finding things of the curriculum by id, for macros: an unknown id stops the build and names the nearest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from macros.model import Checklist, Curriculum, HasId, Place, Stage, Task
from macros.problems import ContentError, nearest

T = TypeVar("T", bound=HasId)


class Lookup:
    def __init__(self, curriculum: Curriculum) -> None:
        self.curriculum = curriculum

    def stage(self, id: str) -> Stage:
        return _find("этапа", id, self.curriculum.stages)

    def checklist(self, id: str) -> Checklist:
        return _find("чек-листа", id, self.curriculum.checklists)

    def task(self, id: str) -> Task:
        return _find("задачи", id, self.curriculum.tasks)

    def question(self, id: str) -> Place:
        if id not in self.curriculum.places:
            raise _unknown("вопроса", id, self.curriculum.places)
        return self.curriculum.places[id]


def _find(kind: str, id: str, entries: Iterable[T]) -> T:
    known = {entry.id: entry for entry in entries}
    if id not in known:
        raise _unknown(kind, id, known)
    return known[id]


def _unknown(kind: str, id: str, known: Iterable[str]) -> ContentError:
    return ContentError([f"{kind} «{id}» нет в curriculum.yml.{nearest(id, known)}"])
