"""The worked examples of CONTRIBUTING.md, followed to the letter in a copy of the code."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
LEFT_OUT = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__", "tests", "demo")

STEP = re.compile(
    r"(?:^Write `(?P<new>[^`]+)`:\n\n```\w+\n(?P<content>.*?)^```$"
    r"|^In `(?P<old>[^`]+)`, after the line `(?P<line>[^`]+)`:\n\n```\w+\n(?P<added>.*?)^```$"
    r"|^```sh\n(?P<commands>.*?)^```$)",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clone") / "meute"
    shutil.copytree(ROOT, place, ignore=LEFT_OUT)
    return place


def run(copy: Path, command: str) -> str:
    words = shlex.split(command)
    if words[0] == "meute":
        words = [sys.executable, "-P", "-m", *words]
    else:
        assert words[0] == "python"
        words = [sys.executable, "-P", *words[1:]]
    done = subprocess.run(
        words, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def followed(copy: Path, title: str) -> str:
    """Do what a part of the page says; returns what its commands said."""
    part = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    [text] = [one for one in part if one.startswith(f"{title}\n")]
    said = []
    steps = list(STEP.finditer(text))
    assert steps
    for step in steps:
        if step["new"]:
            (copy / step["new"]).write_text(step["content"], "utf-8")
        elif step["old"]:
            path = copy / step["old"]
            before, line, after = path.read_text("utf-8").partition(f"{step['line']}\n")
            assert line, f"{step['old']} has no line {step['line']!r}"
            path.write_text(f"{before}{line}{step['added']}{after}", "utf-8")
        else:
            said.extend(run(copy, command) for command in step["commands"].splitlines())
    return "\n".join(said)


def test_an_export(copy: Path) -> None:
    followed(copy, "Add an export")
    head, *edges = (copy / "edges.csv").read_text("utf-8").splitlines()
    assert head == "source,target,kind,weight"
    assert len(edges) > 10
    assert "edge-list" in run(copy, "meute export --help")


def test_a_query_on_the_case_of_the_example_before(copy: Path) -> None:
    said = followed(copy, "Add a query")
    assert "Sites that most posts link to" in said


def test_a_trace(copy: Path) -> None:
    followed(copy, "Add a trace")
    assert "CO_QUOTES" in (copy / "cypher/bridge-accounts.cypher").read_text("utf-8")
    assert "quote" in run(copy, "meute detect --help")


def test_a_preset(copy: Path) -> None:
    followed(copy, "Add a preset")
    said = run(
        copy, 'meute --graph plume.kgl cypher "MATCH (p:Post)-[:REPLIES_TO]->(o) RETURN o.id"'
    )
    assert "plume/p1" in said


def test_a_format(copy: Path) -> None:
    followed(copy, "Add a format")
    said = run(
        copy, 'meute --graph quill.kgl cypher "MATCH (p:Post)-[:REPLIES_TO]->(o) RETURN o.id"'
    )
    assert "quill/l1" in said
