"""What ``meute detect`` finds in the planted graph and writes into it, on each engine."""

from __future__ import annotations

import json

import pytest

from meute.graph import schema as s
from meute.queries.runner import run_query

from ..conftest import ENGINES
from .planted import PACK, acts_of_all
from .running import planted_app, read, run


@pytest.fixture(scope="module", params=ENGINES)
def detected(request, tmp_path_factory):
    """Yield the app after detection, and what that said: the tests only read."""
    with planted_app(request, tmp_path_factory.mktemp("case")) as app:
        yield app, run(app, "--json")


@pytest.fixture
def case(detected):
    return detected[0]


def test_finds_the_pack_and_writes_it(detected):
    case, result = detected
    assert result.exit_code == 0
    assert "pack 1: 6 accounts" in result.stderr
    members = read(case, "MATCH (a:Account)-[:MEMBER_OF]->(:Pack) RETURN a.id AS id ORDER BY id")
    assert [row[0] for row in members] == PACK
    ties = read(
        case,
        "MATCH (a:Account)-[r:CO_REPOSTS]->(b:Account) "
        "RETURN a.id AS a, b.id AS b, r.shared AS shared, r.together AS together, r.q AS q, "
        "r.window_s AS w ORDER BY a, b",
    )
    assert len(ties) == 15
    assert all(
        a < b and 7 <= shared <= together and q <= 0.01 for a, b, shared, together, q, _ in ties
    )
    ((pack,),) = read(case, "MATCH (k:Pack) RETURN k")
    assert set(pack) >= set(s.Pack.properties) - {"reciprocity"}
    assert pack["density"] == 1.0
    assert pack["kind"] == "pack"
    assert pack["explanation"] in result.stderr
    assert pack["traces"] == ["repost"]


def test_who_amplifies_whom(case):
    with case.open_graph() as store:
        rows = run_query(store, "fast-reposters", {"max_delay": 30_000.0, "min_reposts": 1})
    delays = [row["median_delay_s"] for row in rows.dicts() if row["account"] == PACK[0]]
    assert delays
    assert all(7_200 <= delay <= 8 * 3_600 + 25 for delay in delays)
    ((count,),) = read(
        case, "MATCH (:Account)-[r:AMPLIFIES]->(b:Account) WHERE b.id = 'x/author' "
        "RETURN sum(r.reposts) AS n",
    )  # fmt: skip
    assert count == sum(post >= 6 for _, post, _ in acts_of_all())
    assert any(account == PACK[post] for account, post, _ in acts_of_all() if post < 6)
    assert read(case, "MATCH (a:Account)-[r:AMPLIFIES]->(a) RETURN count(r) AS n") == [(0,)]


def test_a_burst_counts_reposts_of_the_tag(case):
    with case.open_graph() as store:
        (burst,) = run_query(store, "hashtag-bursts", {"min_posts": 2}).dicts()
    assert burst["hashtag"] == "été"
    assert burst["first_post"].startswith(("x/cry", "x/r"))
    ((posts,),) = read(case, "MATCH (p:Post)-[:IN_BURST]->(b:Burst) RETURN count(p) AS n")
    assert posts == burst["posts"] > 40, "a repost is there among the forty"


def test_findings_as_json_lines(detected):
    _, result = detected
    found = [json.loads(line) for line in result.stdout.splitlines()]
    kinds = {row["finding"] for row in found}
    assert {"Run", "Pack", "Burst", "CO_REPOSTS", "MEMBER_OF", "AMPLIFIES"} <= kinds
    assert sum(row["finding"] == "MEMBER_OF" for row in found) == 6
