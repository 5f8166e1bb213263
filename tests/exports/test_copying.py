"""A case copied into another graph is the same case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import StoreError, UsageError
from meute.exports.copying import copy_graph
from meute.graph import Store, contents, open_store
from meute.graph.digests import digests
from meute.graph.schema import CO_REPOSTS, Account, Hashtag, Post
from meute.graph.tables import write_rows

from ..queries.planted import plant


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "source.kgl"), write=True) as graph:
        plant(graph)
        yield graph


def test_a_copy_there_and_back_is_identical(store: Store, source: Store, tmp_path: Path) -> None:
    before = digests(source)
    assert sum(held.count for held in before.values()) > 60
    first = copy_graph(source, store)
    assert first.written == sum(held.count for held in before.values())
    assert digests(store) == before
    again = copy_graph(source, store)
    assert (again.written, again.differing) == (0, [])
    with open_store(str(tmp_path / "back.kgl"), write=True) as back:
        copy_graph(store, back)
        assert digests(back) == before
        assert back.counts() == source.counts()


def test_an_interrupted_copy_goes_on(
    store: Store, source: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "PAGE", 7)

    def interrupt(name: str, count: int) -> None:
        if name == "POSTED":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_graph(source, store, interrupt)
    before = digests(source)
    left = sum(held.count for held in before.values()) - sum(
        held.count for held in digests(store).values()
    )
    assert left
    report = copy_graph(source, store)
    assert report.written == left
    assert digests(store) == before


def test_what_differs_is_written_and_what_was_there_stays(store: Store, source: Store) -> None:
    write_rows(store, Hashtag, [{"id": "elsewhere", "display": "Elsewhere"}])
    (first,) = source.read("MATCH (p:Post) RETURN p.id ORDER BY p.id LIMIT 1").rows[0]
    write_rows(store, Post, [{"id": first, "text": "other", "app": "kept"}])
    report = copy_graph(source, store)
    assert sorted(report.differing) == ["Hashtag", "Post"]
    assert store.read("MATCH (h:Hashtag {id: 'elsewhere'}) RETURN h.display").rows
    text = "MATCH (p:Post {id: $id}) RETURN p.text"
    assert store.read(text, {"id": first}).rows == source.read(text, {"id": first}).rows


def test_runs_of_one_pair_are_copied_each(store: Store, source: Store) -> None:
    accounts = [{"id": "x/1"}, {"id": "x/2"}]
    ties = [
        {"source": "x/1", "target": "x/2", "run": run, "shared": n} for n, run in enumerate("ab")
    ]
    write_rows(source, Account, accounts)
    write_rows(source, CO_REPOSTS, ties)
    write_rows(store, Account, accounts)
    write_rows(store, CO_REPOSTS, ties[:1])
    assert copy_graph(source, store).differing == []
    assert digests(store) == digests(source)


def test_a_target_that_loses_something_is_told(
    store: Store, source: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rows(store, Hashtag, [{"id": "elsewhere"}])
    wrote = type(store).write_nodes

    def forgetful(self: Store, declared: object, table: object) -> None:
        if declared is not Post:
            wrote(self, declared, table)  # type: ignore[arg-type]

    write_rows(store, Post, [])
    report = copy_graph(source, store)
    store.execute("MATCH (p:Post) DETACH DELETE p")
    monkeypatch.setattr(type(store), "write_nodes", forgetful)
    monkeypatch.setattr(type(store), "write_relationships", lambda *_: None)
    assert report.differing == ["Hashtag"]
    with pytest.raises(StoreError, match=r"Post of .* are not in .* again"):
        copy_graph(source, store)


def test_a_link_to_the_case_is_the_case(source: Store, tmp_path: Path) -> None:
    source.close()
    link = tmp_path / "link.kgl"
    link.symlink_to("source.kgl")
    for one, other in (("source.kgl", "link.kgl"), ("link.kgl", "source.kgl")):
        command = ["--graph", str(tmp_path / one), "copy", "--to", str(tmp_path / other)]
        done = CliRunner().invoke(meute, command)
        assert isinstance(done.exception, UsageError)
        assert "cannot be copied into itself" in str(done.exception)


def test_the_command_tells_what_was_copied(source: Store, tmp_path: Path) -> None:
    source.execute("MATCH (a:Account) SET a.note = 'mine'")
    source.close()
    other = str(tmp_path / "other.kgl")
    command = ["--graph", str(tmp_path / "source.kgl"), "copy", "--to", other]
    for _ in range(2):
        done = CliRunner().invoke(meute, command)
        assert done.exit_code == 0, done.output
        assert "the digests of all types are equal" in done.stderr
        assert "not part of the graph's schema: Account.note" in done.stderr
    assert "of which 0 were written" in done.stderr
