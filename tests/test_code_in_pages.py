"""Every code block of docs/ is run and prints what its page says. The rules: tests/snippets.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from macros.notebooks import GPU
from macros.problems import Problem
from tests.snippets import RUN, Interpreter, Snippet, run_page, snippets, unreadable

ROOT = Path(__file__).parent.parent
PAGES = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))}
SNIPPETS = [snippet for page, text in PAGES.items() for snippet in snippets(page, text)]
RUNNABLE = [snippet for snippet in SNIPPETS if snippet.language in RUN]


@pytest.fixture(scope="module")
def problems_of() -> Iterator[Callable[[Snippet], list[Problem]]]:
    """What is wrong with a block. Its page is run as a whole, once: shells and databases live through it."""
    with Interpreter(hash_seed=1) as one, Interpreter(hash_seed=2) as other:

        @cache
        def page(name: str) -> dict[Snippet, list[Problem]]:
            return run_page(name, PAGES[name], [one, other])

        yield lambda snippet: page(snippet.page)[snippet]


@pytest.mark.parametrize("snippet", RUNNABLE, ids=lambda snippet: f"{snippet.page}:{snippet.line}")
def test_a_block_prints_what_its_page_says(snippet, problems_of):
    if problems := problems_of(snippet):
        pytest.fail("\n".join(map(str, problems)), pytrace=False)
    if GPU in snippet.marks:
        return  # parsed; tests/test_notebooks.py looks for names that are not there
    if not snippet.executed:
        pytest.skip("torch или transformers не установлены: блок прочитан, но не выполнен")


def test_no_block_stays_out_of_sight():
    problems = [str(problem) for page, text in PAGES.items() for problem in unreadable(page, text)]
    assert not problems, "\n".join(problems)


def test_blocks_of_every_kind_are_executed():
    executed = Counter(snippet.language for snippet in RUNNABLE if snippet.executed)
    skipped = sum(not snippet.executed and GPU not in snippet.marks for snippet in RUNNABLE)
    print(f"Выполнено блоков: {dict(executed)}; без torch пропущено: {skipped}; только показано: {len(SNIPPETS) - len(RUNNABLE)}.")
    assert set(executed) == set(RUN)
