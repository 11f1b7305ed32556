"""What `mkdocs serve` does on a change: it builds again in the same process, and the edit has to show."""

import subprocess
import sys
from pathlib import Path

BUILD_TWICE = """
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

build(load_config("mkdocs.yml"))
file, old, new = sys.argv[1:]
source = Path(file)
text = source.read_text(encoding="utf-8")
assert old in text, f"{old} is not in {file}"
source.write_text(text.replace(old, new), encoding="utf-8")
build(load_config("mkdocs.yml"))
"""


def build_edit_build(project: Path, file: str, old: str, new: str) -> str:
    """The roadmap after the second build."""
    command = [sys.executable, "-c", BUILD_TWICE, file, old, new]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (project / "site" / "roadmap" / "index.html").read_text(encoding="utf-8")


def test_an_edit_of_the_data_file_shows(project: Path) -> None:
    page = build_edit_build(project, "curriculum.yml", "title: Базовый синтаксис", "title: Самый базовый синтаксис")
    assert "Самый базовый синтаксис" in page


def test_an_edit_of_a_macro_shows(project: Path) -> None:
    page = build_edit_build(project, "macros/timeline.py", ">Неделя <", ">Семидневка <")
    assert "Семидневка" in page
