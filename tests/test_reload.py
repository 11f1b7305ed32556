"""What `mkdocs serve` does on a change: it builds again in the same process, and the edit has to show."""

import json
import subprocess
import sys
from pathlib import Path

BUILD_TWICE = """
import json
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

build(load_config("mkdocs.yml"))
for file, old, new in json.loads(sys.argv[1]):
    source = Path(file)
    text = source.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {file}"
    source.write_text(text.replace(old, new), encoding="utf-8")
build(load_config("mkdocs.yml"))
"""


def test_an_edit_of_the_data_file_and_one_of_a_macro_show(project: Path) -> None:
    edits = [
        ("curriculum.yml", "title: Базовый синтаксис", "title: Самый базовый синтаксис"),
        ("macros/timeline.py", ">Неделя <", ">Семидневка <"),
    ]
    command = [sys.executable, "-c", BUILD_TWICE, json.dumps(edits)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (project / "site" / "roadmap" / "index.html").read_text(encoding="utf-8")
    assert "Самый базовый синтаксис" in page
    assert "Семидневка" in page
