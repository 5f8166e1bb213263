"""The same accounts in two cases, by one stored query asked of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import QueryUsageError
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.queries.comparison import compare


def plant(store: Store, reposts: dict[str, int]) -> None:
    """Plant accounts that each reposted one post of Ed so often."""
    store.prepare()
    accounts = {"x/ed", *reposts}
    write_rows(store, s.Account, [{"id": a, "platform": "x"} for a in sorted(accounts)])
    posts = [(f"{a}-{n}", a) for a, count in reposts.items() for n in range(count)]
    write_rows(store, s.Post, [{"id": "x/1", "kind": "original"}])
    write_rows(store, s.Post, [{"id": post, "kind": "repost"} for post, _ in posts])
    rows = [{"source": "x/ed", "target": "x/1"}]
    write_rows(store, s.POSTED, rows + [{"source": a, "target": post} for post, a in posts])
    write_rows(store, s.REPOSTS, [{"source": post, "target": "x/1"} for post, _ in posts])


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    path = tmp_path / "last-year.kgl"
    with open_store(str(path), write=True) as store:
        plant(store, {"x/ana": 4, "x/bob": 2})
    return path


def test_rows_of_one_account_stand_beside_one_another(store: Store, last_year: Path) -> None:
    plant(store, {"x/ana": 3, "x/cy": 5})
    with open_store(str(last_year)) as other:
        both = compare(store, other, "graph-inventory", on="kind")
    assert both.columns == ("element", "kind", "members", "element_elsewhere", "members_elsewhere")
    # Posts: one of Ed, eight reposts here and six there.
    assert ("node", "Account", 3, "node", 3) in both.rows
    assert ("node", "Post", 9, "node", 7) in both.rows


@pytest.mark.parametrize(
    ("column", "message"),
    [("name", "has no column 'name'"), ("handles", "has no column 'handles'")],
)
def test_a_column_that_cannot_be_compared_by_is_refused(
    store: Store, column: str, message: str
) -> None:
    with pytest.raises(QueryUsageError, match=message):
        compare(store, store, "account-record", {"account": "x/ana"}, on=column)


def test_the_command_names_both_cases(tmp_path: Path, last_year: Path) -> None:
    here = tmp_path / "here.kgl"
    with open_store(str(here), write=True) as store:
        plant(store, {"x/ana": 3, "x/cy": 5})
    command = ["--graph", str(here), "query", "compare", "account-record", "--with", str(last_year)]
    done = CliRunner().invoke(meute, [*command, "-p", "account=x/ana", "--format", "json"])
    assert done.exit_code == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["account"], row["reposts"], row["reposts_elsewhere"]) == ("x/ana", 3, 4)
    assert "1 row in both cases" in done.stderr
    done = CliRunner().invoke(meute, [*command, "-p", "account=x/bob", "--format", "json"])
    assert done.stdout.strip() == "[]"
    assert "0 rows in both cases" in done.stderr
