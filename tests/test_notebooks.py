"""Notebooks are made from pages: valid, always the same bytes, with their data inside; and their pages keep to what the code prints.

That their code runs and prints what the page says is seen by tests/test_code_in_pages.py, as for every other block.
"""

from __future__ import annotations

import ast
import csv
import gzip
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from macros.curriculum import load
from macros.hooks import on_files
from macros.language import page_prose
from macros.links import address
from macros.notebooks import NotebookPage, colab, notebook, notebook_page, notebook_pages, page_of
from macros.problems import ContentError
from macros.sources import codes, read_lines
from tests.conftest import ROOT
from tests.site_build import REPO_URL, Site, text

PAGES = {page.name: page for page in notebook_pages()}
TASKS = {task.id: task for task in load().tasks}
DATA = ROOT / "docs" / "assets" / "data"


@pytest.fixture(params=PAGES.values(), ids=PAGES.keys())
def source(request: pytest.FixtureRequest) -> NotebookPage:
    return request.param


def cells(page: NotebookPage) -> list[dict]:
    return json.loads(notebook(page))["cells"]


def code_of(cell: dict) -> str:
    return "".join(cell["source"])


def marked(cell: dict, tag: str) -> bool:
    return tag in cell["metadata"].get("tags", [])


# --- from a page to a notebook


def test_a_page_becomes_cells_in_its_order(tmp_path):
    source = dedent("""\
        ---
        render_macros: true
        notebook:
          data: [numbers.csv]
          packages: [pymorphy3]
        ---

        # Решение { #top }

        {{ notebook_links("tiny") }}

        Смотрите [условие](tiny.md#steps) и [scikit-learn](https://scikit-learn.org/).

        ``` python
        rows = open("numbers.csv").read().split()

        print(len(rows))
        # 3
        ```

        ## Дальше { #next }

        ``` { .python .gpu }
        # Нужен GPU
        import torch
        ```

        ``` text
        {{ не макрос }}
        ```
        """)
    data = tmp_path / "docs/assets/data"
    data.mkdir(parents=True)
    (data / "numbers.csv").write_text('один\n"два\\n"\n3\n', encoding="utf-8")
    page = notebook_page("practice/tiny-solution.md", source)
    assert page
    assert page.location == "assets/notebooks/tiny.ipynb"
    made = json.loads(notebook(page, tmp_path))["cells"]
    assert [(cell["cell_type"], cell["metadata"].get("tags"), "".join(cell["source"])) for cell in made] == [
        ("markdown", None, made[0]["source"][0]),
        ("code", ["install"], "%pip install -q pymorphy3"),
        (
            "code",
            ["data"],
            "# @title Учебные данные: выполните, и рядом появится numbers.csv (CC0)\nfrom pathlib import Path\n\n"
            "Path(\"numbers.csv\").write_text(r'''один\n\"два\\n\"\n3\n''', encoding=\"utf-8\")",
        ),
        ("markdown", None, "# Решение\n\nСмотрите условие и [scikit-learn](https://scikit-learn.org/)."),
        ("code", None, 'rows = open("numbers.csv").read().split()\n\nprint(len(rows))\n# 3'),
        ("markdown", None, "## Дальше"),
        ("code", ["gpu"], "# Нужен GPU\nimport torch"),
        ("markdown", None, "``` text\n{{ не макрос }}\n```"),
    ]


def test_a_notebook_begins_with_where_it_comes_from_and_its_licences(source):
    assert all(name in code_of(cells(source)[0]) for name in ("«NLP за полгода»", "CC BY 4.0", "MIT", "CC0"))


def test_a_page_without_the_setting_is_no_notebook():
    assert notebook_page("a.md", "# Просто страница\n") is None
    assert notebook_page("a.md", "---\nrender_macros: true\n---\n\n# Просто страница\n") is None


@pytest.mark.parametrize(
    "setting", ["notebook: reviews.csv", "notebook:\n  file: [reviews.csv]", "notebook:\n  data: [1]", "notebook:\n  data: []\n  pip: [x]"]
)
def test_a_wrong_setting_is_named_with_its_line(setting):
    with pytest.raises(ContentError) as caught:
        notebook_page("a.md", f"---\nrender_macros: true\n{setting}\n---\n")
    message = "docs/a.md:3: под «notebook:» стоят списки «data: [файл.csv]» и, если нужно, «packages: [имя]»."
    assert list(map(str, caught.value.problems)) == [message]


def test_a_missing_data_file_is_named_with_those_that_are_there():
    page = NotebookPage("a.md", "---\nnotebook:\n  data: [review.csv]\n---\n", ("review.csv",))
    with pytest.raises(ContentError) as caught:
        notebook(page)
    known = ", ".join(sorted(path.name for path in DATA.iterdir()))
    assert list(map(str, caught.value.problems)) == [f"docs/a.md:2: файла docs/assets/data/review.csv нет. Есть: {known}."]


def test_data_that_would_end_its_own_cell_is_named_with_its_line(tmp_path):
    data = tmp_path / "docs/assets/data/quotes.csv"
    data.parent.mkdir(parents=True)
    data.write_text("text\n'''\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        notebook(NotebookPage("a.md", "---\nnotebook:\n  data: [quotes.csv]\n---\n", ("quotes.csv",)), tmp_path)
    mend = "три апострофа подряд закончат строку, в которой файл лежит. Уберите их."
    assert list(map(str, caught.value.problems)) == [f"docs/assets/data/quotes.csv:2: {mend}"]


def test_a_page_that_an_editor_saved_with_a_byte_order_mark_is_a_notebook_too(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("\ufeff---\nnotebook:\n  data: []\n---\n", encoding="utf-8")
    assert [page.path for page in notebook_pages(tmp_path)] == ["a.md"]


# --- the notebooks of the handbook


def test_every_practice_task_has_a_notebook():
    assert PAGES.keys() == TASKS.keys()


def test_a_notebook_is_valid(source):
    nbformat.validate(nbformat.reads(notebook(source), as_version=4))
    assert not nbformat.reads(notebook(source), as_version=4).metadata.get("widgets")


def test_two_runs_give_the_same_bytes(source):
    script = f"import sys; from macros.notebooks import *; sys.stdout.buffer.write(notebook({source!r}).encode())"
    runs = [subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2)]
    assert runs == [notebook(source).encode()] * 2


def test_the_notebook_that_colab_reads_is_that_of_the_page(source):
    committed = ROOT / "docs" / source.location
    assert committed.read_text(encoding="utf-8") == notebook(source), "ноутбук отстал от страницы. Запустите make notebooks и закоммитьте."


def test_the_site_has_the_notebook_of_the_page_even_if_the_committed_one_is_older(source):
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "docs_dir": str(ROOT / "docs")})
    config.validate()
    config.plugins._current_plugin = None
    older = File.generated(config, source.location, content="{}")
    files = on_files(Files([older]), config)
    assert files.get_file_from_path(source.location).content_string == notebook(source)


def test_the_notebook_of_the_site_is_that_of_the_page(handbook, source):
    assert (handbook.folder / source.location).read_text(encoding="utf-8") == notebook(source)


def test_a_notebook_carries_its_data(source, tmp_path):
    for cell in cells(source):
        if marked(cell, "data"):
            subprocess.run([sys.executable, "-c", code_of(cell)], cwd=tmp_path, check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: (DATA / name).read_bytes() for name in source.data}


def test_no_address_of_the_site_and_nothing_of_its_markdown_is_left_in_a_notebook(source):
    prose = "\n".join(code_of(cell) for cell in cells(source) if cell["cell_type"] == "markdown")
    assert re.findall(r"\{[{#.%].*|^///.*|\]\((?!https://).*", prose, re.MULTILINE) == []


def test_the_code_of_all_cells_together_uses_no_name_that_is_not_there(source, tmp_path):
    """Cells that need a GPU are never run here, so what can be seen without running them is looked at: syntax, names, imports."""
    code = [code_of(cell) for cell in cells(source) if cell["cell_type"] == "code" and not marked(cell, "install")]
    program = tmp_path / "notebook.py"
    program.write_text("\n\n\n".join(code) + "\n", encoding="utf-8")
    ast.parse(program.read_text(encoding="utf-8"))
    assert lint(program) == ""


def test_that_check_sees_a_name_that_is_not_there(tmp_path):
    program = tmp_path / "notebook.py"
    program.write_text("import torch\n\nprint(torch.zeros(sise))\n", encoding="utf-8")
    assert "F821 Undefined name `sise`" in lint(program)


def lint(program: Path) -> str:
    # Not E402: a cell imports what it needs. Not F811, B018: a cell for a GPU replaces a function, and a cell ends with what it shows.
    rules = ["--select=F,B,E7,E9,NPY,PD", "--ignore=F811,B018,B023,PD011,PD901"]
    command = [shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff", "check", "--isolated", "--quiet", "--output-format=concise"]
    return subprocess.run([*command, *rules, str(program)], capture_output=True, text=True, check=False).stdout


def test_cells_that_are_not_run_say_what_they_need_and_are_few(source):
    code = [cell for cell in cells(source) if cell["cell_type"] == "code" and not marked(cell, "install")]
    gpu = [code_of(cell) for cell in code if marked(cell, "gpu")]
    assert all(re.match("# (Нужен GPU|Нужна сеть)", source) for source in gpu)
    for cell in code:
        needs = re.search(r"\b(torch|transformers|sentence_transformers|load_dataset|from_pretrained)\b", code_of(cell))
        assert bool(needs) <= marked(cell, "gpu"), code_of(cell)
    assert len(gpu) < len(code) / 2


# --- the data


def rows_of(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)) if name.endswith(".csv") else [json.loads(line) for line in file]


def test_the_card_of_the_data_tells_their_sizes():
    card = (ROOT / "docs/practice/data.md").read_text(encoding="utf-8")
    for file in DATA.iterdir():
        size = f"{file.stat().st_size / 1000:.0f} КБ"
        assert re.search(rf"\]\(\.\./assets/data/{re.escape(file.name)}\),[^.]*\b{size}", card), f"{file.name}: {size}"
    reviews, documents, questions = (rows_of(name) for name in ("reviews.csv", "workshop-documents.jsonl", "workshop-questions.jsonl"))
    labels = Counter(review["label"] for review in reviews)
    kinds = Counter(question["kind"] for question in questions)
    said = [
        f"{len(reviews)} отзывов ({labels['positive']} positive, {labels['negative']} negative, {labels['neutral']} neutral)",
        f"документы, {len(documents)} |",
        f"вопросы, {len(questions)} |",
        *(f"`{kind}` ({count})" for kind, count in kinds.items()),
    ]
    assert [what for what in said if what not in card] == []


def test_every_review_has_a_label():
    assert {row["label"] for row in rows_of("reviews.csv")} == {"negative", "neutral", "positive"}


def test_every_question_has_its_quotation_in_its_document_or_none_at_all():
    documents = {row["id"]: row["text"] for row in rows_of("workshop-documents.jsonl")}
    questions = rows_of("workshop-questions.jsonl")
    assert len(documents) == len(rows_of("workshop-documents.jsonl"))
    assert len({row["id"] for row in questions}) == len({row["question"] for row in questions}) == len(questions)
    for row in questions:
        if row["kind"] == "none":
            assert (row["doc"], row["quote"], row["answer"]) == ("", "", ""), row
        else:
            assert row["kind"] in ("usual", "other")
            assert row["quote"] in documents[row["doc"]], row
            assert row["answer"].lower() in documents[row["doc"]].lower(), row


# --- the pages


def test_every_step_of_a_task_is_a_heading_of_its_solution(handbook):
    for task in TASKS.values():
        ids = handbook.pages[address(page_of(task.id))].ids
        assert [step.id for step in task.steps if step.id not in ids] == []
        assert [id for id in ids if id in {step.id for step in task.steps}] == [step.id for step in task.steps]


def test_every_step_has_hints_that_open_in_turn_and_end_in_the_solution(handbook):
    for task in TASKS.values():
        page = handbook.pages[f"practice/{task.id}/"]
        steps = {item.attrib["data-item"]: item for item in page.root.iter("li") if "data-item" in item.attrib}
        for number, step in enumerate(task.steps, 1):
            assert len(step.hints) >= 2, step.id
            place, element = 0, steps[step.id].find("details")
            while element is not None:
                place += 1
                assert text(element[0]) == f"Подсказка {place} к шагу {number}"
                inner = element.find("details")
                assert (inner is None) == (place == len(step.hints))
                link = element.find("p[@class='hint-solution']/a")
                assert (link is not None) == (inner is None)
                element = inner
            assert link is not None
            assert link.attrib["href"] == f"../{task.id}-solution/#{step.id}"


def test_a_page_of_a_task_stays_light(handbook):
    for name in [f"practice/{task}{end}/" for task in TASKS for end in ("", "-solution")]:
        weight = len(gzip.compress((handbook.folder / name / "index.html").read_bytes(), 9, mtime=0))
        assert weight <= 16 * 1024, f"{name}: {weight} байт из {16 * 1024}"


def test_every_number_of_the_prose_is_printed_by_the_code_or_stands_in_it(source):
    assert strange_numbers(source.text) == []


@pytest.mark.parametrize(
    ("prose", "found"), [("Стало 0,95.", ["0,95"]), ("Из 60 отзывов — 17.", ["17"]), ("Порог 0,5, то есть 0,50; отзывов 60.", [])]
)
def test_that_check_sees_a_number_that_nothing_printed(prose, found):
    assert strange_numbers(f"# Решение\n\n{prose}\n\n``` python\nprint(0.5, 60)\n# 0.5 60\n```\n") == found


def strange_numbers(page: str) -> list[str]:
    """Decimals and numbers from ten upwards of the prose that occur neither in the code nor in what it prints. Versions do not count."""
    code = "\n".join(code.text for code in codes(read_lines(page)) if "python" in code.language)
    known = {float(number.replace("_", "")) for number in re.findall(r"\d[\d_]*(?:\.\d+)?", code)}
    stated = re.findall(r"(?<![\w.,-])(?:\d{1,3}(?:[  ]\d{3})+|\d+(?:,\d+)?)(?![\w.]*\w)", re.sub(r"Apache 2\.0|CC0 1\.0", "", page_prose(page)))
    values = {number: float(re.sub(r"\s", "", number).replace(",", ".")) for number in stated}
    return [number for number, value in values.items() if ("," in number or value >= 10) and value not in known]


# --- Colab


@pytest.mark.parametrize(
    ("repository", "opens"),
    [
        ("https://github.com/owner/name", "https://colab.research.google.com/github/owner/name/blob/main/docs/x.ipynb"),
        ("https://github.com/owner/name.git", "https://colab.research.google.com/github/owner/name/blob/main/docs/x.ipynb"),
        ("https://github.com/owner/name/", "https://colab.research.google.com/github/owner/name/blob/main/docs/x.ipynb"),
        ("https://gitlab.com/owner/name", None),
        ("https://github.com/owner", None),
        ("", None),
        (None, None),
    ],
)
def test_colab_opens_what_stands_on_github_and_nothing_else(repository, opens):
    assert colab(repository, "docs/x.ipynb") == opens


def notebook_addresses(site: Site, name: str) -> list[list[str]]:
    pages = [site.pages[f"practice/{name}/"], site.pages[f"practice/{name}-solution/"]]
    return [[a.attrib["href"] for box in page.having_class("notebook-links") for a in box.iter("a")] for page in pages]


def test_with_a_repository_a_notebook_opens_in_colab_and_is_there_to_download(handbook, source):
    owner = REPO_URL.removeprefix("https://github.com/")
    opens = f"https://colab.research.google.com/github/{owner}/blob/main/docs/{source.location}"
    assert notebook_addresses(handbook, source.name) == [[opens, f"../../{source.location}"]] * 2


def test_without_a_repository_a_notebook_is_there_to_download(handbook_without_addresses, source):
    assert notebook_addresses(handbook_without_addresses, source.name) == [[f"../../{source.location}"]] * 2
