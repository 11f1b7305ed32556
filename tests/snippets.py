"""Runs the code blocks of docs/ and holds what they print against what the page says they print.

python    Each block alone. Its output stands in comments: at the end of the last line of a statement that prints, and in comment lines
          right below it (or below the loop, `with` or `if` in which it stands). A statement prints if it calls `print`, reached or not,
          or if something was printed while it ran. These comments together equal stdout, line by line; other comments are prose.
          On a page that is a notebook all blocks are one program, its data beside it; `{ .python .gpu }` blocks are only parsed.
console   `$ command` (a trailing backslash continues it), then exactly what it prints. One bash for all blocks of a page.
          `…` alone on a line stands for any number of lines, inside a line for any text.
sql       Right below a query its result: `-- a | b` for the columns and for each row, `-- (пусто)` without rows, `…` as above. One
          database for all
          blocks of a page.

A page of an exercise names its script in the front matter, `exercise: NAME.py`, a file of docs/assets/exercises: it lies in the folder where
`console` begins, and its `build` fills the database of `sql`.

Spaces at the end of a line never count, nor do empty lines at the end of what a command prints.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import io
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import tokenize
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, ModuleType
from typing import IO, Any

from macros.notebooks import GPU, notebook_page
from macros.problems import Problem, nearest
from macros.sources import codes, front_matter_end, read_lines

RUN = ("python", "console", "sql")
SHOWN = ("text", "yaml", "json", "markdown", "bash")
TORCH = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))
SECONDS = 60
EXERCISES = Path(__file__).resolve().parent.parent / "docs" / "assets" / "exercises"
ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "assets" / "data"


@dataclass(frozen=True)
class Snippet:
    """A fenced block of a page; `line` is the line of its fence, so the first line of its code is `line + 1`."""

    page: str
    line: int
    language: str
    marks: tuple[str, ...]
    text: str
    data: tuple[str, ...] = ()

    @property
    def executed(self) -> bool:
        return self.language in RUN and GPU not in self.marks and (TORCH or "torch" not in self.marks)

    def problem(self, row: int, text: str) -> Problem:
        """A finding in row `row` of the code, counted from 1; 0 is the fence."""
        return Problem(self.page, self.line + row, text)

    def differs(self, row: int, what: str, *outputs: tuple[str, list[str]]) -> Problem:
        """A finding that shows each named output in full."""
        shown = (f"{name}:\n" + ("\n".join(f"    {line}" for line in lines) or "    (ничего)") for name, lines in outputs)
        return self.problem(row, "\n".join([what, *shown]))


def snippets(page: str, text: str) -> list[Snippet]:
    """The blocks of a page, in order; "" is the language of a fence that names none."""
    found = []
    for code in codes(read_lines(text)):
        info = re.sub(r'\s+[\w-]+="[^"]*"', "", code.language)
        names = re.findall(r"\.([\w-]+)", info) if re.fullmatch(r"\{(\s*\.[\w-]+)+\s*\}", info) else [info]
        found.append(Snippet(page, code.line - 1, names[0], tuple(names[1:]), code.text))
    if notebook := notebook_page(page, text):
        return _as_program(page, found, notebook.data)
    return found


def _as_program(page: str, found: list[Snippet], data: tuple[str, ...]) -> list[Snippet]:
    """The cells of a notebook as one snippet, in which row and line of the page are the same; what is not run, as it was."""
    cells = [snippet for snippet in found if (snippet.language, snippet.marks) == ("python", ())]
    rows: list[str] = []
    for cell in cells:
        rows += [""] * (cell.line - len(rows)) + cell.text.split("\n")
    program = Snippet(page, 0, "python", (), "\n".join(rows), data)
    return [program, *(snippet for snippet in found if snippet not in cells)]


def unreadable(page: str, text: str) -> Iterator[Problem]:
    """Blocks that would be left unchecked: of a language that nobody knows, with an unknown mark, or inside a quotation."""
    for snippet in snippets(page, text):
        if not snippet.language:
            yield snippet.problem(0, "у блока кода не назван язык. Если выполнять нечего, напишите после кавычек «text».")
        elif snippet.language not in RUN + SHOWN:
            hint = nearest(snippet.language, RUN + SHOWN)
            known = f"Выполняются {', '.join(RUN)}; только показываются {', '.join(SHOWN)}."
            yield snippet.problem(0, f"язык «{snippet.language}» проверкам неизвестен.{hint} {known}")
        elif snippet.marks == (GPU,) and notebook_page(page, text):
            if not re.match("# (Нужен GPU|Нужна сеть)", snippet.text):
                yield snippet.problem(1, "ячейка, которую проверки не выполняют, начинается словами «# Нужен GPU» или «# Нужна сеть».")
        elif snippet.marks and (snippet.language, snippet.marks) != ("python", ("torch",)):
            yield snippet.problem(0, f"пометка «.{' .'.join(snippet.marks)}» неизвестна. Бывает только «{{ .python .torch }}».")
    for line in read_lines(text):
        if not line.code and re.match(r"\s*([>*+-]|\d+\.)[\s>*+-]*(`{3,}|~{3,})", line.text):
            what = "блок кода внутри цитаты или сразу за маркером списка не проверить. Начните его с новой строки."
            yield Problem(page, line.number, what)


def run_page(page: str, text: str, interpreters: list[Interpreter]) -> dict[Snippet, list[Problem]]:
    """Every block that can be run, in the page's order, with what is wrong with it."""
    blocks = snippets(page, text)
    of = {language: [snippet for snippet in blocks if snippet.language == language] for language in RUN}
    results = {snippet: python_problems(snippet, interpreters) for snippet in of["python"]}
    script = exercise_of(text)
    return results | console_problems(of["console"], script) | sql_problems(of["sql"], script)


def exercise_of(text: str) -> Path | None:
    """The script that the front matter of a page names."""
    lines = read_lines(text)
    named = [line.text.partition(":")[2].strip() for line in lines[: front_matter_end(lines)] if line.text.startswith("exercise:")]
    return EXERCISES / named[0] if named else None


def load_exercise(path: Path) -> ModuleType:
    """The script as a module; without compiled files beside it, for they would be published."""
    module = ModuleType(path.stem)
    sys.modules[path.stem] = module  # where dataclasses look up the types of their fields
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True), module.__dict__)
    return module


# --- python


@dataclass
class Outcome:
    """What a block did: its streams, the rows of the code that ran while something was printed, the error that ended it."""

    out: str
    err: str
    printed: list[int] = field(default_factory=list)
    error: str = ""
    row: int = 0


def python_problems(snippet: Snippet, interpreters: list[Interpreter]) -> list[Problem]:
    try:
        stated = python_stated(snippet.text, set())
    except SyntaxError as error:
        return [snippet.problem(error.lineno or 0, f"это не Python: {error.msg}.")]
    if not snippet.executed:
        return [] if stated or GPU in snippet.marks else [_compares_nothing(snippet)]
    first, *others = interpreters
    outcomes = [first.run(snippet)]
    # Its page was written from another run: what prints the same and has no set is taken to print that always.
    if _printed(outcomes[0]) != [text for _, text in python_stated(snippet.text, set(outcomes[0].printed))] or _has_sets(snippet.text):
        outcomes += [other.run(snippet) for other in others]
    for outcome in outcomes:
        if outcome.error:
            return [snippet.problem(outcome.row, f"код остановился с ошибкой: {outcome.error}")]
        if outcome.err:
            return [snippet.problem(0, f"код пишет в stderr, читатель увидит это тоже. Устраните причину.\n{outcome.err.rstrip()}")]
    printed = [_printed(outcome) for outcome in outcomes]
    for other in printed[1:]:
        if other != printed[0]:
            what = "вывод меняется от запуска к запуску. Задайте зерно, отсортируйте множество, не печатайте адреса."
            return [snippet.differs(0, what, ("Один раз", printed[0]), ("Другой раз", other))]
    stated = python_stated(snippet.text, {row for outcome in outcomes for row in outcome.printed})
    comments = [text for _, text in stated]
    if comments != printed[0]:
        what = "вывод кода другой. Исправьте код или комментарий."
        return [snippet.differs(_first_wrong(stated, printed[0]), what, ("На странице", comments), ("Напечатано", printed[0]))]
    return [] if stated else [_compares_nothing(snippet)]


def _printed(outcome: Outcome) -> list[str]:
    return [line.rstrip() for line in outcome.out.removesuffix("\n").split("\n")] if outcome.out else []


_SETS = {"set", "frozenset", "hash", "keys", "items", "union", "intersection", "difference", "symmetric_difference"}


def _has_sets(code: str) -> bool:
    """Whether the order of a set, which hangs on the hash seed, may show."""
    nodes = list(ast.walk(ast.parse(code)))
    names = {name for node in nodes for name in (getattr(node, "id", None), getattr(node, "attr", None))}
    return bool(names & _SETS) or any(isinstance(node, ast.Set | ast.SetComp) for node in nodes)


def _first_wrong(stated: list[tuple[int, str]], printed: list[str]) -> int:
    """The row of the first comment that is not what was printed; of the last one when comments are missing after it."""
    wrong = [row for index, (row, text) in enumerate(stated) if [text] != printed[index : index + 1]]
    return wrong[0] if wrong else stated[-1][0] if stated else 0


def _compares_nothing(snippet: Snippet) -> Problem:
    return snippet.problem(0, "блок ничего не сравнивает, значит, не проверен. Напечатайте результат и запишите его в комментарии.")


def python_stated(code: str, printed: set[int]) -> list[tuple[int, str]]:
    """The row and the text of each comment that states output."""
    statements = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt) and _prints(node, printed)]
    ends = {node.end_lineno for node in statements}
    simple_ends = {node.end_lineno for node in statements if sum(isinstance(inner, ast.stmt) for inner in ast.walk(node)) == 1}
    stated: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            whole_line = not token.line[:column].strip()
            if (row - 1 in ends or row - 1 in stated) if whole_line else row in simple_ends:
                stated[row] = token.string[1:].removeprefix(" ").rstrip()
    return list(stated.items())


def _prints(statement: ast.stmt, printed: set[int]) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):  # its body is judged by itself
        first = min([statement.lineno, *(decorator.lineno for decorator in statement.decorator_list)])
        return not printed.isdisjoint(range(first, statement.body[0].lineno))
    return not printed.isdisjoint(range(statement.lineno, (statement.end_lineno or 0) + 1)) or any(map(_is_print, _at_once(statement)))


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a statement that run when it runs: not what it defines for later."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_once(child)


def _is_print(node: ast.AST) -> bool:
    to_file = isinstance(node, ast.Call) and any(keyword.arg == "file" for keyword in node.keywords)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print" and not to_file


class Interpreter:
    """A Python process that runs each block in a fork of itself, so that NumPy and scikit-learn are imported once.

    The hash seed is fixed: two interpreters with different ones show whether the output hangs on the order of a set.
    """

    def __init__(self, hash_seed: int, seconds: int = SECONDS) -> None:
        if not hasattr(os, "fork"):
            raise RuntimeError("Блоки кода выполняются только в Linux, macOS и WSL. В Windows запустите тесты из WSL.")
        self.seconds = seconds
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.snippets"],
            # One thread: sums in the same order everywhere, and a fork of a single thread is safe.
            env=_environment(home="") | {"PYTHONHASHSEED": str(hash_seed), "OMP_NUM_THREADS": "1"},
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, snippet: Snippet) -> Outcome:
        assert self.process.stdin
        assert self.process.stdout
        request = {"code": snippet.text, "data": snippet.data, "seconds": self.seconds}
        print(json.dumps(request), file=self.process.stdin, flush=True)
        return Outcome(**json.loads(self.process.stdout.readline()))

    def __enter__(self) -> Interpreter:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def serve() -> None:
    """The process of an `Interpreter`: a request a line in, an outcome a line out."""
    for line in sys.stdin:
        request = json.loads(line)
        _import_ahead(request["code"])
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            for name in request["data"]:
                shutil.copy(DATA / name, folder)
            out, err, report = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            child = os.fork()
            if not child:
                try:
                    _run_block(request["code"], request["seconds"], folder, out, err, report)
                finally:
                    os._exit(1)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            died = {"error": f"процесс оборвался с кодом {code}; на блок даётся {request['seconds']} с."}
            print(json.dumps({"out": _content(out), "err": _content(err)} | json.loads(_content(report) or json.dumps(died))), flush=True)


def _import_ahead(code: str) -> None:
    """What takes long to import is imported before the fork; not on macOS, whose linear algebra does not survive one."""
    if sys.platform != "darwin":
        for name in re.findall(r"^\s*(?:from|import) ((?:numpy|pandas|sklearn|matplotlib)\b[\w.]*)", code, re.MULTILINE):
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _run_block(code: str, seconds: int, folder: str, out: IO[bytes], err: IO[bytes], report: IO[bytes]) -> None:
    """Run the block in this process as a script of its own, and end the process."""
    signal.alarm(seconds)
    os.chdir(folder)
    os.environ["HOME"] = folder
    for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), out.fileno(), err.fileno())):
        os.dup2(source, number)
    witness = Witness()
    sys.stdin, sys.stdout = io.StringIO(), witness
    sys.path[0], sys.argv = folder, [Witness.BLOCK]
    sys.addaudithook(_no_network)
    main = sys.modules["__main__"] = ModuleType("__main__")
    ended: dict[str, Any] = {}
    try:
        exec(compile(code, Witness.BLOCK, "exec", dont_inherit=True), main.__dict__)
    except BaseException as error:
        rows = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == Witness.BLOCK]
        ended = {"error": f"{type(error).__name__}: {error}", "row": rows[-1] if rows else 0}
    sys.stderr.flush()
    report.write(json.dumps({"printed": sorted(witness.rows)} | ended).encode())
    report.flush()
    os._exit(0)


class Witness(io.TextIOWrapper):
    """stdout that remembers which rows of the block were running while something was printed."""

    BLOCK = "<block>"

    def __init__(self) -> None:
        super().__init__(io.FileIO(1, "w"), encoding="utf-8", write_through=True)
        self.rows: set[int] = set()

    def write(self, text: str) -> int:
        frame: FrameType | None = sys._getframe(1)
        while frame:
            code = frame.f_code
            # A lambda's row is where it was defined; its caller is what printed.
            if code.co_filename == self.BLOCK and code.co_name != "<lambda>" and frame.f_lineno:
                self.rows.add(frame.f_lineno)
            frame = frame.f_back
        return super().write(text)


def _no_network(event: str, arguments: tuple[Any, ...]) -> None:
    host = None
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):  # not a socket in the file system
        host = arguments[1][0]
    if host not in (None, "localhost", "127.0.0.1", "::1"):
        raise PermissionError("сети в блоках кода нет: страница должна проверяться где угодно.")


def _environment(home: str) -> dict[str, str]:
    """The same for everyone who runs the blocks; a proxy that nobody runs keeps them off the network."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        "MPLBACKEND": "template",  # plots are made, and shown to nobody
        "MPLCONFIGDIR": str(ROOT / ".cache" / "matplotlib"),  # its list of fonts takes seconds to make
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }


# --- console and sql


@dataclass
class Step:
    """A command or a query, the row it starts in, and the output that the page states."""

    row: int
    text: str
    stated: list[str] = field(default_factory=list)


def console_problems(blocks: list[Snippet], script: Path | None = None) -> dict[Snippet, list[Problem]]:
    """Run the blocks of a page in one bash, in a folder that is empty but for the script of an exercise."""
    missing = " ".join(tool for tool in ("bash", "git") if not shutil.which(tool))
    if missing:
        mend = f"блок console не выполнить, нет программ: {missing}. Поставьте их, например: sudo apt install {missing}"
        return {snippet: [snippet.problem(0, mend)] for snippet in blocks}
    steps = {snippet: commands(snippet) for snippet in blocks}
    outputs = iter(bash([step.text for snippet in blocks for step in steps[snippet]], script))
    return {snippet: list(_console(snippet, steps[snippet], outputs)) for snippet in blocks}


def _console(snippet: Snippet, steps: list[Step], outputs: Iterator[list[str]]) -> Iterator[Problem]:
    if not snippet.text.startswith("$ "):
        yield snippet.problem(1, "блок console начинается с команды: «$ », затем она сама.")
    if all(step.stated == ["…"] for step in steps):
        yield _compares_nothing(snippet)
    for step in steps:
        found = next(outputs, None)
        if found is None:
            yield snippet.problem(step.row, f"команда «{step.text}» не закончилась: оболочка завершилась или прошло {SECONDS} с.")
        elif not matches(step.stated, found):
            yield _other_output(snippet, step, found)


def commands(snippet: Snippet) -> list[Step]:
    steps: list[Step] = []
    continued = False
    for row, line in enumerate(snippet.text.split("\n"), 1):
        if continued:
            steps[-1].text += f"\n{line}"
        elif line.startswith("$ "):
            steps.append(Step(row, line[2:]))
        elif steps:
            steps[-1].stated.append(line)
        continued = (continued or line.startswith("$ ")) and line.endswith("\\")
    return [Step(step.row, step.text, _lines("\n".join(step.stated))) for step in steps]


def bash(texts: list[str], script_file: Path | None = None) -> list[list[str]]:
    """What each command printed to stdout and stderr; shorter than the list of commands when the shell ended early."""
    mark = secrets.token_hex(16)
    script = "umask 022\n" + "".join(f"eval {shlex.quote(text)}\nprintf '\\n{mark}\\n'\n" for text in texts)
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as out:
        if script_file:
            shutil.copy(script_file, folder)
        git = {"GIT_PAGER": "cat", "GIT_CONFIG_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "file"}
        dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-02T10:00:00Z")
        environment = _environment(home) | git | dates
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(["bash", "-c", script], env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, timeout=SECONDS)
        return [_lines(text) for text in _content(out).split(f"\n{mark}\n")[:-1]]


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")] if text.strip() else []


def matches(stated: list[str], found: list[str]) -> bool:
    """Whether the output is the stated one, `…` taken for anything."""
    pattern = "".join("(.*\n)*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n" for line in stated)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in found)) is not None


def sql_problems(blocks: list[Snippet], script: Path | None = None) -> dict[Snippet, list[Problem]]:
    """Run the blocks of a page on one SQLite database, empty at first or filled by the script of an exercise."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        if script and blocks:
            load_exercise(script).build(database)
        return {snippet: list(_sql(snippet, queries(snippet), database)) for snippet in blocks}


def _sql(snippet: Snippet, steps: list[Step], database: sqlite3.Connection) -> Iterator[Problem]:
    if not steps:
        yield _compares_nothing(snippet)
    for step in steps:
        if not sqlite3.complete_statement(step.text):
            yield snippet.problem(step.row, "запрос не закончен: после него нужна точка с запятой.")
            continue
        try:
            found = table(database.execute(step.text))
        except (sqlite3.Error, sqlite3.Warning) as error:
            yield snippet.problem(step.row, f"запрос не выполняется: {error}.")
            continue
        if not matches(step.stated, found):
            yield _other_output(snippet, step, found)


def queries(snippet: Snippet) -> list[Step]:
    steps: list[Step] = []
    below = False  # right below a query, so that a comment is its result
    unfinished = False
    for row, line in enumerate(snippet.text.split("\n"), 1):
        if not unfinished and line.startswith("--"):
            if below:
                steps[-1].stated.append(line[2:].removeprefix(" ").rstrip())
        elif unfinished or line.strip():
            if unfinished:
                steps[-1].text += f"\n{line}"
            else:
                steps.append(Step(row, line))
            below = sqlite3.complete_statement(steps[-1].text)
            unfinished = not below
        else:
            below = False
    return steps


def table(cursor: sqlite3.Cursor) -> list[str]:
    """The result as pages write it; nothing for a statement that is no query."""
    if not cursor.description:
        return []
    rows = [["NULL" if value is None else str(value) for value in row] for row in cursor]
    return [" | ".join(row).rstrip() for row in [[column[0] for column in cursor.description], *rows]] if rows else ["(пусто)"]


def _other_output(snippet: Snippet, step: Step, found: list[str]) -> Problem:
    what = f"вывод другой. Исправьте команду или вывод: {step.text}"
    return snippet.differs(step.row, what, ("На странице", step.stated), ("Напечатано", found))


if __name__ == "__main__":
    serve()
