"""What `import meute` promises: every name is there, and nothing heavy is imported for it."""

from __future__ import annotations

import html
import inspect
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.api.types import is_datetime64_any_dtype, is_integer_dtype
from pyvis.network import Network

import meute
from meute.cli import COMMANDS
from meute.cli import meute as command_line
from meute.errors import QueryUsageError, StoreError
from meute.queries.frames import typed_frame
from meute.queries.methods import Queries

ROOMS = {path.parent.name for path in Path(meute.__path__[0]).glob("*/__init__.py")}


def test_every_promised_name_is_there() -> None:
    assert set(dir(meute)) == set(meute.__all__)
    for name in meute.__all__:
        assert getattr(meute, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = meute.nothing


def test_no_promised_name_is_also_a_room() -> None:
    """Importing a room would put the room in the name's place."""
    assert len(ROOMS) > 8
    assert not ROOMS & set(meute.__all__)


def test_importing_is_light() -> None:
    heavy = "{'pandas', 'numpy', 'click', 'yaml'}"
    check = f"import sys, meute; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_help_waits_for_what_only_the_work_needs() -> None:
    """Imports stand in the functions that need them, so that help and mistakes answer at once."""
    program = """
import contextlib, io, sys
from meute.cli.commands import COMMANDS, meute
for name in COMMANDS:
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        meute.main([name, "--help"])
heavy = {"IPython", "kglite", "neo4j", "networkx", "pandas", "polars", "pyvis", "rich", "scipy"}
print(len(COMMANDS), sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"{len(COMMANDS)} []"


def test_a_case_from_the_export_to_the_pages(tmp_path: Path) -> None:
    export, figures = tmp_path / "posts.jsonl", tmp_path / "figures.yml"
    simulate = ["simulate", "-o", str(export), "--figures", str(figures), "--posts", "2000"]
    command_line.main(simulate, standalone_mode=False)
    with meute.open_case(tmp_path / "case.kgl") as case:
        report = case.load(export)
        assert report.counts.rejected == 0
        assert case.load_figures(figures).run.startswith("stance-")
        runs = case.find_coordination(window_s=60)
        assert [run.rpartition("-")[0] for run in runs] == [
            "coordination", "amplification", "bursts",
        ]  # fmt: skip
        told = case.query("runs")
        assert set(runs) <= set(told["run"])
        assert is_datetime64_any_dtype(told["finished_at"])
        members = case.query("pack-members", limit=1)
        assert len(members) <= 1
        assert is_integer_dtype(members["ties"])
        assert case.cypher("MATCH (p:Post) RETURN count(p) AS n")["n"][0] >= 2000
        with pytest.raises(StoreError):
            case.cypher("CREATE (:Post {id: 'x/1'})")
        with pytest.raises(QueryUsageError, match="takes no parameter"):
            case.query("runs", nothing=1)
        page = case.report(title="A <b>title</b>")
        assert "&lt;b&gt;title" in page
        saved = page.save(tmp_path / "report.html")
        assert saved.read_text("utf-8") == page
        assert case.queries.pack_members(limit=1).equals(members)
        assert len(case.compare(case, "superspreaders", limit=3)) == 3
        network = case.network("superspreaders", limit=5)
        assert isinstance(network, Network)
        assert len(network.get_nodes()) == network.num_nodes() > 0
        shown = network._repr_html_()
        assert shown.startswith('<iframe sandbox="allow-scripts"')
        assert shown.count("<") == 2
        for write in (network.save, network.show, network.write_html, network.save_graph):
            write(str(tmp_path / "network.html"))
            assert (tmp_path / "network.html").read_text("utf-8") == network.generate_html()
            (tmp_path / "network.html").unlink()
        assert "script-src 'sha256-" in html.unescape(network.generate_html())


def test_stored_queries_complete_and_explain_themselves() -> None:
    asked: list[tuple[str, dict[str, object]]] = []
    queries = Queries(lambda name, **parameters: asked.append((name, parameters)))
    assert {"pack_members", "multi_target_attackers"} <= set(dir(queries))
    assert "pack-members" in queries._ipython_key_completions_()
    queries.pack_members(limit=3)
    queries["pair-evidence"](account_a="x/1")
    assert asked == [("pack-members", {"limit": 3}), ("pair-evidence", {"account_a": "x/1"})]
    parameters = inspect.signature(queries.pair_evidence).parameters
    assert parameters["account_a"].default is inspect.Parameter.empty
    assert "What it does not say" in queries.pack_members.__doc__
    with pytest.raises(AttributeError, match="no stored query"):
        _ = queries.pack_member_s
    with pytest.raises(QueryUsageError):
        _ = queries["nothing"]


def test_a_time_that_pandas_cannot_hold_stays_text() -> None:
    columns = ("run", "method", "parameters", "version", "finished_at", "summary")
    rows = [("r", "m", "{}", "1", "9999999-01-01T00:00:00Z", "{}")]
    frame = typed_frame("runs", meute.Result(columns, rows))
    assert frame["finished_at"][0] == "9999999-01-01T00:00:00Z"
    assert isinstance(frame["run"].dtype, pd.StringDtype)
