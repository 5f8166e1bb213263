"""Findings go in by columns, and yet the runs of two tables never touch each other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.errors import StatementError
from meute.graph import embedded_writing, open_store
from meute.graph.schema import AMPLIFIES, Account
from meute.graph.tables import table_of

ACCOUNTS = ["x/1", "x/2", "x/3"]
findings = st.fixed_dictionaries(
    {
        "source": st.sampled_from(ACCOUNTS),
        "target": st.sampled_from(ACCOUNTS),
        "run": st.sampled_from(["first", "second"]),
    },
    optional={"reposts": st.integers(0, 9), "first_at": st.sampled_from(["2021", "2022"])},
)


@given(tables=st.lists(st.lists(findings, max_size=9), max_size=4))
@settings(max_examples=30)
def test_tables_in_any_division_give_what_rows_one_by_one_give(tables: list[list[dict]]):
    stored: dict[tuple[str, str, str], dict] = {}
    for row in (row for rows in tables for row in rows):
        stored.setdefault((row["source"], row["target"], row["run"]), {}).update(row)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded_writing, "AT_ONCE", 2)
        with open_store(str(Path(folder) / "case.kgl"), write=True, bulk=True) as store:
            store.write_nodes(Account, table_of(Account, [{"id": id_} for id_ in ACCOUNTS]))
            for rows in tables:
                store.write_relationships(AMPLIFIES, table_of(AMPLIFIES, rows))
            answer = store.read(
                "MATCH (a:Account)-[r:AMPLIFIES]->(b:Account) RETURN a.id AS source, "
                "b.id AS target, r.run AS run, r.reposts AS reposts, r.first_at AS first_at"
            ).dicts()
    found = [{name: value for name, value in row.items() if value is not None} for row in answer]
    assert _sorted(found) == _sorted(stored.values())


def _sorted(rows: Iterable[dict]) -> list:
    return sorted(sorted(row.items()) for row in rows)


def test_ends_that_are_missing_are_counted_in_every_part(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(embedded_writing, "AT_ONCE", 2)
    rows = [{"source": "x/1", "target": f"x/{n}", "run": "first"} for n in range(1, 8)]
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        store.write_nodes(Account, table_of(Account, [{"id": id_} for id_ in ACCOUNTS]))
        with pytest.raises(StatementError, match=r"^4 AMPLIFIES relationships have an end"):
            store.write_relationships(AMPLIFIES, table_of(AMPLIFIES, rows))
        assert store.counts().nodes == {"Account": 3}
        assert store.counts().relationships == {"AMPLIFIES": 3}
