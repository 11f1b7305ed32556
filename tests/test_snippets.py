"""What the check of code blocks lets pass, and what it refuses and how it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from tests import snippets
from tests.snippets import Interpreter, run_page, unreadable

Report = Callable[[str], str]


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    """Everything that is said about the blocks of a page, "" when all is well."""
    with Interpreter(hash_seed=1) as one, Interpreter(hash_seed=2) as other:

        def text_of(page: str) -> str:
            results = run_page("docs/page.md", page, [one, other])
            return "\n".join(str(problem) for problems in results.values() for problem in problems)

        yield text_of


@pytest.fixture
def python(report: Report) -> Report:
    """The same for the code of one Python block; its first row is line 2 of the page."""
    return lambda code: report(fenced("python", code))


@pytest.fixture
def console(report: Report) -> Report:
    return lambda text: report(fenced("console", text))


@pytest.fixture
def sql(report: Report) -> Report:
    return lambda text: report(fenced("sql", text))


def fenced(info: str, text: str) -> str:
    return f"``` {info}\n{dedent(text).strip()}\n```\n"


# --- python: what counts as stated output


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("print(1 + 1)    # 2", id="at the end of the line"),
        pytest.param("print(1 + 1)\n# 2", id="right below"),
        pytest.param("print('a\\nb')  # a\n# b", id="at the end and below"),
        pytest.param("print(\n    1,  # the first\n    2,\n)  # 1 2", id="at the end of a statement of several lines"),
        pytest.param("# Explained.\nx = 2  # two\n\nprint(x)  # 2\n\n# Explained again.\ny = 3", id="beside other comments"),
        pytest.param("for x in 'ab':\n    print(x)\n    y = x  # y\n# a\n# b", id="below a loop"),
        pytest.param("try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)  # division by zero", id="in a branch"),
        pytest.param("def show(x):\n    print(x)\n    return x\n\nshow(3)  # 3\ny = show(4)\n# 4", id="at a call that prints"),
        pytest.param(
            dedent("""\
                def logged(f):
                    def wrapper(*args):
                        print("call", *args)
                        return f(*args)
                    return wrapper

                @logged
                def double(x):
                    return 2 * x  # no print here

                six = double(3)  # call 3"""),
            id="where a decorator prints",
        ),
        pytest.param("from pprint import pprint\npprint([1, 2])  # [1, 2]", id="at another printing function"),
        pytest.param("print('  a')\n#   a", id="with the indentation of the output"),
        pytest.param("print('a', '', 'b', sep='\\n')\n# a\n#\n# b", id="an empty line"),
        pytest.param("print('# not a comment')  # # not a comment", id="with # inside"),
        pytest.param("show = lambda: print('later')  # a lambda\nshow()  # later", id="not where a lambda is defined"),
        pytest.param("def show(x):\n    print(x)\n    return x\n# A function.\nshow(1)  # 1", id="not below a definition"),
        pytest.param("import io\nf = io.StringIO()\nprint(1, file=f)  # to a file\nprint(f.getvalue())  # 1\n#", id="not for a file"),
    ],
)
def test_output_is_stated(python, code):
    assert python(code) == ""


def test_wrong_output_is_shown_beside_the_comments_and_the_first_wrong_comment_is_named(python):
    assert python("print(1)  # 1\n\nfor x in 'ab':\n    print(x)\n# a\n# c") == dedent("""\
        docs/page.md:7: вывод кода другой. Исправьте код или комментарий.
        На странице:
            1
            a
            c
        Напечатано:
            1
            a
            b""")


def test_missing_output_is_refused(python):
    assert python("print(1)  # 1\nprint(2)") == dedent("""\
        docs/page.md:2: вывод кода другой. Исправьте код или комментарий.
        На странице:
            1
        Напечатано:
            1
            2""")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("print(1)  # 2", id="a wrong line"),
        pytest.param("print(1)  # 1, the first", id="an explanation after the output"),
        pytest.param("print(1)  # 1\n# That was one.", id="an explanation right below"),
        pytest.param("print(1)  # 1\n# 1", id="a line too many"),
        pytest.param("print(1)\n\n# 1", id="output below an empty line"),
        pytest.param("if False:\n    print(1)  # 1\nprint(2)  # 2", id="output of a print that is never reached"),
        pytest.param("def never():\n    print(1)  # 1\nprint(2)  # 2", id="output of a function that is never called"),
        pytest.param("print(2)  # 1\nprint(1)  # 2", id="the right lines in the wrong order"),
        pytest.param("print('a  b')  # a b", id="other spaces inside"),
        pytest.param("print('  a')  # a", id="other spaces before"),
        pytest.param("print()", id="an empty line that is not stated"),
        pytest.param("x = 1; print(x)\ny = 2  # 1", id="output at a statement that prints nothing"),
        pytest.param("for x in 'ab': print(x)  # a", id="one of two turns of a loop"),
        pytest.param("import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(1)'])\nprint(2)  # 2", id="output of a child"),
    ],
)
def test_a_wrong_comment_is_refused(python, code):
    assert "вывод кода другой" in python(code)


@pytest.mark.parametrize("code", ["x = 1  # 1", "assert 1 + 1 == 2", "# Nothing.", ""])
def test_a_block_that_compares_nothing_is_refused(python, code):
    assert python(code) == ("docs/page.md:1: блок ничего не сравнивает, значит, не проверен. Напечатайте результат и запишите его в комментарии.")


# --- python: where a block runs


def test_an_error_is_named_with_its_line(python):
    assert python("print(1)  # 1\n\n1 / 0") == "docs/page.md:4: код остановился с ошибкой: ZeroDivisionError: division by zero"


def test_a_syntax_error_is_named_with_its_line(python):
    assert python("print(1)  # 1\nprint(") == "docs/page.md:3: это не Python: '(' was never closed."


def test_a_warning_is_refused_for_the_reader_would_see_it(python):
    said = python("import warnings\nwarnings.warn('old', stacklevel=1)\nprint(1)  # 1")
    assert said.startswith("docs/page.md:1: код пишет в stderr, читатель увидит это тоже. Устраните причину.\n")
    assert "UserWarning: old" in said


def test_output_that_hangs_on_the_order_of_a_set_is_refused(python):
    assert python("print(*{'раз', 'два', 'три', 'четыре', 'пять'})  # раз два три четыре пять").startswith(
        "docs/page.md:1: вывод меняется от запуска к запуску. Задайте зерно, отсортируйте множество, не печатайте адреса.\nОдин раз:\n"
    )


def test_a_set_that_comes_in_the_order_of_its_page_by_chance_is_refused_too(python):
    said = [python(f"print(*{{'a', 'b'}})  # {order}") for order in ("a b", "b a")]
    assert all("вывод меняется от запуска к запуску" in text for text in said)


@pytest.mark.parametrize("code", ["import random\nprint(random.random())  # 0.5", "import numpy as np\nprint(np.random.rand())  # 0.5"])
def test_output_without_a_seed_is_refused(python, code):
    assert "вывод меняется от запуска к запуску" in python(code)


def test_a_block_sees_no_names_modules_and_files_of_another(report):
    leave = "import math\nmath.left = name = 1\nopen('left.txt', 'w').close()\nprint(name)  # 1"
    look = "import math, os\nprint('name' in globals(), hasattr(math, 'left'), os.listdir())  # False False []"
    assert report(fenced("python", leave) + fenced("python", look)) == ""


def test_a_block_is_a_script_of_its_own(python):
    code = """\
        import pickle
        from dataclasses import dataclass

        @dataclass
        class Point:
            x: int

        print(pickle.loads(pickle.dumps(Point(1))), Point.__annotations__)
        # Point(x=1) {'x': <class 'int'>}
        print(__name__)  # __main__
        open("mine.py", "w").write("y = 2")
        import mine
        print(mine.y)  # 2
        """
    assert python(dedent(code)) == ""


@pytest.mark.parametrize("call", ["create_connection(('192.0.2.1', 80))", "getaddrinfo('example.org', 80)"])
def test_a_block_has_no_network(python, call):
    assert python(f"import socket\nsocket.{call}\nprint(1)  # 1") == (
        "docs/page.md:3: код остановился с ошибкой: PermissionError: сети в блоках кода нет: страница должна проверяться где угодно."
    )


def test_a_block_may_talk_to_itself(python):
    code = """\
        import socket
        with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
            print("connected")  # connected
        """
    assert python(dedent(code)) == ""


def test_a_block_that_does_not_end_is_stopped():
    with Interpreter(hash_seed=1, seconds=1) as impatient:
        results = run_page("docs/page.md", fenced("python", "while True:\n    pass\nprint(1)  # 1"), [impatient])
    assert [str(problem) for problems in results.values() for problem in problems] == [
        "docs/page.md:1: код остановился с ошибкой: процесс оборвался с кодом -14; на блок даётся 1 с."
    ]


def test_a_block_that_kills_its_process_is_refused_and_the_next_one_runs(report):
    page = fenced("python", "import os\nprint(1)  # 1\nos._exit(0)") + fenced("python", "print(2)  # 2")
    assert report(page) == "docs/page.md:1: код остановился с ошибкой: процесс оборвался с кодом 0; на блок даётся 60 с."


@pytest.mark.parametrize("installed", [True, False])
def test_a_torch_block_is_executed_where_torch_is_installed(report, monkeypatch, installed):
    monkeypatch.setattr(snippets, "TORCH", installed)
    page = fenced("{ .python .torch }", "print(1)  # 2")
    assert ("вывод кода другой" in report(page)) is installed
    assert [snippet.executed for snippet in snippets.snippets("docs/page.md", page)] == [installed]


def test_a_torch_block_has_to_state_something_even_where_it_is_not_executed(report, monkeypatch):
    monkeypatch.setattr(snippets, "TORCH", False)
    assert "блок ничего не сравнивает" in report(fenced("{ .python .torch }", "x = 1"))


NOTEBOOK = "---\nnotebook:\n  data: [reviews.csv]\n---\n\n"


def test_the_blocks_of_a_notebook_are_one_program_with_its_data_beside_it(report):
    one = fenced("python", "lines = open('reviews.csv', encoding='utf-8').read().split('\\n')\nprint(lines[0])\n# text,label")
    assert report(NOTEBOOK + one + fenced("python", "print(len(lines) > 1)\n# True")) == ""


def test_a_wrong_output_of_a_notebook_is_told_with_the_line_of_its_page(report):
    page = NOTEBOOK + fenced("python", "x = 1") + fenced("python", "print(x)\n# 2")
    line = page.split("\n").index("# 2") + 1
    assert report(page).startswith(f"docs/page.md:{line}: вывод кода другой.")


def test_a_block_of_a_notebook_that_needs_a_gpu_is_parsed_and_not_run(report):
    page = NOTEBOOK + fenced("python", "print(1)\n# 1") + fenced("{ .python .gpu }", "# Нужен GPU\nprint(2)")
    assert report(page) == ""
    assert [snippet.executed for snippet in snippets.snippets("docs/page.md", page)] == [True, False]
    assert "это не Python" in report(NOTEBOOK + fenced("{ .python .gpu }", "# Нужен GPU\nprint(2"))


def test_a_block_for_a_gpu_says_so_and_stands_in_a_notebook_only():
    block = fenced("{ .python .gpu }", "print(2)")
    said = "ячейка, которую проверки не выполняют, начинается словами «# Нужен GPU» или «# Нужна сеть»."
    assert [problem.text for problem in unreadable("docs/page.md", NOTEBOOK + block)] == [said]
    assert [problem.text for problem in unreadable("docs/page.md", block)] == ["пометка «.gpu» неизвестна. Бывает только «{ .python .torch }»."]


def test_windows_is_refused_with_the_way_out(monkeypatch):
    monkeypatch.delattr("os.fork")
    with pytest.raises(RuntimeError, match="В Windows запустите тесты из WSL"):
        Interpreter(hash_seed=1)


# --- console


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("$ echo раз; echo два\nраз\nдва\n$ true\n\n$ echo три\nтри", id="output, silence, an empty line between"),
        pytest.param("$ printf '%s\\n' раз \\\n  два\nраз\nдва", id="a command of two lines"),
        pytest.param("$ printf раз\nраз", id="output without an end of line"),
        pytest.param("$ cat missing\ncat: missing: No such file or directory", id="errors"),
        pytest.param("$ seq 5\n1\n…\n5", id="any lines"),
        pytest.param("$ seq 2\n1\n…\n2", id="no lines"),
        pytest.param("$ git init -b main\nInitialized empty Git repository in …/.git/", id="any text in a line"),
        pytest.param("$ mkdir a && cd a\n$ x=1\n$ basename $PWD; echo $x\na\n1", id="folder and variables stay"),
        pytest.param("$ ls -A . ~\n.:\n\n…:", id="folder and home are empty"),
        pytest.param("$ date +%Z; umask; echo $LC_ALL\nUTC\n0022\nC.UTF-8", id="the same everywhere"),
        pytest.param("$ git clone -q https://example.org/a.git\nfatal: transport 'https' not allowed", id="no network"),
        pytest.param("$ cat\n$ echo раз\nраз", id="a command that reads finds nothing"),
        pytest.param(
            "$ git init -q && git config user.name a && git config user.email b\n$ git commit -q --allow-empty -m c\n"
            "$ git log --format='%at %ct'\n1793613600 1793613600",
            id="fixed dates, no pager",
        ),
    ],
)
def test_console_output_is_stated(console, text):
    assert console(text) == ""


def test_wrong_console_output_is_shown_beside_the_stated_one(console):
    assert console("$ true\n$ seq 2\n1\n3\n$ false") == dedent("""\
        docs/page.md:3: вывод другой. Исправьте команду или вывод: seq 2
        На странице:
            1
            3
        Напечатано:
            1
            2""")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("$ seq 2\n1", id="a line missing"),
        pytest.param("$ seq 1\n1\n2", id="a line too many"),
        pytest.param("$ seq 2", id="output not stated"),
        pytest.param("$ true\nраз", id="output of a silent command"),
        pytest.param("$ seq 5\n1\n…\n4", id="a wrong line after any lines"),
        pytest.param("$ echo раз два\nраз … три", id="a wrong end after any text"),
        pytest.param("$ echo axb\na.b", id="a dot is a dot"),
        pytest.param("$ missing-command\nраз", id="an unknown command"),
        pytest.param("$ echo 'раз\nраз", id="an open quote"),
    ],
)
def test_wrong_console_output_is_refused(console, text):
    assert "вывод другой" in console(text)


def test_the_blocks_of_a_page_share_a_shell_and_two_pages_do_not(report):
    first, second = fenced("console", "$ echo раз > a\n$ cd ."), fenced("console", "$ cat a\nраз")
    assert report(first + "Текст.\n" + second) == ""
    assert report(second) == dedent("""\
        docs/page.md:2: вывод другой. Исправьте команду или вывод: cat a
        На странице:
            раз
        Напечатано:
            cat: a: No such file or directory""")


def test_a_shell_that_ends_early_leaves_no_command_unnoticed(console):
    assert console("$ echo раз\nраз\n$ exit\n$ echo два\nдва") == dedent("""\
        docs/page.md:4: команда «exit» не закончилась: оболочка завершилась или прошло 60 с.
        docs/page.md:5: команда «echo два» не закончилась: оболочка завершилась или прошло 60 с.""")


def test_a_command_that_does_not_end_is_stopped(console, monkeypatch):
    monkeypatch.setattr(snippets, "SECONDS", 1)
    assert console("$ while true; do :; done") == (
        "docs/page.md:2: команда «while true; do :; done» не закончилась: оболочка завершилась или прошло 1 с."
    )


def test_a_console_block_that_compares_nothing_is_refused(console):
    assert "блок ничего не сравнивает" in console("$ date\n…")


def test_a_console_block_starts_with_a_command(console):
    said = console("echo раз\n$ echo два\nдва")
    assert said == "docs/page.md:2: блок console начинается с команды: «$ », затем она сама."


def test_a_missing_program_is_an_error_that_says_what_to_install(console, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert console("$ true") == (
        "docs/page.md:1: блок console не выполнить, нет программ: bash git. Поставьте их, например: sudo apt install bash git"
    )


# --- sql

TABLE = "CREATE TABLE t (a INTEGER, b TEXT);\nINSERT INTO t VALUES (1, 'раз'), (2, NULL);\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT * FROM t ORDER BY a;\n-- a | b\n-- 1 | раз\n-- 2 | NULL", id="columns, rows and NULL"),
        pytest.param("SELECT a FROM t WHERE a > 2;\n-- (пусто)", id="no rows"),
        pytest.param("\n-- One.\nSELECT a / 2.0 AS half\nFROM t -- two\nLIMIT 1;\n-- half\n-- 0.5\n\n-- Three.", id="other comments"),
        pytest.param("DELETE FROM t;\nSELECT COUNT(*) AS n FROM t;\n-- n\n-- 0", id="statements without a result"),
        pytest.param("SELECT ';' AS mark;\n-- mark\n-- ;", id="a semicolon in a text"),
    ],
)
def test_a_result_is_stated(sql, text):
    assert sql(TABLE + text) == ""


def test_a_wrong_result_is_shown_beside_the_stated_one(sql):
    assert sql(TABLE + "\nSELECT b\nFROM t ORDER BY a;\n-- b\n-- раз\n-- два") == dedent("""\
        docs/page.md:5: вывод другой. Исправьте команду или вывод: SELECT b
        FROM t ORDER BY a;
        На странице:
            b
            раз
            два
        Напечатано:
            b
            раз
            NULL""")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT a FROM t LIMIT 1;", id="a result not stated"),
        pytest.param("SELECT a FROM t LIMIT 1;\n\n-- a\n-- 1", id="a result below an empty line"),
        pytest.param("SELECT a FROM t LIMIT 1;\n-- 1", id="columns missing"),
        pytest.param("SELECT a FROM t WHERE a > 2;\n-- a", id="columns of no rows"),
        pytest.param("SELECT a FROM t LIMIT 1;\n-- a\n-- 1\n-- That was one.", id="an explanation right below"),
        pytest.param("DELETE FROM t;\n-- (пусто)", id="a result of no query"),
    ],
)
def test_a_wrong_result_is_refused(sql, text):
    assert "вывод другой" in sql(TABLE + text)


def test_the_blocks_of_a_page_share_a_database_and_two_pages_do_not(report):
    query = fenced("sql", "SELECT COUNT(*) AS n FROM t;\n-- n\n-- 2")
    assert report(fenced("sql", TABLE) + "Текст.\n" + query) == ""
    assert report(query) == "docs/page.md:2: запрос не выполняется: no such table: t."


def test_a_query_ends_with_a_semicolon(sql):
    assert sql("SELECT 1 AS n\n-- n\n-- 1") == "docs/page.md:2: запрос не закончен: после него нужна точка с запятой."


def test_a_sql_block_without_a_query_is_refused(sql):
    assert "блок ничего не сравнивает" in sql("-- SELECT 1;")


# --- fences


def said_about(page: str) -> list[str]:
    return [str(problem) for problem in unreadable("docs/page.md", page)]


@pytest.mark.parametrize(
    "info",
    ["python", "console", "sql", "text", "yaml", "json", "markdown", "bash", "{ .python .torch }", 'python title="a.py" hl_lines="1 2"'],
)
def test_a_known_fence(info):
    assert said_about(f"```{info}\nтекст\n```\n``` {info}\nтекст\n```") == []


@pytest.mark.parametrize(
    ("info", "said"),
    [
        ("", "у блока кода не назван язык. Если выполнять нечего, напишите после кавычек «text»."),
        (
            "pyton",
            "язык «pyton» проверкам неизвестен. Ближайший: «python». "
            "Выполняются python, console, sql; только показываются text, yaml, json, markdown, bash.",
        ),
        ("{ .python .no-run }", "пометка «.no-run» неизвестна. Бывает только «{ .python .torch }»."),
        ("{ .sql .torch }", "пометка «.torch» неизвестна. Бывает только «{ .python .torch }»."),
    ],
)
def test_an_unknown_fence_is_refused(info, said):
    assert said_about(f"Текст.\n\n``` {info}\nтекст\n```") == [f"docs/page.md:3: {said}"]


@pytest.mark.parametrize("info", ["Python", "py", "python no-run", "{ python }"])
def test_a_fence_that_is_almost_python_is_refused(info):
    assert f"язык «{info}» проверкам неизвестен" in said_about(f"``` {info}\nprint(1)\n```")[0]


@pytest.mark.parametrize("start", ["> ", "- ", "1. ", "- > "])
def test_a_block_inside_a_quotation_or_beside_a_list_marker_is_refused(start):
    assert said_about(f"{start}``` python\n> print(1)\n> ```")[0] == (
        "docs/page.md:1: блок кода внутри цитаты или сразу за маркером списка не проверить. Начните его с новой строки."
    )


def test_an_indented_block_is_run_and_its_lines_are_the_page_s(report):
    page = "- Пункт:\n\n    ``` python\n    if True:\n        print(1)  # 2\n    ```\n"
    assert report(page).startswith("docs/page.md:5: вывод кода другой.")


def test_a_block_shown_inside_a_longer_fence_is_text(report):
    page = "````markdown\nТекст.\n\n``` python\nprint(1)  # 2\n```\n\nТекст.\n````\n"
    assert report(page) == ""
    assert said_about(page) == []


def test_the_script_of_an_exercise_lies_where_the_commands_begin_and_fills_the_database():
    page = "---\nexercise: sql_practice.py\n---\n\n``` console\n$ ls\nsql_practice.py\n```\n"
    page += "\n``` sql\nSELECT COUNT(*) AS n FROM people;\n-- n\n-- 5\n```\n"
    assert all(problems == [] for problems in run_page("page.md", page, []).values())


def test_a_wrong_result_on_the_database_of_an_exercise_is_found():
    page = "---\nexercise: sql_practice.py\n---\n\n``` sql\nSELECT COUNT(*) AS n FROM people;\n-- n\n-- 4\n```\n"
    (problems,) = run_page("page.md", page, []).values()
    assert "вывод другой" in str(problems[0])


def test_dots_stand_for_rows_of_a_result():
    page = "``` sql\nSELECT 1 AS n UNION SELECT 2 UNION SELECT 3;\n-- n\n-- 1\n-- …\n```\n"
    (problems,) = run_page("page.md", page, []).values()
    assert problems == []
