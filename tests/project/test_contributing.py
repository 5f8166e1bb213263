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

from .. import processes

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
LEFT_OUT = shutil.ignore_patterns(".*", "build", "*.egg-info", "tests", "demo")

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
    # A script finds what stands beside it, which -P would keep from it.
    path = os.pathsep.join(map(str, (copy.parent, copy / "docs")))
    environment = {**os.environ, "PYTHONPATH": path}
    if words[0] == "meute":
        done = processes.run(*words[1:], folder=copy, environment=environment)
    else:
        assert words[0] == "python"
        done = subprocess.run(
            [sys.executable, "-P", *words[1:]], cwd=copy, env=environment,
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


def sources(copy: Path) -> dict[str, bytes]:
    """What the project is made of, but for what `make docs` writes."""
    paths = [path for path in copy.rglob("*") if path.suffix in {".py", ".cypher", ".yml", ".j2"}]
    texts = {path.relative_to(copy).as_posix(): path.read_bytes() for path in paths}
    return {name: text for name, text in texts.items() if not re.search(rb":CO_\w+\|CO_", text)}


def changed(copy: Path, title: str) -> set[str]:
    """Do what a part of the page says; returns which files it made or changed."""
    before = sources(copy)
    followed(copy, title)
    after = sources(copy)
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_an_export(copy: Path) -> None:
    assert changed(copy, "Add an export") == {"exports/targets/edge_list.py"}
    head, *edges = (copy / "edges.csv").read_text("utf-8").splitlines()
    assert head == "source,target,kind,weight"
    assert len(edges) > 10
    assert "edge-list" in run(copy, "meute export --help")


def test_a_query_on_the_case_of_the_example_before(copy: Path) -> None:
    said = followed(copy, "Add a query")
    assert "Sites that most posts link to" in said


def test_a_property(copy: Path) -> None:
    assert changed(copy, "Add a property") == {
        "graph/schema.py",
        "loader/records.py",
        "loader/formats/x_api_v2_types.py",
        "loader/formats/x_api_v2_posts.py",
    }
    said = run(copy, 'meute --graph marked.kgl cypher "MATCH (p:Post) RETURN p.sensitive"')
    assert "True" in said
    assert "`sensitive`" in (copy / "docs/schema.md").read_text("utf-8")


def test_a_trace(copy: Path) -> None:
    assert changed(copy, "Add a trace") == {
        "graph/traces.py",
        "cypher/internal/trace-quotes.cypher",
    }
    assert "CO_QUOTES" in (copy / "cypher/bridge-accounts.cypher").read_text("utf-8")
    assert "quote" in run(copy, "meute detect --help")


def test_a_preset(copy: Path) -> None:
    assert changed(copy, "Add a preset") == {"loader/maps/presets/plume.yml"}
    said = run(
        copy, 'meute --graph plume.kgl cypher "MATCH (p:Post)-[:REPLIES_TO]->(o) RETURN o.id"'
    )
    assert "plume/p1" in said


def test_a_format(copy: Path) -> None:
    assert changed(copy, "Add a format") == {
        "loader/formats/quill.py",
        "loader/formats/__init__.py",
    }
    said = run(
        copy, 'meute --graph quill.kgl cypher "MATCH (p:Post)-[:REPLIES_TO]->(o) RETURN o.id"'
    )
    assert "quill/l1" in said
