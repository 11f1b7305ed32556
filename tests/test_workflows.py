"""The workflows of GitHub are written right and safe: zizmor and the schema look, the rest is what this project asks of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).resolve().parent.parent / ".github" / "workflows").glob("*.yml"))
TOOLS = Path(sys.executable).parent


def zizmor(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [TOOLS / "zizmor", "--offline", "--no-config", "--no-progress", "--color=never", *files]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def schema(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_linters_find_nothing():
    for done in (zizmor(*WORKFLOWS), schema(*WORKFLOWS)):
        assert done.returncode == 0, done.stdout + done.stderr


DANGEROUS = """\
on: pull_request_target
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
        with: {ref: "${{ github.event.pull_request.head.sha }}"}
      - run: echo "${{ github.event.pull_request.title }}"
"""


def test_the_linters_find_what_they_are_for(tmp_path):
    workflow = tmp_path / ".github" / "workflows" / "bad.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(DANGEROUS, encoding="utf-8")
    done = zizmor(workflow)
    assert done.returncode != 0
    for rule in ("dangerous-triggers", "template-injection", "unpinned-uses", "excessive-permissions"):
        assert rule in done.stdout, done.stdout
    workflow.write_text(DANGEROUS.replace("steps:", "stepps:"), encoding="utf-8")
    assert schema(workflow).returncode != 0


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_only_pins_what_it_uses_and_ends(workflow):
    data: dict[Any, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    triggers = data[True]  # what YAML makes of `on`
    assert not {"pull_request_target", "workflow_run"} & set(triggers)
    assert data["permissions"] == {"contents": "read"}
    for job in data["jobs"].values():
        assert job["timeout-minutes"] <= 45
        if {"pull_request", "schedule"} & set(triggers):
            assert "permissions" not in job
        for step in job["steps"]:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "x@" + "0" * 40))
            assert "secrets." not in str(step)
            assert "checkout" not in step.get("uses", "") or step["with"]["persist-credentials"] is False
