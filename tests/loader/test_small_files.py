"""Files that share a chunk, and posts that two files give to two authors."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from meute.graph.store import Store
from meute.loader import small_files
from meute.loader.pipeline import Options, load_files

from .graphs import snapshot
from .making import tweet, write_tweets


def kept(store: Store) -> AbstractContextManager[Store]:
    return nullcontext(store)


def test_small_files_are_counted_and_refused_each_by_itself(store: Store, tmp_path: Path) -> None:
    """The second holds a post of the first, the third nothing, the fourth a line that is none."""
    write_tweets(tmp_path / "a.jsonl", [tweet(1), tweet(2)])
    write_tweets(tmp_path / "b.jsonl", [tweet(2), tweet(3)])
    (tmp_path / "c.jsonl").write_text('{"bar": 1}')
    (tmp_path / "d.jsonl").write_text(json.dumps(tweet(4)) + "\nno json\n")
    (tmp_path / "e.jsonl").write_bytes((tmp_path / "a.jsonl").read_bytes())
    names = [str(tmp_path / f"{name}.jsonl") for name in "abcde"]
    report = load_files(names, lambda: kept(store))
    figures = [(f.counts.loaded, f.counts.merged, f.counts.rejected) for f in report.files]
    assert figures == [(2, 0, 0), (1, 1, 0), (0, 0, 0), (1, 0, 1), (0, 0, 0)]
    assert [f.state for f in report.files] == ["loaded", "loaded", "refused", "loaded", "known"]
    again = load_files([*names, str(write_tweets(tmp_path / "f.jsonl", [tweet(9)]))],
                       lambda: kept(store))  # fmt: skip
    assert [f.state for f in again.files] == ["known", "known", "refused", "known", "known",
                                              "loaded"]  # fmt: skip


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("together", [True, False])
def test_one_id_with_two_authors_in_two_files_is_a_contradiction(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: bool, together: bool
) -> None:
    if not small:
        monkeypatch.setattr(small_files, "_SMALL_BYTES", 0)
    tag = {"hashtags": [{"tag": "b"}], "mentions": [{"username": "user3", "id": "3"}]}
    tweets = [tweet(3, by=2), tweet(1, by=2, text="not mine", entities=tag)]
    first = write_tweets(tmp_path / "a.jsonl", [tweet(1, by=1, text="mine")])
    second = write_tweets(tmp_path / "b.jsonl", tweets)
    rejects = tmp_path / "rejects.ndjson"
    for paths in ([first, second],) if together else ([first], [second]):
        names = [str(path) for path in paths]
        report = load_files(names, lambda: kept(store), Options(rejects=rejects))
    (rejected,) = report.files[-1].samples
    assert (rejected.record, "two authors" in rejected.reject.reason) == (2, True)
    counts = report.files[-1].counts
    assert (counts.read, counts.loaded, counts.merged, counts.rejected) == (2, 1, 0, 1)
    assert len(rejects.read_text().splitlines()) == 1
    graph = snapshot(store)
    assert set(graph["POSTED"]) == {("x/1", "x/10000001"), ("x/2", "x/10000003")}
    assert graph["Post"]["x/10000001"]["text"] == "mine"
    assert not graph.get("TAGGED")
    assert not graph.get("MENTIONS")
