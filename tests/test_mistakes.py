"""Every mistake that a contributor can make is refused with its file, its line, what was found and what to do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.check import problems
from tests.planted import ALL, ANSWER, DATA, MISSHAPEN, PLACES, TOGETHER, UNREADABLE, Edit, Mistake, with_answer

pytestmark = pytest.mark.usefixtures("pages_read_once")

NAMED = {mistake.name: mistake for mistake in ALL}
ALONE = [mistake for mistake in ALL if mistake not in TOGETHER]
GROUPS = 12
LISTS, OOP = "docs/python/data-structures/lists.md", "docs/python/oop.md"


def change(project: Path, file: str, edit: Edit) -> None:
    text = edit((project / file).read_text(encoding="utf-8"))
    (project / file).write_text(text, encoding="utf-8")


def plant(project: Path, *mistakes: Mistake) -> list[str]:
    """Put the mistakes into the copy. Returns what has to be said about them."""
    for number, mistake in enumerate(mistakes):
        change(project, mistake.file, mistake.edit)
        text = (project / mistake.file).read_text(encoding="utf-8")
        assert text.count("§") == 1, "the line that the message names has to be marked"
        # Marks of its own for each, so that the lines are counted when all are planted
        change(project, mistake.file, lambda text, n=number: text.replace("§", chr(0xE000 + n)).replace("¤", chr(0xF000 + n)))
    lines: dict[str, int] = {}
    for file in {mistake.file for mistake in mistakes}:
        for line, row in enumerate((project / file).read_text(encoding="utf-8").split("\n"), 1):
            lines |= dict.fromkeys(re.findall("[\ue000-\uf8ff]", row), line)
        change(project, file, lambda text: re.sub("[\ue000-\uf8ff]", "", text))
    expected = []
    for number, mistake in enumerate(mistakes):
        message = mistake.message.replace("{other}", str(lines.get(chr(0xF000 + number))))
        expected.append(f"{mistake.file}:{lines[chr(0xE000 + number)]}: {message}")
    return sorted(expected)


def found(project: Path) -> list[str]:
    return sorted(map(str, problems(project)[0]))


def test_the_handbook_has_no_mistakes(project):
    assert found(project) == []


def test_the_answer_that_all_wrong_answers_differ_from_is_right(project):
    for id, place in PLACES.items():
        change(project, f"docs/{place.page}", with_answer(id, ANSWER.replace("ID", id)))
    assert (found(project), problems(project)[1]) == ([], [])


@pytest.mark.parametrize("mistake", ALL if os.environ.get("EVERY_MISTAKE") else ALONE, ids=lambda mistake: mistake.name)
def test_a_mistake_is_reported_once_at_its_line_with_its_mend(project, mistake):
    """With EVERY_MISTAKE=1 each is planted alone; without it only those that hide others, and the rest a few at a time."""
    expected = plant(project, mistake)
    assert found(project) == expected


@pytest.mark.parametrize("mistakes", [TOGETHER[first::GROUPS] for first in range(GROUPS)], ids=lambda mistakes: mistakes[0].name)
def test_a_few_mistakes_are_reported_once_each_at_their_lines_with_their_mends(project, mistakes):
    expected = plant(project, *mistakes)
    assert found(project) == expected


def test_all_mistakes_are_reported_in_one_run(project):
    expected = plant(project, *TOGETHER)
    assert found(project) == expected


def test_what_hides_other_mistakes_of_the_data_file_hides_none_of_the_same_kind_and_none_of_pages(project):
    pages = [mistake for mistake in TOGETHER if mistake.name in ("no last part", "two slashes", "a dollar without a pair")]
    expected = plant(project, *MISSHAPEN, *pages)
    assert found(project) == expected


def test_a_data_file_that_nobody_can_read_hides_no_mistakes_of_pages(project):
    expected = plant(project, UNREADABLE[0], NAMED["no last part"], NAMED["a tab in a page"])
    assert found(project) == expected


def test_an_answer_on_another_page_beside_the_right_one(project):
    change(project, LISTS, with_answer("list-vs-tuple", ANSWER.replace("ID", "list-vs-tuple")))
    change(project, OOP, lambda text: text + "\n" + ANSWER.replace("ID", "list-vs-tuple"))
    wrong, right = line_of_answer(project, OOP), line_of_answer(project, LISTS)
    assert found(project) == [f"{OOP}:{wrong}: на вопрос «list-vs-tuple» уже отвечает {LISTS}:{right}. Оставьте один ответ."]


def test_an_answer_on_another_page_instead_of_the_right_one(project):
    change(project, LISTS, with_answer("list-vs-tuple", ""))
    change(project, OOP, lambda text: text + "\n" + ANSWER.replace("ID", "list-vs-tuple"))
    title = PLACES["list-vs-tuple"].topic.title
    message = f"вопрос «list-vs-tuple» из темы «{title}»: его ответ стоит в {LISTS}. Перенесите блок туда."
    assert found(project) == [f"{OOP}:{line_of_answer(project, OOP)}: {message}"]


def line_of_answer(project: Path, file: str) -> int:
    return (project / file).read_text(encoding="utf-8").split("\n").index("/// answer | list-vs-tuple") + 1


def test_a_page_that_is_not_there(project):
    (project / OOP).unlink()
    assert found(project) == [f"{DATA}:1: нет страницы {OOP}. Создайте её; первая строка: /// topic | python/oop"]


def test_a_stage_without_its_page(project):
    (project / "docs/rag/index.md").unlink()
    assert found(project) == [f'{DATA}:1: нет страницы docs/rag/index.md. Создайте её; первая строка: {{{{ stage_header("rag") }}}}']


@pytest.mark.parametrize("file", [DATA, "docs/about.md"])
def test_a_file_in_another_encoding(project, file):
    text = (project / file).read_bytes()
    (project / file).write_bytes("# По-русски\n".encode("cp1251") + text)
    assert found(project) == [f"{file}:1: файл не в UTF-8. Сохраните его в UTF-8."]


@pytest.mark.parametrize("file", [DATA, "docs/about.md", LISTS])
def test_a_byte_order_mark_and_line_ends_of_windows_are_no_mistakes(project, file):
    text = (project / file).read_bytes()
    (project / file).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert found(project) == []


def test_no_data_file_at_all(project):
    (project / DATA).unlink()
    assert found(project) == [f"{DATA}:1: файла нет. Верните его: из него собирается весь хендбук."]


# --- what the author sees


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a module with the macros of the copy: they lie in the folder that Python starts in."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "COLUMNS": "10000"}
    return subprocess.run([sys.executable, "-m", *command], cwd=project, env=env, capture_output=True, text=True, timeout=60, check=False)


SHOWN = [
    "a field is indented less than its neighbours",
    "weeks that do not add up",
    "an answer to no question",
    "a macro with a stage that is none",
]


@pytest.mark.parametrize("name", SHOWN)
def test_a_build_stops_at_a_mistake_before_it_writes_anything(project, name):
    expected = plant(project, NAMED[name])
    build = run(project, "mkdocs", "build")
    output = build.stdout + build.stderr
    assert build.returncode == 1
    assert re.findall(r"\S+:\d+: .*", output) == expected
    assert "Traceback" not in output
    assert not (project / "site").exists()


def test_a_build_names_mistakes_of_the_data_file_and_of_pages_in_one_run(project):
    expected = plant(project, *(NAMED[name] for name in SHOWN[1:]))
    build = run(project, "mkdocs", "build")
    assert re.findall(r"\S+:\d+: .*", build.stdout + build.stderr) == expected


def test_make_check_prints_the_mistakes_and_their_number(project):
    expected = plant(project, *(NAMED[name] for name in SHOWN[1:]))
    check = run(project, "macros.check")
    assert (check.returncode, check.stderr) == (1, "")
    lines = [line for line in check.stdout.splitlines() if not line.startswith("Без ответа")]
    assert lines == [*expected, "Ошибок: 3."]
