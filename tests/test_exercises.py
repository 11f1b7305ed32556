"""The exercises of Git, Linux and SQL as their reader meets them: one file, an empty folder, a home without or with a name in Git."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.snippets import EXERCISES, exercise_of, load_exercise, snippets

DOCS = EXERCISES.parents[1]
NAMES = ("git", "linux", "sql")
SCRIPTS = {name: EXERCISES / f"{name}_practice.py" for name in NAMES}
GIT, LINUX, SQL = (load_exercise(SCRIPTS[name]) for name in NAMES)
PAGES = {name: (DOCS / "tools" / f"{name}-practice.md").read_text(encoding="utf-8") for name in NAMES}


@dataclass(frozen=True)
class Reader:
    """Somebody in a folder of their own."""

    folder: Path
    home: Path

    def environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *command: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.folder / at, env=self.environment(), capture_output=True, text=True, timeout=60, check=False)

    def script(self, name: str, *arguments: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, str(SCRIPTS[name]), *arguments, at=at)

    def bash(self, text: str, at: str) -> None:
        done = self.run("bash", "-c", f"set -e\n{text}", at=at)
        assert done.returncode == 0, done.stderr

    def verdict(self, name: str, number: int | str) -> str:
        """What the check says of one task, without the last line."""
        done = self.script(name, "check", str(number))
        said = done.stdout.strip().rpartition("\n")[0]
        assert done.stderr == ""
        assert (done.returncode == 0) == said.startswith("да")
        return said


@pytest.fixture
def stranger(tmp_path) -> Reader:
    """A reader whose Git knows no name."""
    (tmp_path / "home").mkdir()
    (tmp_path / "here").mkdir()
    return Reader(tmp_path / "here", tmp_path / "home")


@pytest.fixture
def settled(stranger) -> Reader:
    """A reader with a name in Git, and with settings that would get in the way of building a repository."""
    hooks = stranger.home / "hooks"
    hooks.mkdir()
    (hooks / "pre-commit").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "pre-commit").chmod(0o755)
    config = "[user]\nname = Вера\nemail = vera@example.org\n[init]\ndefaultBranch = trunk\n[commit]\ngpgsign = true\n[core]\nautocrlf = true\n"
    (stranger.home / ".gitconfig").write_text(f"{config}hooksPath = {hooks}\n", encoding="utf-8")
    return stranger


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- all three


@pytest.mark.parametrize("name", NAMES)
def test_a_script_runs_on_the_oldest_python_that_the_page_names(name):
    ast.parse(SCRIPTS[name].read_text(encoding="utf-8"), feature_version=(3, 9))
    assert "Python 3.9" in PAGES[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_script_needs_nothing_but_the_standard_library(name):
    imports = [node for node in ast.walk(ast.parse(SCRIPTS[name].read_text(encoding="utf-8"))) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {(node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0] for node in imports}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("name", NAMES)
def test_a_script_writes_its_own_folder_and_nothing_else(name, stranger):
    assert stranger.script(name, "start").returncode == 0
    stranger.script(name, "check")
    assert [path.name for path in stranger.folder.iterdir()] == [f"{name}-practice"]
    assert list(stranger.home.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_check_changes_nothing(name, stranger):
    stranger.script(name, "start")
    before = tree(stranger.folder)
    assert stranger.script(name, "check").returncode == 1
    assert tree(stranger.folder) == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["start", "check"])
def test_a_folder_that_the_script_did_not_make_is_left_alone(name, command, stranger):
    folder = stranger.folder / f"{name}-practice"
    folder.mkdir()
    (folder / "diploma.txt").write_text("всё важное", encoding="utf-8")
    before = tree(stranger.folder)
    done = stranger.script(name, command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "не этот скрипт" in done.stderr
    assert tree(stranger.folder) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_second_start_keeps_the_work_of_the_first(name, stranger):
    stranger.script(name, "start")
    before = tree(stranger.folder)
    done = stranger.script(name, "start")
    assert done.returncode == 2
    assert "уже создана" in done.stderr
    assert tree(stranger.folder) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_check_before_the_start_says_how_to_start(name, stranger):
    done = stranger.script(name, "check")
    assert done.returncode == 2
    assert f"python3 {name}_practice.py start" in done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_task_that_is_not_there_is_named(name, stranger):
    stranger.script(name, "start")
    assert "«99» нет" in stranger.script(name, "check", "99").stderr


@pytest.mark.parametrize("name", NAMES)
def test_the_page_names_its_script_and_hands_it_out(name):
    assert exercise_of(PAGES[name]) == SCRIPTS[name]
    assert f"(../assets/exercises/{SCRIPTS[name].name})" in PAGES[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_task_of_a_page_has_two_hints_and_a_solution_that_is_run(name):
    parts = re.split(r"^## \d+\. .*$", PAGES[name].partition("## Дальше")[0], flags=re.M)[1:]
    assert len(parts) == {"git": len(GIT.TASKS), "linux": len(LINUX.TASKS) + len(LINUX.FILES), "sql": len(SQL.TASKS)}[name]
    for part in parts:
        assert re.findall(r"<summary>(.*)</summary>", part) == ["Подсказка 1", "Подсказка 2", "Решение"]
        assert "``` console" in part or "``` sql" in part


def plain(text: str) -> str:
    return " ".join(re.sub(r"[`;]|``` text", "", text).split())


@pytest.mark.parametrize("name", ["linux", "sql"])
def test_page_and_script_ask_the_same(name):
    page = plain(PAGES[name].replace("``` text", ""))
    for text in [task.text for task in (LINUX if name == "linux" else SQL).TASKS] + (LINUX.FILES if name == "linux" else []):
        assert plain(text.replace("Запрос: ", "")) in page


# --- Git

# Task, what the reader does, what the check says.
GIT_WRONG = [
    (1, "true", "метки конфликта"),
    (1, "git merge --abort", "не влита"),
    (1, "git checkout -q --ours config.yaml && git commit -qam x", "learning rate из ветки"),
    (1, "git checkout -q --theirs config.yaml && git commit -qam x", "число эпох из main"),
    (1, r"printf 'lr: 1e-5\nepochs: 5\n' > config.yaml", "merge не закончен"),
    (2, "git switch -q -c early-stopping", "main всё ещё не там"),
    (2, "git reset -q --hard origin/main", "ветки early-stopping нет"),
    (2, "git reset -q --hard origin/main && git branch early-stopping", "нет обоих коммитов"),
    (2, "git branch early-stopping && git push -q", "коммиты отправлены"),
    (3, "git branch rescue 'HEAD@{2}'", "в другой ветке"),
    (3, "git reset -q --hard 'HEAD@{2}'", "«Зафиксировать seed»"),
    (3, """echo "names = ['accuracy', 'macro-F1']" > metrics.py && git commit -qam 'Вернуть метрику'""", "написана заново"),
    (4, "git rm -q --cached .env model.pt; printf '.env\\n*.pt\\n' >> .gitignore; git add -A; git commit -qm x", "остался в истории"),
    (4, "git rm -q .env model.pt && git commit -q --amend --no-edit", "пропал с диска"),
    (4, "git rm -q --cached .env model.pt && git commit -q --amend --no-edit", "не вписан в .gitignore"),
    (4, "git reset -q origin/main; git checkout -q train.py; printf '.env\\n*.pt\\n' >> .gitignore; git add -A; git commit -qm x", "полезная правка"),
    (5, "git switch -q main", "ветки compare нет"),
    (5, "git branch compare", "HEAD всё ещё отсоединён"),
    (5, "git switch -q main && git switch -q -c compare", "двух коммитов в ней нет"),
    (5, "git switch -q -c compare && git branch -qf main", "main трогать не нужно"),
    (6, "git reset -q --hard HEAD~2", "история main переписана"),
    (6, "git revert --no-edit HEAD", "learning rate 3e-5"),
    (6, "git revert --no-edit HEAD~1", "после git push"),
    (6, "git revert --no-edit HEAD HEAD~1 && git push -q", "отменён и хороший"),
    (7, "true", "различаются"),
    (7, "git push -q --force", "стёрт с сервера"),
    (7, "git pull -q --no-rebase --no-edit && git push -q", "коммитом слияния"),
    (7, "git fetch -q && git reset -q --hard origin/main", "вашего коммита"),
]


@pytest.fixture(scope="module")
def git_started(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("started")
    (folder / "home").mkdir()
    Reader(folder, folder / "home").script("git", "start")
    return folder / "git-practice"


@pytest.mark.parametrize(("number", "commands", "hint"), GIT_WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_repair_is_refused_with_a_hint(number, commands, hint, git_started, stranger):
    stranger.run("cp", "-r", str(git_started), str(stranger.folder))
    stranger.bash(commands, at=f"git-practice/{GIT.TASKS[number - 1].name}")
    said = stranger.verdict("git", number)
    assert said.startswith("нет")
    assert hint in said


def test_every_git_task_has_three_wrong_repairs():
    assert all(sum(wrong[0] == number for wrong in GIT_WRONG) >= 3 for number in range(1, len(GIT.TASKS) + 1))


def solutions() -> str:
    """All commands of the page, after the start."""
    lines = [line for snippet in snippets("", PAGES["git"]) if snippet.language == "console" for line in snippet.text.split("\n")]
    commands = [line[2:] for line in lines if line.startswith("$ ")]
    # A refused push and a refused check are part of the story.
    return "\n".join(command if command != "git push" else "! git push" for command in commands if "git_practice.py" not in command)


@pytest.mark.parametrize("who", ["stranger", "settled"])
def test_the_solutions_of_the_page_repair_everything(who, request):
    reader: Reader = request.getfixturevalue(who)
    assert reader.script("git", "start").returncode == 0
    if who == "settled":  # what stops commits would stop the reader's own as well
        (reader.home / "hooks" / "pre-commit").unlink()
    reader.bash(solutions(), at=".")
    done = reader.script("git", "check")
    assert "Решено 7 из 7." in done.stdout, done.stdout
    author = reader.run("git", "log", "-1", "--format=%an", at="git-practice/1-conflict").stdout.strip()
    assert author == {"stranger": "Ученик", "settled": "Вера"}[who]


def test_a_task_that_is_built_again_keeps_the_first_try(stranger):
    stranger.script("git", "start")
    stranger.bash("git branch -D early-stopping || git branch early-stopping; git push -q", at="git-practice/2-wrong-branch")
    before = tree(stranger.folder / "git-practice" / "2-wrong-branch")
    assert stranger.script("git", "again", "2").returncode == 0
    assert tree(stranger.folder / "git-practice" / "2-wrong-branch.old-1") == before
    assert "ветки early-stopping нет" in stranger.verdict("git", 2)
    stranger.bash("git branch early-stopping && git reset -q --hard origin/main", at="git-practice/2-wrong-branch")
    assert stranger.verdict("git", 2).startswith("да")


def test_a_repository_that_is_gone_is_not_looked_for_above(stranger):
    stranger.script("git", "start")
    stranger.bash("rm -rf .git && git init -q ../..", at="git-practice/1-conflict")
    assert "нет репозитория 1-conflict" in stranger.verdict("git", 1)


def test_a_check_works_from_inside_a_task(stranger):
    stranger.script("git", "start")
    assert "1-conflict" in stranger.script("git", "check", "1", at="git-practice/1-conflict").stdout


# --- SQL


@pytest.fixture(scope="module")
def sql_answers() -> list[str]:
    """The query of each solution on the page."""
    found = []
    for part in re.split(r"^## \d+\. .*$", PAGES["sql"], flags=re.M)[1:]:
        text = snippets("", part.partition("<summary>Решение</summary>")[2])[0].text
        found.append("\n".join(line for line in text.split("\n") if not line.startswith("--")))
    return found


def test_the_queries_of_the_page_are_accepted(stranger, sql_answers):
    stranger.script("sql", "start")
    for number, answer in enumerate(sql_answers, 1):
        with (stranger.folder / "sql-practice" / f"{number:02}.sql").open("a", encoding="utf-8") as file:
            file.write(answer)
    done = stranger.script("sql", "check")
    assert "Решено 10 из 10." in done.stdout, done.stdout
    assert [task.answer for task in SQL.TASKS] == [answer.strip() for answer in sql_answers]


TRAPS = [(number, trap) for number, task in enumerate(SQL.TASKS, 1) for trap in task.traps]


@pytest.mark.parametrize(("number", "trap"), TRAPS, ids=lambda value: str(getattr(value, "sql", value))[-40:])
def test_a_wrong_query_is_refused_with_its_own_hint(number, trap):
    with pytest.raises(SQL.Refusal) as refused:
        SQL.check_one(SQL.TASKS[number - 1], trap.sql)
    assert str(refused.value) == trap.hint


def test_every_query_has_three_wrong_ones():
    assert all(len(task.traps) >= 3 for task in SQL.TASKS)


@pytest.mark.parametrize(
    ("number", "sql", "hint"),
    [
        (6, "", "файл пуст"),
        (6, "-- SELECT 1", "файл пуст"),
        (6, "SELECT nmae FROM people", "no such column: nmae"),
        (6, "SELECT 'daria'", "на другой с теми же таблицами"),
        (4, "SELECT 'e5-small', 0.798 UNION SELECT 'tfidf', 0.806", "подогнан"),
        (6, "DELETE FROM people", "только читать"),
        (6, "ATTACH 'other.db' AS other", "только читать"),
        (6, "CREATE TABLE t (a)", "только читать"),
        (10, "DROP TABLE people", "только команда CREATE INDEX"),
        (6, "SELECT name FROM people; SELECT 1", "больше одного запроса"),
        (6, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n WHERE x < 0", "слишком долго"),
        (6, "SELECT id, name FROM people", "столбцов 2, а нужно 1"),
        (5, "SELECT name, 7 FROM people", "Не хватает, например: "),
        (4, "SELECT model, AVG(f1) FROM experiments JOIN scores ON experiment_id = id WHERE COUNT(*) > 3 GROUP BY model", "HAVING"),
    ],
)
def test_whatever_else_is_wrong_with_a_query_is_explained(number, sql, hint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SQL.Refusal) as refused:
        SQL.check_one(SQL.TASKS[number - 1], sql)
    assert hint in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "sql"),
    [
        (2, "SELECT id, status FROM experiments WHERE status IS NOT 'failed' ORDER BY id DESC"),
        (6, "SELECT name FROM people EXCEPT SELECT name FROM people JOIN experiments ON person_id = people.id"),
        (8, "SELECT model, id, f1 FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY model ORDER BY f1 DESC, id) n"
            " FROM experiments JOIN scores ON experiment_id = id WHERE dataset = 'test') WHERE n < 3;  -- с комментарием"),
        (10, "CREATE INDEX i ON experiments (model, started, id)"),
    ],
)  # fmt: skip
def test_another_right_query_is_accepted(number, sql):
    SQL.check_one(SQL.TASKS[number - 1], sql)


def test_a_reader_sees_what_a_query_returns(stranger):
    stranger.script("sql", "start")
    (stranger.folder / "sql-practice" / "02.sql").write_text("SELECT id, status FROM experiments ORDER BY id", encoding="utf-8")
    lines = stranger.script("sql", "run", "2").stdout.strip().split("\n")
    assert lines[0] == "id | status"
    assert lines[-1] == "Строк: 36, показаны первые 25."


# --- Linux

REQUESTS = LINUX.requests()
KNOWN = [(number, given, hint) for number, task in enumerate(LINUX.TASKS, 1) for given, hint in task.wrong(REQUESTS).items()]


def answer(reader: Reader, number: int, text: str) -> None:
    with (reader.folder / "linux-practice" / "answers.txt").open("a", encoding="utf-8") as file:
        file.write(f"{number}: {text}\n")


@pytest.mark.parametrize(("number", "given", "hint"), KNOWN)
def test_a_known_wrong_answer_is_refused_with_its_own_hint(number, given, hint):
    with pytest.raises(LINUX.Refusal) as refused:
        LINUX.check_answer(number, given)
    assert str(refused.value) == hint


@pytest.mark.parametrize("number", range(1, len(LINUX.TASKS) + 1))
def test_any_other_answer_is_refused_with_the_way_to_the_right_one(number):
    right = LINUX.TASKS[number - 1].right(REQUESTS)
    LINUX.check_answer(number, right)
    for given in ("", "7", f"{right}0"):
        with pytest.raises(LINUX.Refusal) as refused:
            LINUX.check_answer(number, given)
        assert str(refused.value) in ("ответа ещё нет.", f"не {given}. {LINUX.TASKS[number - 1].general}")


PIPE = "awk '$3 == \"ERROR\"' logs/2026-11-03/api.log"


@pytest.mark.parametrize(
    ("number", "commands", "hint"),
    [
        (11, "true", "файла errors.txt нет"),
        (11, "grep ERROR logs/2026-11-03/api.log > errors.txt", "строки WARN"),
        (11, f"{PIPE} >> errors.txt; {PIPE} >> errors.txt", "дважды"),
        (11, f"{PIPE} | sort -r > errors.txt", "порядок другой"),
        (11, f"{PIPE} | head -n 3 > errors.txt", "строк 3, а нужно"),
        (11, "grep -H ' ERROR ' logs/2026-11-03/api.log > errors.txt", "имя файла"),
        (12, "true", "права 644"),
        (12, "chmod 700 keys/deploy.key", "права 700"),
        (12, "chmod 400 keys/deploy.key", "права 400"),
        (12, "rm keys/deploy.key", "надо было оставить"),
    ],
)
def test_a_wrong_file_is_refused_with_a_hint(number, commands, hint, stranger):
    stranger.script("linux", "start")
    stranger.bash(commands, at="linux-practice")
    said = stranger.verdict("linux", number)
    assert said.startswith("нет")
    assert hint in said


def test_an_answer_is_read_from_the_file_as_it_is_written(stranger):
    stranger.script("linux", "start")
    assert stranger.verdict("linux", 4) == "нет  4: ответа ещё нет."
    answer(stranger, 4, " user=u101 ")
    assert stranger.verdict("linux", 4) == "да   4"


def test_a_damaged_file_of_answers_is_explained(stranger):
    stranger.script("linux", "start")
    (stranger.folder / "linux-practice" / "answers.txt").write_bytes("1: ответ".encode("cp1251"))
    assert "не в UTF-8" in stranger.verdict("linux", 1)


@pytest.mark.parametrize("build", [LINUX.api_lines, lambda: [SQL.execute(task, task.answer) for task in SQL.TASKS]])
def test_everybody_gets_the_same(build: Callable[[], object]):
    assert build() == build()
