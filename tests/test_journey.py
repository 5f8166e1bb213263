"""One case from the export to the answers, by the command line, on both engines: the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meute.cli import meute
from meute.errors import EXIT_SOME_REJECTED
from meute.graph import Store, open_store
from meute.graph.traces import TRACES
from meute.queries.catalogue import catalogue
from meute.queries.runner import run_query

from .conftest import empty

POSTS = 4_000
UNSORTED = {"stance-posts", "stance-post-ids"}
"""Whose lists their only reader sorts, for less than the engines would take."""
OF_THE_ENGINE = {"finished_at", "environment"}
"""When a run or load ended, and the versions that it was made with."""


def run(*arguments: str) -> int | None:
    return meute.main(list(arguments), prog_name="meute", standalone_mode=False)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a planted campaign: posts.jsonl, truth.json, figures.yml."""
    folder = tmp_path_factory.mktemp("campaign")
    run(
        "simulate", "-o", str(folder / "posts.jsonl"), "--posts", str(POSTS), "--seed", "7",
        "--pack", "20", "--intensity", "3",
        "--truth", str(folder / "truth.json"), "--figures", str(folder / "figures.yml"),
    )  # fmt: skip
    return folder


def work_through(url: str, export: Path) -> None:
    """Do what an investigator does, twice, since nothing may change by doing it again."""
    for _ in range(2):
        code = run("--graph", url, "load", str(export / "posts.jsonl"))
        assert code in (None, 0), EXIT_SOME_REJECTED
        run("--graph", url, "figures", "load", str(export / "figures.yml"))
        run("--graph", url, "detect")


@pytest.fixture(scope="module")
def embedded(export: Path) -> Iterator[Store]:
    url = str(export / "case.kgl")
    work_through(url, export)
    with open_store(url) as store:
        yield store


@pytest.fixture(scope="module")
def server(export: Path, neo4j_url: str, neo4j_password: str | None) -> Iterator[Store]:
    with (
        pytest.MonkeyPatch.context() as patch,
        open_store(neo4j_url, write=True, password=neo4j_password) as store,
    ):
        if neo4j_password is not None:
            patch.setenv("MEUTE_PASSWORD", neo4j_password)
        empty(store)
        work_through(neo4j_url, export)
        yield store


def asked(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every stored query, but for what is each engine's own."""
    pairs = run_query(store, "co-repost-pairs", {"limit": 1}).dicts()
    first = run_query(store, "post-evidence", {"account": pairs[0]["account_a"]}).dicts()
    values = {
        "accounts": [pairs[0]["account_a"], pairs[0]["account_b"]],
        "members": [pairs[0]["account_a"], pairs[0]["account_b"]],
        "posts": [row["reposted"] for row in first if row["reposted"]],
        "start_ts": 0,
        "end_ts": 4_102_444_800,
        "first": 0,
        "last": 4_102_444_800,
        "pack": run_query(store, "tight-amplification-clusters", {"limit": 1}).dicts()[0]["pack"],
        "account": pairs[0]["account_a"],
        "account_a": pairs[0]["account_a"],
        "account_b": pairs[0]["account_b"],
        "hashtag": "vernondehors",
        "target": "vernon",
        "salvo": "a salvo that the campaign lacks",
        "traces": [trace.query for trace in TRACES.values()],
    }
    answers = {}
    for name, query in catalogue(internal=True).items():
        required = {key for key, parameter in query.parameters.items() if parameter.required}
        result = run_query(store, name, {key: values[key] for key in required})
        kept = [i for i, column in enumerate(result.columns) if column not in OF_THE_ENGINE]
        rows = [tuple(row[i] for i in kept) for row in result.rows]
        # Whole traces have no order; and the order of when something ended is each case's own.
        ordered = "ORDER BY" in query.statement and len(kept) == len(result.columns)
        rows = [in_any_order(row) for row in rows] if name in UNSORTED else rows
        answers[name] = rows if ordered else sorted(rows, key=repr)
    return answers


def in_any_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(value) if isinstance(value, list) else value for value in row)


@pytest.mark.neo4j
@pytest.mark.slow
def test_both_engines_answer_alike(embedded: Store, server: Store) -> None:
    assert embedded.counts() == server.counts()
    here, there = asked(embedded), asked(server)
    for name in catalogue(internal=True):
        assert here[name] == there[name], name


def test_what_was_planted_is_found(embedded: Store, export: Path) -> None:
    truth = json.loads((export / "truth.json").read_text("utf-8"))
    members = {row["account"] for row in run_query(embedded, "pack-members").dicts()}
    attackers = {row["account"] for row in run_query(embedded, "multi-target-attackers").dicts()}
    planted = set(truth["pack"])
    assert len(members & planted) >= 0.9 * len(planted)
    assert len(members & planted) >= 0.9 * len(members)
    several = set(truth["multi_target_attackers"])
    assert len(attackers & several) >= 0.9 * len(several)
    assert len(attackers & several) >= 0.9 * len(attackers)
    assert not (members | attackers) & set(truth["supporters"])


def test_every_post_is_there_once(embedded: Store) -> None:
    imports = embedded.read("MATCH (i:Import) RETURN i.read, i.loaded, i.merged, i.rejected").rows
    assert imports == [(POSTS, POSTS, 0, 0)]
    statement = "MATCH (p:Post) WHERE p.stub = false RETURN count(p) AS n"
    assert embedded.read(statement).rows == [(POSTS,)]
