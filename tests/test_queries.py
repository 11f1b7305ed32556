"""The queries by which a search is judged are whole: known ids, both halves of every kind, each question asked for."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml

from macros.curriculum import load
from tests.conftest import DATA


@pytest.fixture(scope="module")
def queries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((DATA / "queries.yml").read_text(encoding="utf-8"))
    return entries


def ids(entry: dict[str, Any]) -> list[str]:
    return entry["id"] if isinstance(entry["id"], list) else [entry["id"]]


def test_every_query_leads_to_questions_that_exist(queries):
    assert {id for entry in queries for id in ids(entry)} - load().places.keys() == set()


def test_nearly_every_question_is_asked_for_at_least_twice(queries):
    """A new question may come without: whoever adds one need not know of the search."""
    asked = Counter(id for entry in queries for id in ids(entry))
    rare = [id for id in load().places if asked[id] < 2]
    assert len(rare) <= len(load().places) // 20, f"допишите в tests/data/queries.yml по два запроса, которыми их станут искать: {', '.join(rare)}"


def test_no_query_stands_twice(queries):
    asked = Counter(entry["query"] for entry in queries)
    assert [query for query, times in asked.items() if times > 1] == []


def test_what_is_kept_apart_is_large_enough_in_every_kind(queries):
    halves = Counter((entry["kind"], entry["half"]) for entry in queries)
    kinds = {kind for kind, _ in halves}
    assert {half for _, half in halves} == {"tune", "final"}
    assert {kind for kind in kinds if halves[kind, "tune"] + 1 < halves[kind, "final"] or halves[kind, "final"] < 17} == set()
