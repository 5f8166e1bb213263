"""What is refused or stopped, each with one clear line, on both engines."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import MeuteError, QueryUsageError, StatementError
from meute.graph import Store, bounds, embedded_store, open_store
from meute.queries.catalogue import find
from meute.queries.empty import why_empty
from meute.queries.runner import run_query

from .worked import plant

MANY = "UNWIND range(1, 3000) AS n RETURN n"
LONG = "UNWIND range(1, 400) AS n RETURN $text AS text"


def one_line(error: MeuteError) -> str:
    text = str(error)
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def test_an_answer_without_end_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """With bounds of a hundredth: a server's driver takes seconds for the real ones."""
    rows = bounds.MAX_ROWS // 100
    monkeypatch.setattr(bounds, "MAX_ROWS", rows)
    monkeypatch.setattr(embedded_store, "MAX_ROWS", rows)
    monkeypatch.setattr(bounds, "MAX_CHARACTERS", bounds.MAX_CHARACTERS // 100)
    for statement, values in ((MANY, {}), (LONG, {"text": "x" * 1_000})):
        with pytest.raises(StatementError, match="The answer has more than") as refused:
            store.read(statement, values, timeout_s=60, bounded=True)
        assert "Add a LIMIT" in one_line(refused.value)
    assert len(store.read(LONG, {"text": "x" * 700}, bounded=True).rows) == 400
    assert len(store.read(f"UNWIND range(1, {rows}) AS n RETURN n", bounded=True).rows) == rows
    assert len(store.read(MANY).rows) == 3_000  # what ships may be as large as it is


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("UNWIND range(1, 9) AS n RETURN n", None),
        ("UNWIND range(1, 9) AS n RETURN n LIMIT 8;", None),
        ("UNWIND range(1, 9) AS n RETURN n ORDER BY n DESC // limit nothing", None),
        ("UNWIND range(1, 9) AS n RETURN n;\n", None),
        ("UNWIND range(1, 9) AS n RETURN n LIMIT 3", 3),
        ("UNWIND range(1, 9) AS n RETURN n LIMIT 2 + 1", 3),
        ("UNWIND range(1, 9) AS n RETURN n LIMIT 3 // LIMIT 9", 3),
        ("UNWIND range(1, 9) AS n WITH n LIMIT 3 RETURN n", 3),
        ("UNWIND range(1, 3) AS n RETURN n", 3),
        ("UNWIND range(1, 9) AS n RETURN count(n) AS n", 1),
        ("RETURN 1 AS n UNION ALL UNWIND [2, 3] AS n RETURN n", 3),
        ("RETURN 7 AS n UNION UNWIND [1, 1, 1, 1, 2] AS n RETURN n", 3),
        ("UNWIND range(1, 2) AS n RETURN n, 'LIMIT 1' AS limit", 2),
    ],
)  # fmt: skip
def test_a_bound_loses_no_row_of_an_answer_within_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, statement: str, rows: int | None
) -> None:
    monkeypatch.setattr(bounds, "MAX_ROWS", 3)
    if rows is None:
        with pytest.raises(StatementError, match="more than 3 rows"):
            store.read(statement, bounded=True)
    else:
        assert len(store.read(statement, bounded=True).rows) == rows


@pytest.mark.parametrize("begin", [MANY, f"{MANY} // all;", f"{MANY} ; "])
def test_no_more_rows_are_made_than_an_answer_may_have(begin: str) -> None:
    assert bounds.with_limit(begin).endswith("\nLIMIT 250001")
    assert bounds.with_limit(f"{MANY} LIMIT 10000000").endswith("RETURN n\nLIMIT 250001")


def test_the_answer_of_a_stored_query_is_bounded_for_a_person(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(store)
    monkeypatch.setattr(bounds, "MAX_ROWS", 3)
    assert len(run_query(store, "silent-accounts", bounded=True).rows) == 3
    with pytest.raises(StatementError, match="more than 3 rows"):
        run_query(store, "graph-inventory", bounded=True)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("pack-activity", {}, "Add -p pack="),
        ("pack-activity", {"pack": "K1", "step": "day"}, "is of type integer"),
        ("pack-activity", {"pack": "K1", "step": 0}, "says which values it takes"),
        ("pack-activity", {"pack": 3}, "is of type string"),
    ],
)
def test_wrong_parameters_are_refused(
    store: Store, name: str, given: dict[str, object], told: str
) -> None:
    with pytest.raises(QueryUsageError, match=told) as refused:
        run_query(store, name, given)
    one_line(refused.value)


@pytest.mark.parametrize(
    "text",
    ["K1'}) DETACH DELETE k //", "K1` }) MATCH (n) DETACH DELETE n", "$pack", "{}", "\\u0027"],
)
def test_a_value_is_never_read_as_cypher(store: Store, text: str) -> None:
    plant(store)
    assert run_query(store, "pack-activity", {"pack": text}).rows == []
    assert store.read("MATCH (k:Pack) RETURN count(k) AS n").rows == [(2,)]


@pytest.mark.parametrize("statement", ["CREATE (:Post {id: 'x/new'})", "MATCH (n) SET n.id = 'x'"])
def test_a_write_through_a_reading_path_is_refused(store: Store, statement: str) -> None:
    plant(store)
    for limits in ({}, {"timeout_s": 5}, {"timeout_s": 5, "trusted": True}, {"bounded": True}):
        with pytest.raises(StatementError, match="writes, and only reads") as refused:
            store.read(statement, **limits)
        one_line(refused.value)


def test_an_empty_answer_says_what_to_run_first(store: Store) -> None:
    assert "Run `meute load EXPORT` first" in why_empty(store, find("pack-members"))
    plant(store)
    assert "the case holds no AMPLIFIES yet. Run `meute detect`" in why_empty(
        store, find("superspreaders")
    )
    store.execute("MATCH (b:Burst) DETACH DELETE b")
    store.execute("CREATE (:Run {id: 'bursts-1', method: 'bursts'})")
    told = why_empty(store, find("hashtag-bursts"))
    assert told == "No rows: `meute detect` looked for bursts and found none."
    store.execute("MATCH (t:Target) DETACH DELETE t")
    store.execute("CREATE (:Target {id: 'ana'})")
    told = why_empty(store, find("multi-target-attackers"))
    assert "the case holds 1 figure, and this looks for accounts that attack several" in told
    told = why_empty(store, find("pack-hashtags"))
    assert "Lower -p min_members" in told
    assert "meute query show pack-hashtags" in told


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        (
            "post-evidence",
            {"account": "ana"},
            "that handle or number is x/ana. Write -p account=x/",
        ),
        ("post-evidence", {"account": "@ANA"}, "No account has the id '@ANA'; the account with"),
        ("post-evidence", {"account": "who"}, "No account has the id 'who'. Ids look like x/ana."),
        ("pack-evidence", {"pack": "k2"}, "the pack that may be meant is K2. Write -p pack=K2."),
        ("pack-evidence", {"pack": "9"}, "No pack has the id '9'; the case holds K1, K2. Write -p"),
        (
            "co-repost-pairs-live",
            {"hashtag": "#OUT"},
            "that may be meant is out. Write -p hashtag=",
        ),
        ("pair-evidence", {"account_a": "x/bob", "account_b": "ana"}, "Write -p account_b=x/ana."),
        ("attack-timeline", {"target": "V"}, "No target has the id 'V'; the case holds"),
    ],
)
def test_an_id_that_the_case_does_not_hold_is_told(
    store: Store, name: str, values: dict[str, str], told: str
) -> None:
    plant(store)
    assert run_query(store, name, values).rows == []
    assert told in why_empty(store, find(name), values)


def test_the_command_line_says_so_too(tmp_path) -> None:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    run = CliRunner().invoke
    done = run(meute, ["--graph", path, "query", "run", "superspreaders"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Run `meute detect` first" in done.stderr
    for wrong, near in (("pack-member", "pack-members"), ("zzz", "query list")):
        refused = run(meute, ["--graph", path, "query", "run", wrong]).exception
        assert near in str(refused)


def test_a_pack_may_be_called_by_its_rank(store: Store) -> None:
    plant(store)
    store.execute("MATCH (k:Pack {id: 'K2'}) SET k.rank = 2")
    told = why_empty(store, find("pack-evidence"), {"pack": "2"})
    assert told == (
        "No rows. No pack has the id '2'; the pack that may be meant is K2. Write -p pack=K2."
    )
