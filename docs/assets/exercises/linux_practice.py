"""Журнал сервиса, в котором надо найти ответы: задачи на grep, sort, uniq, awk, find и конвейер.

    python3 linux_practice.py start      создать папку linux-practice с журналами и answers.txt
    python3 linux_practice.py check      проверить всё; check 3 — одну задачу
    python3 linux_practice.py grow       писать в live.log по строке в секунду: смотрите на него через tail -f

Нужен Python 3.9 или новее. Команды — из Linux или macOS; в Windows выполняйте всё в WSL или Git Bash.
Скрипт пишет только в папку linux-practice.
"""

from __future__ import annotations

import os
import random
import re
import stat
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

FOLDER = "linux-practice"
MARK = ".linux-practice"  # a folder without it was not made by this script and is left alone
DAYS = {"2026-11-02": 1400, "2026-11-03": 1900, "2026-11-04": 1100}  # requests
PATHS = ["/classify", "/classify", "/classify", "/search", "/search", "/health"]
WORD = "чекпоинт-1200"
STEPS = 700  # lines of train.log
LIVE = 40  # lines that `grow` writes
KEY = "keys/deploy.key"
ERRORS = "errors.txt"


class Refusal(Exception):
    """What is wrong and what to do, for the reader."""


@dataclass(frozen=True)
class Request:
    day: str
    time: str
    level: str
    id: str
    user: str
    path: str
    status: int
    ms: int
    message: str

    def __str__(self) -> str:
        return f"{self.day} {self.time} {self.level} id={self.id} user={self.user} path={self.path} status={self.status} ms={self.ms} {self.message}"


def requests() -> list[Request]:
    """The same for everybody: random() of a seed is the same in every Python."""
    numbers = random.Random(2026)

    def below(limit: int) -> int:
        return int(numbers.random() * limit)

    made = []
    for day, count in DAYS.items():
        for number in range(count):
            second = 86_399 * number // count
            clock = f"{second // 3600:02}:{second % 3600 // 60:02}:{second % 60:02}"
            path = PATHS[below(len(PATHS))]
            user = f"u{100 + min(below(60), below(60))}"
            bad = 0.25 if day == "2026-11-03" and second // 3600 == 14 else 0.02
            if numbers.random() < bad:
                level, status, message = "ERROR", 500, ("model timeout", "connection reset", "bad response")[below(3)]
            elif numbers.random() < 0.03:
                level, status, message = "WARN", 200, "retry after ERROR"
            else:
                level, status, message = "INFO", 200, "ok"
            ms = 1 + below(5) if path == "/health" else 40 + below(160) + below(40) ** 2 // 4
            if level == "ERROR":
                ms += 900
            made.append(Request(day, clock, level, f"r{len(made) + 1:05}", user, path, status, ms, message))
    crash = sum(DAYS.values()) - 333
    hit = made[crash]
    made[crash] = Request(hit.day, hit.time, "INFO", hit.id, "u777", "/classify", 200, 95, "batch of 512 texts")
    down = made[crash + 1]
    made[crash + 1] = Request(down.day, down.time, "FATAL", down.id, "u101", "/health", 503, 2, "CUDA out of memory")
    return made


def api_lines() -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {day: [] for day in DAYS}
    for request in requests():
        lines[request.day].append(str(request))
    return lines


# --- tasks


@dataclass(frozen=True)
class Task:
    text: str
    right: Callable[[list[Request]], str]
    wrong: Callable[[list[Request]], dict[str, str]]  # known wrong answers, each with its hint
    general: str


def top(values: list[str]) -> str:
    (first, count), (_, next_count) = Counter(values).most_common(2)
    assert count > next_count, "the answer has to be one"
    return first


def at(requests: list[Request], level: str) -> list[Request]:
    return [request for request in requests if request.level == level]


def mean(requests: list[Request]) -> str:
    return str(sum(request.ms for request in requests) // len(requests))


def hour(requests: list[Request]) -> str:
    return top([request.time[:2] for request in requests])


TASKS = [
    Task(
        "Сколько всего строк во всех api.log за три дня?",
        lambda all_: str(len(all_)),
        lambda all_: {
            **{str(count): "это строки одного дня. Звёздочка берёт все папки: logs/*/api.log." for count in DAYS.values()},
            str(len(all_) + STEPS): "посчитаны и другие журналы, а нужны только api.log.",
        },
        "Строки считает wc -l; звёздочка в logs/*/api.log берёт все три дня.",
    ),
    Task(
        "Сколько запросов с уровнем ERROR (третье поле) за три дня?",
        lambda all_: str(len(at(all_, "ERROR"))),
        lambda all_: {
            str(
                sum("ERROR" in str(request) for request in all_)
            ): "посчитаны и строки WARN, где слово ERROR стоит в сообщении. Смотрите на третье поле: awk '$3 == \"ERROR\"'.",
            str(sum(request.status >= 500 for request in all_)): "посчитана и строка FATAL: у неё тоже код 5xx. Нужен уровень ERROR.",
        },
        "Поле целиком сравнивает awk '$3 == \"ERROR\"'.",
    ),
    Task(
        "Сколько разных пользователей (user=…) обращалось к сервису?",
        lambda all_: str(len({request.user for request in all_})),
        lambda all_: {
            str(len(all_)): "это число строк. Повторы убирает sort -u.",
            str(
                1 + sum(one.user != other.user for one, other in zip(all_, all_[1:]))
            ): "uniq без sort склеивает только соседние повторы. Сначала sort.",
        },
        "Достаньте user=… из каждой строки (grep -o), отсортируйте, уберите повторы, посчитайте.",
    ),
    Task(
        "Кто сделал больше всего запросов? Ответ вида u123.",
        lambda all_: top([request.user for request in all_]),
        lambda all_: {
            "u777": "это самый редкий или последний по алфавиту, а нужен самый частый. Большее число первым ставит sort -rn.",
            top([request.user for request in at(all_, "ERROR")]): "посчитаны только строки ERROR, а нужны все запросы.",
            min(request.user for request in all_): "это первый по алфавиту. Сначала посчитайте: sort | uniq -c | sort -rn.",
        },
        "Частоты считает sort | uniq -c, самую большую ставит первой sort -rn.",
    ),
    Task(
        "В какой час 3 ноября было больше всего строк ERROR? Ответ из двух цифр.",
        lambda all_: hour([request for request in at(all_, "ERROR") if request.day == "2026-11-03"]),
        lambda all_: {
            Counter(request.time[3:5] for request in at(all_, "ERROR") if request.day == "2026-11-03").most_common(1)[0][
                0
            ]: "это минуты. Час — первые два знака второго поля.",
            "14:00": "нужен только час, две цифры.",
        },
        "Второе поле — время; час отрежет cut -c 1-2.",
    ),
    Task(
        "Среднее ms запросов к /classify за три дня, без дробной части (отбросить).",
        lambda all_: mean([request for request in all_ if request.path == "/classify"]),
        lambda all_: {
            mean(all_): "это среднее по всем путям. Сначала отберите path=/classify.",
            mean(
                [request for request in all_ if request.path == "/classify" and request.level == "INFO"]
            ): "отобраны только строки INFO, а нужны все.",
            str(
                int(mean([request for request in all_ if request.path == "/classify"])) + 1
            ): "похоже, число округлено вверх. Дробную часть нужно отбросить: int(…).",
        },
        "Число после ms= достанет awk -F 'ms=': $2 + 0 берёт цифры из начала поля.",
    ),
    Task(
        "id самого медленного запроса (наибольшее ms). Ответ вида r01234.",
        lambda all_: max(all_, key=lambda request: request.ms).id,
        lambda all_: {
            sorted(all_, key=lambda request: str(request.ms))[
                -1
            ].id: "строки отсортированы как текст, и 99 оказалось больше 1000. Числа сортирует sort -n.",
            min(all_, key=lambda request: request.ms).id: "это самый быстрый. sort -n ставит большее в конец.",
            max(at(all_, "INFO"), key=lambda request: request.ms).id: "искали только среди INFO, а медленнее всего ошибки.",
        },
        "Поставьте ms в начало строки, отсортируйте sort -n, возьмите последнюю.",
    ),
    Task(
        "Кто отправил запрос, сразу после которого появилось «CUDA out of memory»? Ответ вида u123.",
        lambda all_: all_[[request.message for request in all_].index("CUDA out of memory") - 1].user,
        lambda all_: {
            all_[
                [request.message for request in all_].index("CUDA out of memory")
            ].user: "это user из самой строки с ошибкой, а нужна строка перед ней: grep -B 1.",
            all_[
                [request.message for request in all_].index("CUDA out of memory") + 1
            ].user: "это строка после ошибки. Строку до показывает grep -B 1 (before), после — -A 1 (after).",
        },
        "grep -B 1 показывает найденную строку и одну перед ней.",
    ),
    Task(
        "Где-то в logs лежит пустой файл. Его имя, без папок.",
        lambda _: "rotate.tmp",
        lambda _: {
            "logs/2026-11-03/.cache/rotate.tmp": "файл тот, но нужно только имя, без папок.",
            "./logs/2026-11-03/.cache/rotate.tmp": "файл тот, но нужно только имя, без папок.",
            "train.log": "train.log не пуст. Пустые файлы находит find logs -type f -empty.",
            ".cache": "это папка, и она не пуста. Только файлы оставляет find -type f.",
        },
        "Пустые файлы находит find logs -type f -empty.",
    ),
    Task(
        "Кодовое слово из live.log. Запустите в одном окне grow, в другом — tail -f live.log и дождитесь строки CODE.",
        lambda _: WORD,
        lambda _: {"CODE": "это метка строки, а слово стоит после неё.", WORD.partition("-")[0]: "слово не целиком: возьмите всё до конца строки."},
        "В одном окне python3 linux_practice.py grow, в другом tail -f linux-practice/live.log. Ctrl+C останавливает оба.",
    ),
]
FILES = [
    f"Сохраните в {ERRORS} (рядом с answers.txt) все строки ERROR за 3 ноября, в прежнем порядке.",
    f"Ключ {KEY} могут читать все. Сделайте так, чтобы читать и менять его мог только владелец.",
]


def check_errors(root: Path) -> None:
    path = root / ERRORS
    if not path.exists():
        raise Refusal(f"файла {ERRORS} нет. Вывод команды сохраняет > {ERRORS}; запускайте её в папке {FOLDER}.")
    found = path.read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = [str(request) for request in at(requests(), "ERROR") if request.day == "2026-11-03"]
    if found == wanted:
        return
    if any(" WARN " in line for line in found):
        raise Refusal("в файл попали строки WARN со словом ERROR в сообщении. Сравнивайте третье поле.")
    if len(found) == 2 * len(wanted) and found[: len(wanted)] == wanted:
        raise Refusal("строки записаны дважды: >> дописывает в конец. Возьмите >.")
    if sorted(found) == sorted(wanted):
        raise Refusal("строки те, порядок другой: сортировать не нужно.")
    if any(not line.startswith("2026-") for line in found):
        raise Refusal("перед строками стоит лишнее: имя файла или номер. grep ставит имя, когда файлов несколько; убирает его ключ -h.")
    raise Refusal(f"строк {len(found)}, а нужно {len(wanted)}. Только logs/2026-11-03/api.log и только уровень ERROR.")


def check_key(root: Path) -> None:
    path = root / KEY
    if os.name == "nt":
        raise Refusal("в Windows прав Unix нет. Сделайте эту задачу в WSL, в домашней папке Linux.")
    if not path.exists():
        raise Refusal(f"файла {KEY} нет, а его надо было оставить. Верните: echo demo > {KEY}.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode == 0o600:
        return
    if mode & 0o077:
        raise Refusal(f"права {mode:03o}: файл всё ещё открыт группе или остальным. Нужно 600: первая цифра — владелец.")
    raise Refusal(f"права {mode:03o}: владелец должен уметь читать и менять, но не запускать. 4 + 2 = 6, значит, 600.")


# --- commands


def practice() -> Path:
    here = Path.cwd()
    for folder in (here / FOLDER, here, *here.parents):
        if folder.name == FOLDER and (folder / MARK).is_file():
            return folder
    if (here / FOLDER).exists():
        raise Refusal(f"папку {here / FOLDER} создал не этот скрипт: в ней нет файла {MARK}. Она не тронута. Начните в другой папке.")
    raise Refusal(f"папки {FOLDER} рядом нет. Создайте её: python3 linux_practice.py start")


def write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def start() -> None:
    root = Path.cwd() / FOLDER
    if root.exists():
        whose = "уже создана" if (root / MARK).is_file() else "есть, и создал её не этот скрипт"
        raise Refusal(f"папка {root} {whose}. Она не тронута. Чтобы начать с начала, удалите или переименуйте её сами.")
    root.mkdir()
    (root / MARK).write_text("Папка упражнения: её создал linux_practice.py\n", encoding="utf-8")
    for day, lines in api_lines().items():
        write(root / "logs" / day / "api.log", lines)
    write(root / "logs" / "train.log", [f"INFO step {step} loss {2.5 / (1 + step / 90):.4f}" for step in range(STEPS)])
    write(root / "logs" / "2026-11-03" / ".cache" / "rotate.tmp", [])
    write(root / KEY, ["demo"])
    (root / KEY).chmod(0o644)
    answers = ["# Ответ пишите после двоеточия, в той же строке."]
    for number, task in enumerate(TASKS, 1):
        answers += ["", f"# {task.text}", f"{number}: "]
    for number, text in enumerate(FILES, len(TASKS) + 1):
        answers += ["", f"# {number}. {text} Здесь писать нечего."]
    write(root / "answers.txt", answers)
    print(f"Готово: папка {FOLDER}, строк в api.log {sum(DAYS.values())}.")
    print(f"Дальше: cd {FOLDER}. Задачи и место для ответов — в answers.txt.")


def answers(root: Path) -> dict[int, str]:
    path = root / "answers.txt"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refusal(f"нет файла answers.txt в папке {FOLDER}. Создайте его: по строке «номер: ответ».") from None
    except UnicodeDecodeError:
        raise Refusal("answers.txt не в UTF-8. Сохраните его в UTF-8.") from None
    return {int(number): answer.strip() for number, answer in re.findall(r"^[ \t]*(\d+)[ \t]*:[ \t]*(.*)$", text, re.M)}


def check_answer(number: int, given: str) -> None:
    task, all_ = TASKS[number - 1], requests()
    if not given:
        raise Refusal("ответа ещё нет.")
    right = task.right(all_)
    if given in (right, f"user={right}", f"id={right}"):
        return
    raise Refusal(task.wrong(all_).get(given, f"не {given}. {task.general}"))


def check(chosen: list[int]) -> int:
    root = practice()
    passed = 0
    for number in chosen:
        try:
            if number <= len(TASKS):
                check_answer(number, answers(root).get(number, ""))
            else:
                (check_errors, check_key)[number - len(TASKS) - 1](root)
        except Refusal as error:
            print(f"нет  {number}: {error}")
        else:
            passed += 1
            print(f"да   {number}")
    print(f"Решено {passed} из {len(chosen)}.")
    return 0 if passed == len(chosen) else 1


def grow(pause: float) -> None:
    path = practice() / "live.log"
    print("Пишу в live.log. Во втором окне: tail -f live.log. Остановить — Ctrl+C.", flush=True)
    with path.open("a", encoding="utf-8") as file:
        for step in range(1, LIVE + 1):
            line = f"CODE {WORD}" if step == LIVE // 2 else f"INFO step {step * 100} loss {2.5 / (1 + step):.4f}"
            print(line, file=file, flush=True)
            time.sleep(pause)
    print("Закончил.")


def numbers_of(arguments: list[str]) -> list[int]:
    last = len(TASKS) + len(FILES)
    known = {str(number): number for number in range(1, last + 1)}
    for argument in arguments:
        if argument not in known:
            raise Refusal(f"задачи «{argument}» нет. Номера — от 1 до {last}.")
    return [known[argument] for argument in arguments] or list(known.values())


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["start"]:
            start()
            return 0
        if arguments[:1] == ["check"]:
            return check(numbers_of(arguments[1:]))
        if arguments in (["grow"], ["grow", "--fast"]):
            grow(0 if "--fast" in arguments else 1)
            return 0
        print(__doc__)
        return 0 if arguments in ([], ["--help"]) else 2
    except Refusal as error:
        print(f"Не вышло: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nОстановлено.")
        return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
