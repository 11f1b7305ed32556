"""Десять запросов SQL: напишите их и проверьте себя.

    python3 sql_practice.py start      создать папку sql-practice: базу practice.db и файлы 01.sql … 10.sql
    python3 sql_practice.py run 3      показать, что возвращает ваш запрос 3
    python3 sql_practice.py check      проверить всё; check 3 — один запрос

Нужен только Python 3.9 или новее: SQLite входит в него. Скрипт пишет только в папку sql-practice.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "sql-practice"
MARK = ".sql-practice"  # a folder without it was not made by this script and is left alone
SHOWN = 25  # rows of a result on the screen
# Of the rows. In each of these databases every wrong query below gives another result than the right one.
SEED, OTHER_SEEDS = 24, (72, 74, 87)
STEPS = 20_000_000  # of SQLite's machine; a query that takes more is stopped

SCHEMA = """\
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  team TEXT NOT NULL
);

CREATE TABLE experiments (
  id INTEGER PRIMARY KEY,
  person_id INTEGER REFERENCES people (id),
  model TEXT NOT NULL,
  started TEXT NOT NULL,
  status TEXT,
  gpu_hours REAL
);

CREATE TABLE scores (
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  dataset TEXT NOT NULL,
  f1 REAL NOT NULL
);
"""

PEOPLE = [(1, "anna", "search"), (2, "boris", "search"), (3, "vera", "support"), (4, "gleb", "support"), (5, "daria", "support")]
MODELS = ["tfidf", "rubert-tiny2", "e5-small"]


class Refusal(Exception):
    """What is wrong and what to do, for the reader."""


def build(database: sqlite3.Connection, seed: int = SEED) -> None:
    """Fill the database. SEED is what the reader sees; by the others a query written for its rows only is found out."""
    numbers = random.Random(seed)

    def pick(values: list[Any]) -> Any:
        return values[int(numbers.random() * len(values))]

    database.executescript(SCHEMA)
    database.executemany("INSERT INTO people VALUES (?, ?, ?)", PEOPLE)
    shift = 0 if seed == SEED else seed % len(PEOPLE)  # so that names of one database are wrong in another
    day = 0
    for number in range(1, 37):
        day += 1 + int(numbers.random() * 3)
        # Person 5 has no experiment; some were started by a schedule, without a person.
        person = None if number % 8 == 0 else (pick([1, 1, 1, 2, 2, 3, 3, 4]) + shift - 1) % len(PEOPLE) + 1
        month, rest = divmod(day, 28)
        started = f"2026-{9 + month:02}-{rest + 1:02} {9 + int(numbers.random() * 9):02}:{int(numbers.random() * 60):02}"
        model = pick(MODELS)
        if number in (14, 29):  # the last evening of a month
            started, model = f"{('2026-09-30', '2026-10-31')[number > 14]} 18:40", "e5-small"
        status = pick(["done", "done", "done", "failed", None])
        hours = round(0.5 + numbers.random() * 6, 1) if status == "done" else None if status is None else round(numbers.random(), 1)
        row = (number, person, model, started, status, hours)
        database.execute("INSERT INTO experiments VALUES (?, ?, ?, ?, ?, ?)", row)
        if status == "done":
            for dataset in ("val", "test")[: 1 + (numbers.random() < 0.75)]:
                # Two digits, so there are ties.
                score = round(0.78 + int(numbers.random() * 5) / 100, 2)
                database.execute("INSERT INTO scores VALUES (?, ?, ?)", (number, dataset, score))
    database.commit()


@dataclass(frozen=True)
class Trap:
    """A wrong query that comes to mind, and what to say to its result."""

    sql: str
    hint: str


@dataclass(frozen=True)
class Task:
    text: str
    answer: str
    traps: tuple[Trap, ...] = ()
    ordered: bool = False
    index: bool = False  # the answer is an index for INDEXED


INDEXED = "SELECT id, started FROM experiments WHERE model = 'e5-small' AND started >= '2026-10-01'"

TASKS = [
    Task(
        "Эксперименты, начатые в октябре 2026 года на модели rubert-tiny2 или e5-small.\nСтолбцы: id, model, started. Порядок: сначала новые.",
        """\
SELECT id, model, started
FROM experiments
WHERE model IN ('rubert-tiny2', 'e5-small')
  AND started >= '2026-10-01' AND started < '2026-11-01'
ORDER BY started DESC;""",
        (
            Trap(
                "SELECT id, model, started FROM experiments WHERE model IN ('rubert-tiny2', 'e5-small')"
                " AND started BETWEEN '2026-10-01' AND '2026-10-31' ORDER BY started DESC",
                "потерян вечер 31 октября: строка '2026-10-31 18:40' больше, чем '2026-10-31'. Верхнюю границу пишут строгой: < '2026-11-01'.",
            ),
            Trap(
                "SELECT id, model, started FROM experiments WHERE model = 'rubert-tiny2' OR model = 'e5-small'"
                " AND started >= '2026-10-01' AND started < '2026-11-01' ORDER BY started DESC",
                "AND сильнее, чем OR, и даты отбираются только у одной модели. Поставьте скобки вокруг OR или возьмите IN.",
            ),
            Trap(
                "SELECT id, model, started FROM experiments WHERE model IN ('rubert-tiny2', 'e5-small')"
                " AND started >= '2026-10-01' AND started < '2026-11-01' ORDER BY started",
                "строки те, порядок обратный: сначала новые — это ORDER BY started DESC.",
            ),
        ),
        ordered=True,
    ),
    Task(
        "Эксперименты, которые не упали: status не равен 'failed'. Если status неизвестен (NULL), эксперимент ещё идёт и тоже нужен.\n"
        "Столбцы: id, status.",
        """\
SELECT id, status
FROM experiments
WHERE status <> 'failed' OR status IS NULL;""",
        (
            Trap(
                "SELECT id, status FROM experiments WHERE status <> 'failed'",
                "потеряны строки с NULL: NULL <> 'failed' — это не «да», а NULL, и status = NULL — тоже. Добавьте OR status IS NULL.",
            ),
            Trap(
                "SELECT id, status FROM experiments WHERE status IS NULL",
                "остались только эксперименты без статуса, а нужны и завершённые: добавьте OR status <> 'failed'.",
            ),
            Trap(
                "SELECT id, COALESCE(status, '') FROM experiments WHERE COALESCE(status, '') <> 'failed'",
                "строки отобраны верно, но в столбце status вместо NULL подставлено другое значение. COALESCE нужен только в WHERE.",
            ),
        ),
    ),
    Task(
        "По месяцам: сколько экспериментов начато и сколько из них упало (status = 'failed').\n"
        "Столбцы: month (вида 2026-10), n, failed. Порядок: по месяцам.",
        """\
SELECT strftime('%Y-%m', started) AS month,
       COUNT(*) AS n,
       SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed
FROM experiments
GROUP BY strftime('%Y-%m', started)
ORDER BY month;""",
        (
            Trap(
                "SELECT strftime('%Y-%m', started), COUNT(*), COUNT(status = 'failed') FROM experiments GROUP BY 1 ORDER BY 1",
                "COUNT(условие) считает все строки, где условие не NULL, даже ложное. Нужна SUM(CASE WHEN … THEN 1 ELSE 0 END).",
            ),
            Trap(
                "SELECT strftime('%Y-%m', started), COUNT(*), COUNT(*) FROM experiments WHERE status = 'failed' GROUP BY 1 ORDER BY 1",
                "WHERE выбросил остальные эксперименты до подсчёта. Считайте упавшие условием внутри агрегата.",
            ),
            Trap(
                "SELECT strftime('%Y-%m', started), COUNT(status), SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) FROM experiments GROUP BY 1 ORDER BY 1",
                "COUNT(status) не считает эксперименты, где status — NULL. Все строки группы считает COUNT(*).",
            ),
        ),
        ordered=True,
    ),
    Task(
        "Модели, у которых на наборе test больше трёх оценок, и средняя f1 этих оценок, округлённая до трёх знаков.\nСтолбцы: model, mean_f1.",
        """\
SELECT e.model, ROUND(AVG(s.f1), 3) AS mean_f1
FROM experiments AS e
JOIN scores AS s ON s.experiment_id = e.id
WHERE s.dataset = 'test'
GROUP BY e.model
HAVING COUNT(*) > 3;""",
        (
            Trap(
                "SELECT model, ROUND(AVG(f1), 3) FROM experiments JOIN scores ON experiment_id = id GROUP BY model HAVING COUNT(*) > 3",
                "в подсчёт попал набор val. Отберите test в WHERE, до группировки.",
            ),
            Trap(
                "SELECT model, ROUND(AVG(f1), 3) FROM experiments JOIN scores ON experiment_id = id WHERE dataset = 'test' GROUP BY model",
                "остались модели, у которых оценок мало. Условие на группу — HAVING COUNT(*) > 3.",
            ),
            Trap(
                "SELECT model, AVG(f1) FROM experiments JOIN scores ON experiment_id = id WHERE dataset = 'test' GROUP BY model HAVING COUNT(*) > 3",
                "группы верные, но среднее не округлено: ROUND(…, 3).",
            ),
        ),
    ),
    Task(
        "Для каждого человека — число его экспериментов в октябре 2026 года, в том числе 0.\nСтолбцы: name, n.",
        """\
SELECT p.name, COUNT(e.id) AS n
FROM people AS p
LEFT JOIN experiments AS e
  ON e.person_id = p.id
  AND e.started >= '2026-10-01' AND e.started < '2026-11-01'
GROUP BY p.id, p.name;""",
        (
            Trap(
                "SELECT name, COUNT(*) FROM people p LEFT JOIN experiments e ON e.person_id = p.id AND started >= '2026-10-01' AND started < '2026-11-01'"
                " GROUP BY p.id",
                "у кого экспериментов нет, тому посчитана строка с NULL. После LEFT JOIN считают столбец правой таблицы: COUNT(e.id).",
            ),
            Trap(
                "SELECT name, COUNT(e.id) FROM people p LEFT JOIN experiments e ON e.person_id = p.id"
                " WHERE started >= '2026-10-01' AND started < '2026-11-01' GROUP BY p.id",
                "пропали люди без экспериментов: условие на правую таблицу в WHERE превращает LEFT JOIN в INNER. Перенесите его в ON.",
            ),
            Trap(
                "SELECT name, COUNT(e.id) FROM people p LEFT JOIN experiments e ON e.person_id = p.id GROUP BY p.id",
                "посчитаны все месяцы, а нужен октябрь 2026 года.",
            ),
        ),
    ),
    Task(
        "Люди, у которых нет ни одного эксперимента.\nСтолбец: name.",
        """\
SELECT p.name
FROM people AS p
WHERE NOT EXISTS (
  SELECT 1 FROM experiments AS e WHERE e.person_id = p.id
);""",
        (
            Trap(
                "SELECT name FROM people WHERE id NOT IN (SELECT person_id FROM experiments)",
                "пусто, потому что среди person_id есть NULL, а NOT IN с NULL не бывает истиной. Возьмите NOT EXISTS.",
            ),
            Trap(
                "SELECT name FROM people p LEFT JOIN experiments e ON e.person_id = p.id WHERE e.id IS NOT NULL GROUP BY p.id",
                "наоборот: это те, у кого эксперименты есть. Пара не нашлась — значит, справа NULL.",
            ),
            Trap(
                "SELECT name FROM people p LEFT JOIN experiments e ON e.person_id = p.id WHERE e.status IS NULL GROUP BY p.id",
                "status бывает NULL и у настоящего эксперимента. Проверяйте столбец, в котором NULL быть не может: e.id IS NULL.",
            ),
        ),
    ),
    Task(
        "Сколько часов GPU потратил каждый человек на эксперименты, у которых есть хотя бы одна оценка в scores.\n"
        "Людей без таких экспериментов не показывать. Столбцы: name, hours (округлить до одного знака).",
        """\
SELECT p.name, ROUND(SUM(e.gpu_hours), 1) AS hours
FROM people AS p
JOIN experiments AS e ON e.person_id = p.id
WHERE EXISTS (SELECT 1 FROM scores AS s WHERE s.experiment_id = e.id)
GROUP BY p.id, p.name;""",
        (
            Trap(
                "SELECT name, ROUND(SUM(gpu_hours), 1) FROM people p JOIN experiments e ON person_id = p.id JOIN scores ON experiment_id = e.id GROUP BY p.id",
                "часы посчитаны дважды: у эксперимента две оценки, и после JOIN строк две. Проверяйте наличие оценки через EXISTS.",
            ),
            Trap(
                "SELECT name, ROUND(SUM(DISTINCT gpu_hours), 1) FROM people p JOIN experiments e ON person_id = p.id"
                " JOIN scores ON experiment_id = e.id GROUP BY p.id",
                "SUM(DISTINCT …) склеил разные эксперименты с одинаковым числом часов. Проверяйте наличие оценки через EXISTS.",
            ),
            Trap(
                "SELECT name, ROUND(SUM(gpu_hours), 1) FROM people p JOIN experiments e ON person_id = p.id GROUP BY p.id",
                "посчитаны и эксперименты без оценок.",
            ),
        ),
    ),
    Task(
        "Для каждой модели — два лучших эксперимента по f1 на наборе test. При равной f1 выше тот, у кого id меньше.\nСтолбцы: model, id, f1.",
        """\
WITH ranked AS (
  SELECT e.model, e.id, s.f1,
         ROW_NUMBER() OVER (PARTITION BY e.model ORDER BY s.f1 DESC, e.id) AS place
  FROM experiments AS e
  JOIN scores AS s ON s.experiment_id = e.id
  WHERE s.dataset = 'test'
)
SELECT model, id, f1
FROM ranked
WHERE place <= 2;""",
        (
            Trap(
                "SELECT model, id, f1 FROM (SELECT model, id, f1, RANK() OVER (PARTITION BY model ORDER BY f1 DESC) n"
                " FROM experiments JOIN scores ON experiment_id = id WHERE dataset = 'test') WHERE n <= 2",
                "RANK даёт равным одно место, и строк больше двух. Нужны ROW_NUMBER и id вторым в ORDER BY.",
            ),
            Trap(
                "SELECT model, id, f1 FROM experiments JOIN scores ON experiment_id = id WHERE dataset = 'test' ORDER BY f1 DESC, id LIMIT 2",
                "LIMIT берёт две строки на весь результат, а нужны две на каждую модель: ROW_NUMBER с PARTITION BY model.",
            ),
            Trap(
                "SELECT model, id, f1 FROM (SELECT model, id, f1, ROW_NUMBER() OVER (PARTITION BY model ORDER BY f1, id) n"
                " FROM experiments JOIN scores ON experiment_id = id WHERE dataset = 'test') WHERE n <= 2",
                "это два худших: f1 сортируется по возрастанию. ORDER BY f1 DESC, id.",
            ),
        ),
    ),
    Task(
        "Для каждого эксперимента с известным человеком — часы GPU нарастающим итогом у этого человека, по времени начала.\n"
        "Часы NULL считать нулём. Столбцы: person_id, id, total (округлить до одного знака).",
        """\
SELECT person_id, id,
       ROUND(SUM(COALESCE(gpu_hours, 0))
             OVER (PARTITION BY person_id ORDER BY started), 1) AS total
FROM experiments
WHERE person_id IS NOT NULL;""",
        (
            Trap(
                "SELECT person_id, id, ROUND(SUM(gpu_hours) OVER (PARTITION BY person_id ORDER BY started), 1) FROM experiments WHERE person_id IS NOT NULL",
                "если у человека пока известны только NULL, SUM вернёт NULL, а не 0. Подставьте COALESCE(gpu_hours, 0).",
            ),
            Trap(
                "SELECT person_id, id, ROUND(SUM(COALESCE(gpu_hours, 0)) OVER (PARTITION BY person_id), 1) FROM experiments WHERE person_id IS NOT NULL",
                "это итог за всё время в каждой строке. Нарастающим его делает ORDER BY внутри OVER.",
            ),
            Trap(
                "SELECT person_id, id, ROUND(SUM(COALESCE(gpu_hours, 0)) OVER (ORDER BY started), 1) FROM experiments WHERE person_id IS NOT NULL",
                "итог общий на всех людей. Разделяет их PARTITION BY person_id.",
            ),
        ),
    ),
    Task(
        "Ускорьте запрос, не меняя его: создайте индекс, по которому база найдёт и модель, и дату.\n"
        f"Запрос: {INDEXED};\n"
        "Ответ — одна команда CREATE INDEX.",
        "CREATE INDEX experiments_model_started ON experiments (model, started);",
        (
            Trap(
                "CREATE INDEX wrong ON experiments (started, model)",
                "порядок столбцов обратный. Сначала столбец с равенством (model), за ним столбец с диапазоном (started): иначе модель проверяется построчно.",
            ),
            Trap(
                "CREATE INDEX wrong ON experiments (model)",
                "индекс находит модель, а даты проверяются построчно. Добавьте в него второй столбец: started.",
            ),
            Trap("CREATE INDEX wrong ON experiments (status)", "запрос не отбирает по этому столбцу, и база читает всю таблицу (SCAN)."),
        ),
        index=True,
    ),
]


# --- running a reader's query


ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, 33}  # 33 is SQLITE_RECURSIVE, without a name before Python 3.13
INDEXING = {sqlite3.SQLITE_CREATE_INDEX, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_REINDEX}


def uncommented(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--")).strip()


@dataclass(frozen=True)
class Result:
    columns: list[str]
    rows: list[tuple[Any, ...]]


def execute(task: Task, sql: str, seed: int = SEED) -> Result:
    """What the query returns, on a database in memory: nothing that it does can reach a file."""
    sql = uncommented(sql)
    if not sql:
        raise Refusal("файл пуст: напишите запрос под условием.")
    with closing(sqlite3.connect(":memory:")) as database:
        build(database, seed)
        steps = 0

        def permit(action: int, *_: object) -> int:
            return sqlite3.SQLITE_OK if action in ALLOWED or (task.index and action in INDEXING) else sqlite3.SQLITE_DENY

        def patience() -> int:
            nonlocal steps
            steps += 10_000
            return steps > STEPS

        database.set_progress_handler(patience, 10_000)
        database.set_authorizer(permit)
        try:
            cursor = database.execute(sql)
            if task.index:
                database.set_authorizer(None)
                cursor = database.execute(f"EXPLAIN QUERY PLAN {INDEXED}")
                return Result(["plan"], [(row[-1],) for row in cursor])
            if not cursor.description:
                raise Refusal("это не запрос: он ничего не возвращает. Начните с SELECT или WITH.")
            return Result([column[0] for column in cursor.description], cursor.fetchall())
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise Refusal(explained(str(error), task)) from None


def explained(error: str, task: Task) -> str:
    if "not authorized" in error or "prohibited" in error:
        return "разрешена только команда CREATE INDEX." if task.index else "здесь разрешено только читать: SELECT или WITH … SELECT."
    if "one statement" in error:
        return "в файле больше одного запроса. Оставьте один, остальное закомментируйте (--)."
    if "interrupted" in error:
        return "запрос считается слишком долго. Похоже, в JOIN нет условия ON."
    if "misuse of aggregate" in error:
        return f"SQLite: {error}. Агрегата нет в WHERE: условие на группу пишут в HAVING."
    return f"SQLite: {error}."


def comparable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(round(value, 6) if isinstance(value, float) else value for value in row)


def same(task: Task, one: Result, other: Result) -> bool:
    rows = [[comparable(row) for row in result.rows] for result in (one, other)]
    return rows[0] == rows[1] if task.ordered else Counter(rows[0]) == Counter(rows[1])


def index_is_full(result: Result) -> bool:
    """Whether both conditions are answered by the index."""
    return any("INDEX" in row[0] and "(model=? AND started>?)" in row[0] for row in result.rows)


def check_one(task: Task, sql: str) -> None:
    """Return if the query is right, else say what is wrong with it."""
    mine = execute(task, sql)
    if task.index:
        if index_is_full(mine):
            return
        for trap in task.traps:
            if plan(execute(task, trap.sql)) == plan(mine):
                raise Refusal(trap.hint)
        raise Refusal(f"план запроса: {'; '.join(row[0] for row in mine.rows)}. В скобках после INDEX должны быть оба условия.")
    right = execute(task, task.answer)
    if not same(task, mine, right):
        raise Refusal(difference(task, mine, right))
    for seed in OTHER_SEEDS:
        mine, right = execute(task, sql, seed), execute(task, task.answer, seed)
        if not same(task, mine, right):
            trap = next((trap for trap in task.traps if same(task, mine, execute(task, trap.sql, seed))), None)
            why = trap.hint if trap else "Похоже, ответ подогнан под значения в базе: в запросе есть числа или имена, которых нет в условии."
            raise Refusal(f"на этой базе верно, на другой с теми же таблицами — нет. {why}")


def plan(result: Result) -> list[str]:
    """The plan with names of indexes taken out."""
    return [" ".join(word for word in row[0].split() if word.isupper() or "?" in word or word == "AND") for row in result.rows]


def difference(task: Task, mine: Result, right: Result) -> str:
    for trap in task.traps:
        if same(task, mine, execute(task, trap.sql)):
            return trap.hint
    if len(mine.columns) != len(right.columns):
        return f"столбцов {len(mine.columns)}, а нужно {len(right.columns)}: {', '.join(right.columns)}."
    found, wanted = (Counter(map(comparable, result.rows)) for result in (mine, right))
    if found == wanted:
        return "строки верные, порядок другой. Перечитайте в условии, как сортировать."
    extra, missing = list((found - wanted).elements()), list((wanted - found).elements())
    said = f"строк {len(mine.rows)}, а нужно {len(right.rows)}."
    if missing:
        said += f" Не хватает, например: {shown(missing[0])}."
    if extra:
        said += f" Лишняя, например: {shown(extra[0])}."
    return said + f" Столбцы по порядку: {', '.join(right.columns)}."


def shown(row: tuple[Any, ...]) -> str:
    return " | ".join("NULL" if value is None else str(value) for value in row)


# --- commands


def practice() -> Path:
    here = Path.cwd()
    for folder in (here / FOLDER, here):
        if folder.name == FOLDER and (folder / MARK).is_file():
            return folder
    if (here / FOLDER).exists():
        raise Refusal(f"папку {here / FOLDER} создал не этот скрипт: в ней нет файла {MARK}. Она не тронута. Начните в другой папке.")
    raise Refusal(f"папки {FOLDER} рядом нет. Создайте её: python3 sql_practice.py start")


def start() -> None:
    root = Path.cwd() / FOLDER
    if root.exists():
        whose = "уже создана" if (root / MARK).is_file() else "есть, и создал её не этот скрипт"
        raise Refusal(f"папка {root} {whose}. Она не тронута. Чтобы начать с начала, удалите или переименуйте её сами.")
    root.mkdir()
    (root / MARK).write_text("Папка упражнения: её создал sql_practice.py\n", encoding="utf-8")
    with closing(sqlite3.connect(root / "practice.db")) as database:
        build(database)
    for number, task in enumerate(TASKS, 1):
        text = "\n".join(f"-- {line}" for line in task.text.split("\n"))
        (root / f"{number:02}.sql").write_text(f"{text}\n\n", encoding="utf-8")
    print(f"Готово: папка {FOLDER}, база practice.db и файлы от 01.sql до {len(TASKS)}.sql.")
    print("Откройте 01.sql, напишите запрос под условием, сохраните и проверьте: python3 sql_practice.py check 1")


def read(root: Path, number: int) -> str:
    path = root / f"{number:02}.sql"
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refusal(f"нет файла {path.name}. Создайте его в папке {FOLDER} и напишите в нём запрос.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path.name} не в UTF-8. Сохраните его в UTF-8.") from None


def check(numbers: list[int]) -> int:
    root = practice()
    passed = 0
    for number in numbers:
        try:
            check_one(TASKS[number - 1], read(root, number))
        except Refusal as error:
            print(f"нет  {number:02}: {error}")
        else:
            passed += 1
            print(f"да   {number:02}")
    print(f"Решено {passed} из {len(numbers)}.")
    return 0 if passed == len(numbers) else 1


def show(number: int) -> None:
    result = execute(TASKS[number - 1], read(practice(), number))
    print(" | ".join(result.columns))
    for row in result.rows[:SHOWN]:
        print(shown(row))
    more = len(result.rows) - SHOWN
    print(f"Строк: {len(result.rows)}" + (f", показаны первые {SHOWN}." if more > 0 else "."))


def numbers_of(arguments: list[str]) -> list[int]:
    known = {form: number for number in range(1, len(TASKS) + 1) for form in (str(number), f"{number:02}")}
    for argument in arguments:
        if argument not in known:
            raise Refusal(f"запроса «{argument}» нет. Номера — от 1 до {len(TASKS)}.")
    return [known[argument] for argument in arguments] or list(range(1, len(TASKS) + 1))


def main(arguments: list[str]) -> int:
    try:
        if sqlite3.sqlite_version_info < (3, 25):
            raise Refusal(f"в этом Python SQLite {sqlite3.sqlite_version}, а оконные функции есть с 3.25. Поставьте Python новее.")
        if arguments == ["start"]:
            start()
            return 0
        if arguments[:1] == ["check"]:
            return check(numbers_of(arguments[1:]))
        if arguments[:1] == ["run"] and len(arguments) == 2:
            show(numbers_of(arguments[1:])[0])
            return 0
        print(__doc__)
        return 0 if arguments in ([], ["--help"]) else 2
    except Refusal as error:
        print(f"Не вышло: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
