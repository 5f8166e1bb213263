"""Whole loads into real graphs, on each engine."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meute.errors import BrokenInputError, InputError, UnknownFormatError, UsageError
from meute.graph import Store, open_store
from meute.graph.schema import Import
from meute.graph.tables import rows_of
from meute.loader import pipeline, reading, small_files
from meute.loader.pipeline import Options, RejectedError, load_files
from meute.loader.reports import LoadReport

from .conftest import Loading, kept
from .graphs import Snapshot, clear, differences, snapshot
from .making import tweet, write_tweets


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    total = report.counts
    return total.read, total.loaded, total.merged, total.rejected


def test_a_file_is_loaded_once(load: Loading, store: Store, tmp_path: Path) -> None:
    path = write_tweets(tmp_path / "a.jsonl", [tweet(n, by=n % 3) for n in range(10)])
    first = load(path)
    before = snapshot(store)
    assert (counts(first), first.files[0].state) == ((10, 10, 0, 0), "loaded")
    assert len(before["Post"]) == len(before["POSTED"]) == 10
    assert len(before["Account"]) == 3

    copy = tmp_path / "another name.txt"
    copy.write_bytes(path.read_bytes())
    second = load(copy)
    assert (counts(second), second.files[0].state) == ((0, 0, 0, 0), "known")

    again = load(path, again=True)
    assert (counts(again), again.files[0].state) == ((10, 0, 10, 0), "loaded")
    assert differences(before, snapshot(store)) == []
    (journal,) = rows_of(store.existing(Import, [first.files[0].digest]))
    assert (journal["read"], journal["loaded"], journal["merged"]) == (10, 10, 0)
    assert (journal["file"], journal["format"]) == (str(path), "x-api-v2")


def test_repeats_within_a_file_and_between_files_are_merged(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    one = write_tweets(tmp_path / "1.jsonl", [tweet(1), tweet(2), tweet(1)])
    two = write_tweets(tmp_path / "2.jsonl", [tweet(2, lang="fr"), tweet(3)])
    report = load(one, two)
    assert [counts(LoadReport([file])) for file in report.files] == [(3, 2, 1, 0), (2, 1, 1, 0)]
    assert snapshot(store)["Post"]["x/10000002"]["lang"] == "fr"


def test_a_referenced_post_is_new_until_it_comes_whole(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    referring = tweet(2, referenced_tweets=[{"type": "replied_to", "id": "10000001"}])
    first = load(write_tweets(tmp_path / "1.jsonl", [referring]))
    assert snapshot(store)["Post"]["x/10000001"]["stub"] is True
    second = load(write_tweets(tmp_path / "2.jsonl", [tweet(1)]))
    assert counts(first) == counts(second) == (1, 1, 0, 0)
    held = snapshot(store)
    assert held["Post"]["x/10000001"]["stub"] is False
    assert held["Post"]["x/10000001"]["text"] == "post 1"
    assert ("x/10000002", "x/10000001") in held["REPLIES_TO"]


def test_a_later_look_at_all_counts_clears_what_was_noted_of_older_ones(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    looks = [
        {"like_count": 1, "retweet_count": 1},
        {"like_count": 2},
        {"like_count": 3, "retweet_count": 3},
    ]
    noted = []
    for day, metrics in enumerate(looks, 1):
        collected = {"retrieved_at": f"2021-10-2{day}T00:00:00Z"}
        look = tweet(1, public_metrics=metrics, __twarc=collected)
        load(write_tweets(tmp_path / f"{day}.jsonl", [look]))
        noted.append(snapshot(store)["Post"]["x/10000001"].get("counts_older"))
    assert noted == [None, "reposts 1634774400", None]
    held = snapshot(store)["Post"]["x/10000001"]
    assert (held["likes"], held["reposts"]) == (3, 3)


def test_strict_stops_at_the_first_reject(load: Loading, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(tweet(1)) + "\nno json\n" + json.dumps(tweet(2)) + "\n")
    with pytest.raises(RejectedError, match="line 2: no JSON") as caught:
        load(path, strict=True)
    assert "--strict" in caught.value.remedy
    assert snapshot(store) == {}


@pytest.mark.parametrize(
    ("name", "content", "error", "reason"),
    [
        ("empty.jsonl", b"", BrokenInputError, "is empty"),
        ("binary.jsonl", bytes(range(256)) * 40, BrokenInputError, "binary"),
        ("cut.jsonl.gz", gzip.compress(os.urandom(9000))[:-20], BrokenInputError, "in the middle"),
        ("other.jsonl", b'{"a": 1}\n', UnknownFormatError, "No format recognises"),
    ],
)
def test_a_refused_file_leaves_nothing_and_the_others_are_loaded(
    load: Loading, store: Store, tmp_path: Path, name: str, content: bytes, error, reason: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    good = write_tweets(tmp_path / "good.jsonl", [tweet(1)])
    report = load(bad, good)
    assert [file.state for file in report.files] == ["refused", "loaded"]
    assert isinstance(report.files[0].error, error)
    assert reason in report.files[0].error.message
    assert report.files[0].error.remedy
    assert len(snapshot(store)["Import"]) == 1


def test_nothing_sound_makes_no_graph(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    graph = tmp_path / "case.kgl"

    def open_graph() -> Store:
        return open_store(str(graph), write=True)

    report = load_files([str(tmp_path / "empty.jsonl")], open_graph)
    assert report.files[0].state == "refused"
    with pytest.raises(InputError, match="cannot be read"):
        load_files([str(tmp_path / "missing.jsonl")], open_graph)
    with pytest.raises(UsageError, match="no format"):
        load_files([str(tmp_path / "empty.jsonl")], open_graph, Options(format="none"))
    assert not list(tmp_path.glob("case.kgl*"))


def test_what_is_found_beside_exports_is_left_out(load: Loading, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    write_tweets(folder / "a.jsonl", [tweet(1)])
    (folder / "README.txt").write_text("What this is.\nAnd where from.\n")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("posts.jsonl", json.dumps(tweet(2)))
        archive.writestr("more.jsonl", json.dumps(tweet(3)))
        archive.writestr("notes.txt", "no posts")
    report = load(folder)
    assert [(file.file.rpartition("/")[2], file.state) for file in report.files] == [
        ("README.txt", "left out"),
        ("a.jsonl", "loaded"),
        ("b.zip:posts.jsonl", "loaded"),
        ("b.zip:more.jsonl", "loaded"),
        ("b.zip:notes.txt", "left out"),
    ]
    assert counts(report) == (3, 3, 0, 0)


def test_a_large_file_is_read_by_another_process(
    load: Loading, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_tweets(tmp_path / "a.jsonl", [tweet(n, by=n % 50) for n in range(3000)])
    load(path)
    alone = snapshot(store)
    clear(store)
    monkeypatch.setattr(pipeline, "READ_AHEAD_BYTES", 1)
    monkeypatch.setenv("MEUTE_LOAD_CHUNK", "2000")
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"a": 1}\n')
    broken = tmp_path / "broken.jsonl"
    broken.write_text(json.dumps(tweet(1)) + "\nno json\n")
    report = load(path, bad, broken)
    assert [file.state for file in report.files] == ["loaded", "refused", "loaded"]
    assert counts(report) == (3002, 3000, 1, 1)
    assert differences(alone["Post"], snapshot(store)["Post"]) == []


class DeathError(Exception):
    """Stands for a death in the middle."""


@dataclass
class Undisturbed:
    """Exports with rejects, and what loading them without a death leaves, by engine and way."""

    arguments: list[str]
    left: dict[tuple[str, bool], tuple[Snapshot, bytes]] = field(default_factory=dict)

    def of(self, store: Store, rejects: Path, *, alone: bool) -> tuple[Snapshot, bytes]:
        """Load them into the empty store and clear it, the first time."""
        key = (store.engine, alone)
        if key not in self.left:
            load_files(self.arguments, lambda: kept(store), Options(rejects=rejects))
            self.left[key] = snapshot(store), rejects.read_bytes()
            clear(store)
        return self.left[key]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    tweets = [
        tweet(
            n,
            by=n % 7,
            text=f"@user{n % 5} #a",
            entities={"mentions": [{"username": f"user{n % 5}"}], "hashtags": [{"tag": "a"}]},
            referenced_tweets=[{"type": "replied_to", "id": str(10_000_000 + n // 2)}],
        )
        for n in range(60)
    ]
    lines = [json.dumps(one) for one in tweets]
    lines[20] = lines[40] = "no json"
    folder = tmp_path_factory.mktemp("exports")
    path = folder / "a.jsonl"
    path.write_text("\n".join(lines))
    return Undisturbed([str(path), str(write_tweets(folder / "b.jsonl", tweets[::3]))])


@pytest.mark.parametrize(
    ("writes", "alone"), [*((n, True) for n in range(0, 82, 6)), *((n, False) for n in range(9))]
)
def test_a_load_that_stops_anywhere_goes_on_there(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    undisturbed: Undisturbed,
    writes: int,
    alone: bool,
) -> None:
    """Files that are read alone, in many chunks, and small ones, which share one."""
    monkeypatch.setattr(reading, "CHUNK_WEIGHT", 50)
    if alone:
        monkeypatch.setattr(small_files, "_SMALL_BYTES", 0)
    expected, expected_rejects = undisturbed.of(store, tmp_path / "expected", alone=alone)
    rejects = tmp_path / "r.ndjson"
    left = writes

    def dying(method):
        def call(*arguments):
            nonlocal left
            left -= 1
            if left < 0:
                raise DeathError
            return method(*arguments)

        return call

    with monkeypatch.context() as patched:
        for name in ("write_nodes", "write_relationships", "execute"):
            patched.setattr(store, name, dying(getattr(store, name)))
        with pytest.raises(DeathError):
            load_files(undisturbed.arguments, lambda: kept(store), Options(rejects=rejects))
    load_files(undisturbed.arguments, lambda: kept(store), Options(rejects=rejects))
    assert differences(expected, snapshot(store)) == []
    assert rejects.read_bytes() == expected_rejects


@st.composite
def exports(draw: st.DrawFn) -> list[list[dict]]:
    """A few files of posts that refer to one another, by id and by handle; each has one author."""
    number = st.integers(0, 5)
    one = st.builds(
        lambda n, mention, reply, likes, named: tweet(
            n,
            by=n % 3 + 1,
            author={"id": str(n % 3 + 1), "username": named, "name": "N"},
            entities={"mentions": [{"username": mention}]} if mention else {},
            referenced_tweets=[{"type": "replied_to", "id": str(10_000_000 + reply)}]
            if reply is not None
            else [],
            public_metrics={"like_count": likes},
        ),
        number,
        st.none() | st.sampled_from(["user1", "USER2", "user3", "nobody"]),
        st.none() | number,
        st.integers(0, 3),
        st.sampled_from(["user1", "user2", "user3"]),
    )
    return draw(st.lists(st.lists(one, min_size=1, max_size=4), min_size=2, max_size=3))


ORDERED = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@pytest.mark.parametrize("store", ["embedded"], indirect=True)
@given(exports(), st.randoms(use_true_random=False))
@settings(max_examples=15, **ORDERED)
def test_order_and_division_of_files_do_not_matter(
    store: Store, tmp_path: Path, files, random
) -> None:
    same_in_any_order(store, tmp_path, files, random)


@pytest.mark.neo4j
@pytest.mark.parametrize("store", ["neo4j"], indirect=True)
@given(exports(), st.randoms(use_true_random=False))
@settings(max_examples=5, **ORDERED)
def test_order_and_division_of_files_do_not_matter_on_a_server(
    store: Store, tmp_path: Path, files, random
) -> None:
    """With fewer examples: each is a dozen loads."""
    same_in_any_order(store, tmp_path, files, random)


def same_in_any_order(store: Store, folder: Path, files, random) -> None:
    def graph_of(parts: list[list[dict]]) -> dict:
        clear(store)
        paths = [write_tweets(folder / f"{n}.jsonl", p) for n, p in enumerate(parts)]
        load_files([str(path) for path in paths], lambda: kept(store))
        return snapshot(store, imports=False)

    expected = graph_of(files)
    shuffled = [*files]
    random.shuffle(shuffled)
    assert differences(expected, graph_of(shuffled)) == []
    assert differences(expected, graph_of([[one for file in files for one in file]])) == []
    assert differences(expected, graph_of([[one] for file in files for one in file])) == []
