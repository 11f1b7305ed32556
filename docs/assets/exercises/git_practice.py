"""Семь сломанных репозиториев Git: почините их и проверьте себя.

    python3 git_practice.py start      создать папку git-practice с репозиториями
    python3 git_practice.py check      проверить всё; check 3 — одну задачу
    python3 git_practice.py again 3    собрать задачу 3 заново, прежняя папка останется рядом

Нужны Python 3.9 или новее и Git 2.23 или новее. Скрипт пишет только в папку git-practice, сети и настроек Git не трогает.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

FOLDER = "git-practice"
MARK = ".git-practice"  # a folder without it was not made by this script and is left alone
CONFIG = "model: rubert-tiny2\nlr: {lr}\nepochs: {epochs}\n"
BIG = 1_500_000  # bytes


class Refusal(Exception):
    """What is wrong and what to do, for the reader."""


# --- git


def environment() -> dict[str, str]:
    """Without variables that would lead git to another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


def run(folder: Path, *arguments: str, fails: bool = False, env: dict[str, str] | None = None) -> str:
    """What git prints in `folder`; an error unless `fails` allows one."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, env=env or environment(), check=False)
    if done.returncode and not fails:
        raise Refusal(f"git {' '.join(arguments)} в {folder}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode("utf-8", "replace").strip()


class Workshop:
    """Builds one repository. Settings of the reader's Git stay out of it, so everybody gets the same commits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = 0
        folder.mkdir(parents=True)
        self.git("init", "-q")
        self.git("symbolic-ref", "HEAD", "refs/heads/main")
        for name, value in {"core.autocrlf": "false", "commit.gpgsign": "false", "tag.gpgsign": "false"}.items():
            self.git("config", name, value)
        # A reader without a name in Git can make commits here, and only here.
        for name, value in {"user.name": "Ученик", "user.email": "student@example.org"}.items():
            if not run(folder, "config", name, fails=True):
                self.git("config", name, value)

    def git(self, *arguments: str, fails: bool = False) -> str:
        date = f"2026-11-02T{10 + self.clock // 60:02}:{self.clock % 60:02}:00+0000"
        own = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "HOME": str(self.folder),
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "Вера"), ("EMAIL", "vera@example.org"), ("DATE", date))
            },
        }
        return run(self.folder, *arguments, fails=fails, env={**environment(), **own})

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_bytes(text.encode())

    def commit(self, message: str, **files: str) -> str:
        """Commit `files` (`train_py` is train.py) and return the hash."""
        self.clock += 1
        for name, text in files.items():
            self.write(name.replace("_", "."), text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def note(self, **hashes: str) -> None:
        """Remember commits for the check, where nobody meets them by chance."""
        for name, commit in hashes.items():
            self.git("config", f"practice.{name}", commit)

    def server(self) -> None:
        """A bare repository beside this one as `origin`, with main published."""
        place = self.folder.parent / ".servers" / f"{self.folder.name}.git"
        number = 1
        while place.exists():  # of an earlier try
            number += 1
            place = place.with_name(f"{self.folder.name}-{number}.git")
        place.mkdir(parents=True)
        run(place, "init", "-q", "--bare")
        run(place, "symbolic-ref", "HEAD", "refs/heads/main")
        self.git("remote", "add", "origin", f"../.servers/{place.name}")
        self.git("push", "-q", "-u", "origin", "main")


# --- what the checks ask


@dataclass(frozen=True)
class Repository:
    folder: Path

    def git(self, *arguments: str) -> str:
        return run(self.folder, *arguments)

    def hash(self, name: str) -> str:
        return run(self.folder, "rev-parse", "-q", "--verify", f"{name}^{{commit}}", fails=True)

    def noted(self, name: str) -> str:
        found = run(self.folder, "config", f"practice.{name}", fails=True)
        if not found:
            raise Refusal("в .git/config нет раздела practice, который записал скрипт. Соберите задачу заново: again и её номер.")
        return found

    def show(self, commit: str, name: str) -> str:
        return run(self.folder, "show", f"{commit}:{name}", fails=True)

    def contains(self, tip: str, commit: str) -> bool:
        return run(self.folder, "merge-base", tip, commit, fails=True) == self.hash(commit) != ""

    def branch(self) -> str:
        """The name of the current branch, "" when HEAD is detached."""
        return run(self.folder, "symbolic-ref", "-q", "--short", "HEAD", fails=True)

    def has(self, name: str) -> bool:
        return (self.folder / ".git" / name).exists()

    def calm(self) -> None:
        """Nothing is under way and nothing is uncommitted."""
        for file, word in (("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert")):
            if self.has(file):
                raise Refusal(f"{word} не закончен. Посмотрите git status: уберите конфликты, затем git add и git commit.")
        if self.has("rebase-merge") or self.has("rebase-apply"):
            raise Refusal("rebase не закончен. Уберите конфликты, затем git add и git rebase --continue.")
        if changed := self.git("status", "--porcelain"):
            raise Refusal(f"есть незакоммиченное, git status --short показывает:\n{changed}")

    def on(self, name: str) -> None:
        if self.branch() != name:
            where = f"на ветке {self.branch()}" if self.branch() else "ни на какой ветке (detached HEAD)"
            raise Refusal(f"вы стоите {where}, а нужна {name}: git switch {name}.")

    def branch_exists(self, name: str) -> None:
        if not self.hash(f"refs/heads/{name}"):
            raise Refusal(f"ветки {name} нет. Список веток показывает git branch, создаёт её git branch {name}.")


def need(condition: bool, hint: str) -> None:
    if not condition:
        raise Refusal(hint)


# --- seven tasks


def conflict(at: Workshop) -> None:
    at.commit("Добавить обучение", config_yaml=CONFIG.format(lr="3e-5", epochs=3), train_py='print("train")\n')
    at.git("checkout", "-q", "-b", "lower-lr")
    theirs = at.commit("Снизить learning rate", config_yaml=CONFIG.format(lr="1e-5", epochs=3))
    at.git("checkout", "-q", "main")
    ours = at.commit("Учить пять эпох", config_yaml=CONFIG.format(lr="3e-5", epochs=5))
    at.note(theirs=theirs, ours=ours)
    at.git("merge", "lower-lr", fails=True)


def conflict_check(it: Repository) -> None:
    text = (it.folder / "config.yaml").read_text(encoding="utf-8") if (it.folder / "config.yaml").exists() else ""
    need(
        not re.search(r"^(<<<<<<<|=======|>>>>>>>)", text, re.M),
        "в config.yaml остались метки конфликта. Уберите строки с <<<<<<<, ======= и >>>>>>>.",
    )
    it.calm()
    it.on("main")
    need(it.contains("main", it.noted("ours")), "из main пропал коммит «Учить пять эпох». Вернуть его поможет git reflog.")
    need(it.contains("main", it.noted("theirs")), "lower-lr не влита в main. Похоже, слияние отменено: начните его снова, git merge lower-lr.")
    need("lr: 1e-5" in text, "в config.yaml должен остаться learning rate из ветки lower-lr: 1e-5.")
    need("epochs: 5" in text, "в config.yaml должно остаться число эпох из main: 5. Здесь нужны обе правки, а не одна сторона.")


def wrong_branch(at: Workshop) -> None:
    base = at.commit("Добавить обучение", train_py='print("train")\n')
    at.server()
    at.commit("Следить за лоссом на валидации", stop_py="best = None\n")
    tip = at.commit("Останавливать обучение", stop_py="best = None\npatience = 3\n")
    at.note(base=base, tip=tip)


def wrong_branch_check(it: Repository) -> None:
    server = run(it.folder, "ls-remote", "origin", "refs/heads/main", fails=True).split("\t")[0]
    need(
        server == it.noted("base"),
        "на сервере сдвинулась main: коммиты отправлены. Здесь их нужно было убрать до push. Соберите задачу заново: again 2.",
    )
    it.branch_exists("early-stopping")
    need(
        it.contains("early-stopping", it.noted("tip")) or it.show("early-stopping", "stop.py") == "best = None\npatience = 3",
        "в ветке early-stopping нет обоих коммитов. Если main уже отмотана, хеш найдётся в git reflog.",
    )
    need(
        it.hash("main") == it.noted("base"),
        "main всё ещё не там, где origin/main. Сначала дайте коммитам имя, потом верните main: git reset --hard origin/main.",
    )
    it.calm()


def lost_commit(at: Workshop) -> None:
    at.commit("Добавить обучение", train_py='print("train")\n')
    base = at.commit("Считать accuracy", metrics_py="names = ['accuracy']\n")
    at.commit("Считать macro-F1", metrics_py="names = ['accuracy', 'macro-F1']\n")
    at.note(base=base, lost=at.git("rev-parse", "HEAD"))
    at.git("reset", "-q", "--hard", "HEAD~1")
    at.commit("Зафиксировать seed", train_py='print("train")\nseed = 42\n')


def lost_commit_check(it: Repository) -> None:
    it.calm()
    it.on("main")
    need(
        "seed = 42" in it.show("main", "train.py"),
        "из main пропал коммит «Зафиксировать seed»: его сделали после потери, и он тоже нужен. Хеш — в git reflog.",
    )
    found = "macro-F1" in it.show("main", "metrics.py")
    same = any(it.contains(name, it.noted("lost")) for name in it.git("for-each-ref", "--format=%(refname)", "refs/heads").split())
    need(found or not same, "коммит найден и в безопасности, но он в другой ветке. Осталось перенести его в main: git cherry-pick хеш.")
    need(found, "коммита «Считать macro-F1» в main нет. git reflog покажет, где стоял HEAD до reset.")
    subjects = it.git("log", "--format=%s", "main").split("\n")
    need("Считать macro-F1" in subjects, "правка на месте, но написана заново. Верните сам коммит «Считать macro-F1»: git cherry-pick хеш.")


def secret(at: Workshop) -> None:
    at.commit("Добавить обучение", train_py='print("train")\n', _gitignore="__pycache__/\n")
    at.server()
    at.write(".env", "API_KEY=sk-practice-0000\n")
    (at.folder / "model.pt").write_bytes(b"\0" * BIG)
    at.commit("Загружать данные по ключу", train_py='import os\n\nkey = os.environ["API_KEY"]\nprint("train")\n')


def secret_check(it: Repository) -> None:
    listed = it.git("ls-files").split("\n")
    for name in (".env", "model.pt"):
        need((it.folder / name).exists(), f"{name} пропал с диска, а он нужен для работы. git rm --cached убирает файл только из Git.")
        need(name not in listed, f"Git всё ещё следит за {name}: git rm --cached {name}.")
        ignored = run(it.folder, "check-ignore", "--no-index", name, fails=True)
        need(bool(ignored), f"{name} не вписан в .gitignore и вернётся с первым же git add -A.")
    for name in (".env", "model.pt"):
        need(
            not it.git("log", "--branches", "--remotes", "--format=%h", "--", name),
            f"{name} остался в истории: коммит сверху его не стирает. Коммит ещё не отправлен, значит, его можно переписать: git commit --amend "
            "или git reset --soft origin/main и новый коммит.",
        )
    it.calm()
    it.on("main")
    need("API_KEY" in it.show("main", "train.py"), "из main пропала полезная правка train.py: её нужно сохранить. Прежний коммит — в git reflog.")
    need(".env" in it.show("main", ".gitignore"), "правка .gitignore не закоммичена.")


def detached(at: Workshop) -> None:
    first = at.commit("Добавить обучение", train_py='print("train")\n')
    base = at.commit("Учить пять эпох", config_yaml="epochs: 5\n")
    at.git("checkout", "-q", "--detach", first)
    at.commit("Сравнить с прежней версией", compare_py="old = 0.81\n")
    tip = at.commit("Добавить новую версию в сравнение", compare_py="old = 0.81\nnew = 0.84\n")
    at.note(base=base, tip=tip)


def detached_check(it: Repository) -> None:
    it.branch_exists("compare")
    need(
        it.contains("compare", it.noted("tip")),
        "ветка compare есть, но двух коммитов в ней нет. Если вы уже ушли с них, хеш найдётся в git reflog: git branch -f compare хеш.",
    )
    need(it.hash("main") == it.noted("base"), "main трогать не нужно: верните её, git branch -f main и хеш коммита «Учить пять эпох».")
    need(bool(it.branch()), "HEAD всё ещё отсоединён: новые коммиты снова окажутся без ветки. git switch compare.")
    it.on("compare")
    it.calm()


def published(at: Workshop) -> None:
    at.commit("Добавить обучение", config_yaml=CONFIG.format(lr="3e-5", epochs=3), train_py='print("train")\n')
    at.commit("Поднять learning rate", config_yaml=CONFIG.format(lr="3e-1", epochs=3))
    last = at.commit("Считать accuracy", metrics_py="names = ['accuracy']\n")
    at.server()
    at.note(last=last)


def published_check(it: Repository) -> None:
    it.calm()
    it.on("main")
    need(
        it.contains("main", it.noted("last")),
        "история main переписана, а она уже у коллег: их git pull сломается. Верните её, git reset --hard origin/main, и отмените коммит новым: git revert --no-edit.",
    )
    need(
        "lr: 3e-5" in it.show("main", "config.yaml"),
        "в config.yaml всё ещё не прежний learning rate 3e-5. Хеш неудачного коммита покажет git log --oneline.",
    )
    need(
        "accuracy" in it.show("main", "metrics.py"),
        "вместе с неудачным коммитом отменён и хороший, «Считать accuracy». Отменять нужно один: git revert --no-edit хеш.",
    )
    server = run(it.folder, "ls-remote", "origin", "refs/heads/main").split("\t")[0]
    need(server == it.hash("main"), "на сервере прежняя main. Коллеги увидят отмену после git push.")


def rejected(at: Workshop) -> None:
    at.commit("Добавить обучение", train_py='print("train")\n')
    at.server()
    base = at.git("rev-parse", "HEAD")
    theirs = at.commit("Описать установку", README_md="uv sync\n")
    at.git("push", "-q", "origin", "main")
    at.git("reset", "-q", "--hard", base)
    at.git("update-ref", "refs/remotes/origin/main", base)
    at.commit("Считать accuracy", metrics_py="names = ['accuracy']\n")
    at.note(theirs=theirs)
    # As if it had been made elsewhere: nothing of it is in this repository.
    (at.folder / ".git" / "ORIG_HEAD").unlink()
    at.git("reflog", "expire", "--expire=now", "--all")
    at.git("prune", "--expire=now")


def rejected_check(it: Repository) -> None:
    it.calm()
    it.on("main")
    server = run(it.folder, "ls-remote", "origin", "refs/heads/main").split("\t")[0]
    need(server == it.hash("main"), "main на сервере и у вас различаются. Заберите чужой коммит, git pull --rebase, и отправьте свой, git push.")
    need(
        it.contains("main", it.noted("theirs")),
        "чужой коммит «Описать установку» стёрт с сервера: так работает push --force. Соберите задачу заново: again 7.",
    )
    need("accuracy" in it.show("main", "metrics.py"), "вашего коммита «Считать accuracy» на сервере нет. Найдите его в git reflog.")
    need(
        not it.git("rev-list", "--merges", "main"),
        "получилось, но с лишним коммитом слияния, а просили прямую историю: git pull --rebase. Соберите задачу заново: again 7.",
    )


@dataclass(frozen=True)
class Task:
    name: str
    title: str
    build: Callable[[Workshop], None]
    check: Callable[[Repository], None]


TASKS = [
    Task("1-conflict", "конфликт слияния", conflict, conflict_check),
    Task("2-wrong-branch", "коммиты не в той ветке", wrong_branch, wrong_branch_check),
    Task("3-lost-commit", "потерянный коммит", lost_commit, lost_commit_check),
    Task("4-secret", "ключ и веса в коммите", secret, secret_check),
    Task("5-detached-head", "коммиты без ветки", detached, detached_check),
    Task("6-published", "неудачный коммит уже у коллег", published, published_check),
    Task("7-rejected-push", "push отклонён", rejected, rejected_check),
]


# --- commands


def practice() -> Path:
    """The folder of the exercise: here, or around the place where the command was given."""
    here = Path.cwd()
    for folder in (here / FOLDER, here, *here.parents):
        if folder.name == FOLDER and (folder / MARK).is_file():
            return folder
    if (here / FOLDER).exists():
        raise Refusal(f"папку {here / FOLDER} создал не этот скрипт: в ней нет файла {MARK}. Она не тронута. Начните в другой папке.")
    raise Refusal(f"папки {FOLDER} рядом нет. Создайте её: python3 git_practice.py start")


def build(root: Path, task: Task) -> None:
    workshop = Workshop(root / task.name)
    task.build(workshop)


def start() -> None:
    root = Path.cwd() / FOLDER
    if root.exists():
        whose = "уже создана" if (root / MARK).is_file() else "есть, и создал её не этот скрипт"
        raise Refusal(
            f"папка {root} {whose}. Она не тронута. Чтобы начать с начала, удалите или переименуйте её сами; одну задачу соберёт заново again."
        )
    root.mkdir()
    (root / MARK).write_text("Папка упражнения: её создал git_practice.py\n", encoding="utf-8")
    for task in TASKS:
        build(root, task)
    print(f"Готово: папка {FOLDER}, задач {len(TASKS)}.")
    print(f"Начните с первой: cd {FOLDER}/{TASKS[0].name}, затем git status.")


def check(chosen: list[Task]) -> int:
    root = practice()
    passed = 0
    for task in chosen:
        try:
            if not (root / task.name / ".git").is_dir():
                raise Refusal(f"нет репозитория {task.name}. Соберите его заново: again {task.name[0]}.")
            task.check(Repository(root / task.name))
        except Refusal as error:
            print(f"нет  {task.name}: {error}")
        else:
            passed += 1
            print(f"да   {task.name}: {task.title}")
    print(f"Решено {passed} из {len(chosen)}.")
    return 0 if passed == len(chosen) else 1


def again(task: Task) -> None:
    root = practice()
    folder = root / task.name
    if folder.exists():
        number = 1
        while (kept := root / f"{task.name}.old-{number}").exists():
            number += 1
        folder.rename(kept)
        print(f"Прежняя папка теперь {kept.name}.")
    build(root, task)
    print(f"Готово: {task.name}.")


def tasks(numbers: list[str]) -> list[Task]:
    for number in numbers:
        if number not in [task.name[0] for task in TASKS]:
            raise Refusal(f"задачи «{number}» нет. Номера — от 1 до {len(TASKS)}.")
    return [task for task in TASKS if not numbers or task.name[0] in numbers]


def git_is_ready() -> None:
    try:
        version = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise Refusal("команда git не запускается. Установите Git: https://git-scm.com/downloads") from None
    found = re.search(r"(\d+)\.(\d+)", version)
    if not found or (int(found[1]), int(found[2])) < (2, 23):
        raise Refusal(f"нужен Git 2.23 или новее, а здесь {version.strip()}.")


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["start"]:
            git_is_ready()
            start()
            return 0
        if arguments[:1] == ["check"]:
            git_is_ready()
            return check(tasks(arguments[1:]))
        if arguments[:1] == ["again"] and len(arguments) == 2:
            git_is_ready()
            again(tasks(arguments[1:])[0])
            return 0
        print(__doc__)
        return 0 if arguments in ([], ["--help"]) else 2
    except Refusal as error:
        print(f"Не вышло: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # the console of Windows, a pipe in any locale
    sys.exit(main(sys.argv[1:]))
