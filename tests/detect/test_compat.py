"""The edges of two other tools: a check set by hand, and their own output on real data."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest

from meute.detect import compat, findings
from meute.detect.acts import check_acts
from meute.detect.compat import coortweet_edges, toolkit_edges
from meute.errors import DetectError

CHECK_SET = [
    ("u0", "r0", 0), ("u0", "r0", 1), ("u1", "r0", 59), ("u2", "r1", 60), ("u2", "r2", 70),
    ("u3", "r1", 70), ("u3", "r2", 131), ("u4", "r3", 30), ("u4", "r4", 40), ("u5", "r3", 89),
    ("u5", "r4", 41), ("u10", "r5", 42), ("u10", "r5", 52), ("u11", "r6", 42), ("u12", "r6", 300),
]  # fmt: skip


def coded(rows):
    accounts, account = np.unique([row[0] for row in rows], return_inverse=True)
    _, objects = np.unique([row[1] for row in rows], return_inverse=True)
    return accounts, check_acts(objects, account, [row[2] for row in rows])


def toolkit(rows, window, minimum, **options):
    names, acts = coded(rows)
    edges = toolkit_edges(acts, window, minimum, **options)
    return {
        (str(names[s]), str(names[t])): int(w)
        for s, t, w in zip(edges.source, edges.target, edges.weight, strict=True)
    }


def coortweet(rows, window, participation, **options):
    names, acts = coded(rows)
    options.setdefault("content", np.arange(len(rows)))
    edges = coortweet_edges(acts, window, participation, **options)
    return {
        (str(names[a]), str(names[b])): (int(w), float(gap))
        for a, b, w, gap in zip(edges.a, edges.b, edges.weight, edges.mean_gap, strict=True)
    }


@pytest.mark.parametrize(
    ("window", "minimum", "expected"),
    [
        (1, 1, {("u4", "u5"): 1, ("u5", "u4"): 1}),
        (
            60,
            1,
            {
                ("u0", "u1"): 2, ("u1", "u0"): 1, ("u2", "u3"): 1, ("u3", "u2"): 1,
                ("u4", "u5"): 2, ("u5", "u4"): 2,
            },
        ),
        (60, 2, {("u0", "u1"): 2, ("u4", "u5"): 2, ("u5", "u4"): 2}),
    ],
)  # fmt: skip
def test_toolkit_on_the_check_set(window, minimum, expected):
    assert toolkit(CHECK_SET, window, minimum) == expected


@pytest.mark.parametrize(
    ("participation", "expected"),
    [
        (1, {("u0", "u1"): (2, 58.5), ("u2", "u3"): (1, 10), ("u4", "u5"): (2, 30)}),
        (2, {("u4", "u5"): (2, 30)}),
    ],
)
def test_coortweet_on_the_check_set(participation, expected):
    assert coortweet(CHECK_SET, 60, participation) == expected


def test_toolkit_drops_repeated_messages_and_can_show_loops():
    rows = [("a", "r", 5), ("a", "r", 6), ("b", "r", 7)]
    assert toolkit(rows, 60, 1, content=[0, 0, 1]) == {("a", "b"): 1, ("b", "a"): 1}
    assert toolkit(rows, 60, 2, loops=True) == {("a", "a"): 2, ("a", "b"): 2}


def test_coortweet_leaves_out_loops():
    rows = [("a", "r", 5), ("b", "r", 6), ("c", "r", 7)]
    assert coortweet(rows, 60, 1, content=[0, 0, 1]) == {("a", "c"): (1, 2), ("b", "c"): (1, 1)}
    own = [False, False, True]
    assert coortweet(rows, 60, 1, shares_itself=own) == {("a", "b"): (1, 1)}


def test_coortweet_calls_a_hundred_against_one_symmetric():
    rows = [("a", "r", 100 + t) for t in range(100)] + [("b", "r", 149.5)]
    _, acts = coded(rows)
    edges = coortweet_edges(acts, 60, 1, content=np.arange(101))
    assert edges.weight.tolist() == [100]
    assert edges.symmetry.tolist() == [1.0]


def test_coortweet_strong_edges_are_heavier_than_the_quantile():
    rows = [
        ("a", "r", 1),
        ("b", "r", 2),
        ("c", "s", 1),
        ("d", "s", 2),
        ("c", "t", 1),
        ("d", "t", 2),
        ("e", "u", 1),
        ("f", "u", 2),
    ]
    _, acts = coded(rows)
    edges = coortweet_edges(acts, 10, 1, content=np.arange(8))
    assert edges.weight.tolist() == [1, 2, 1]
    assert edges.strong.tolist() == [False, True, False]


def test_coortweet_asks_for_participation_of_either_account():
    rows = [("a", "r", 1), ("a", "s", 1), ("b", "r", 2), ("b", "t", 500), ("c", "s", 2)]
    rows += [("c", "q", 900), ("d", "v", 1), ("d", "w", 99), ("e", "v", 2), ("e", "x", 999)]
    assert coortweet(rows, 10, 2) == {("a", "b"): (1, 1), ("a", "c"): (1, 1)}


def test_nothing_in_nothing_out():
    assert toolkit([("a", "r", 1)], 60, 1) == {}
    assert coortweet([("a", "r", 1)], 60, 1) == {}
    assert coortweet([("a", "r", 1)], 60, 2) == {}


@pytest.fixture
def real(shared_data):
    """Read a file of the reference by its name."""

    def read(name):
        with gzip.open(shared_data / "coordination" / name, "rt", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.mark.parametrize(("window", "pairs"), [(10, 1_092), (60, 6_206)])
def test_toolkit_on_real_data(real, window, pairs):
    rows = real("russian_coord_tweets.csv.gz")
    expected = {
        (row["user_1"], row["user_2"]): int(row["weight"])
        for row in real(f"cnt_co_retweet_{window}s.csv.gz")
    }
    triples = [(r["account_id"], r["object_id"], float(r["timestamp_share"])) for r in rows]
    content = np.unique([r["content_id"] for r in rows], return_inverse=True)[1]
    assert len({frozenset(pair) for pair in expected if pair[0] != pair[1]}) == pairs
    assert toolkit(triples, window, 1, content=content, loops=True) == expected


@pytest.mark.parametrize(("window", "pairs"), [(10, 442), (60, 3_721)])
def test_coortweet_on_real_data(real, window, pairs):
    rows = real("russian_coord_tweets.csv.gz")
    expected = {
        (row["account_id"], row["account_id_y"]): int(row["weight"])
        for row in real(f"coortweet_edges_{window}s_mp2.csv.gz")
    }
    triples = [(r["account_id"], r["object_id"], float(r["timestamp_share"])) for r in rows]
    edges = coortweet(
        triples,
        window,
        2,
        content=np.unique([r["content_id"] for r in rows], return_inverse=True)[1],
        shares_itself=[r["content_id"] == r["object_id"] for r in rows],
    )
    assert len(expected) == pairs
    assert {pair: weight for pair, (weight, _) in edges.items()} == expected


def test_more_pairs_of_rows_than_fit_are_refused_with_their_number(monkeypatch):
    assert coortweet(CHECK_SET, 60, 1)
    monkeypatch.setattr(compat, "MOST_ROW_PAIRS", 4)
    with pytest.raises(DetectError, match="made of 5 pairs of rows, more than the 4 "):
        coortweet(CHECK_SET, 60, 1)


def test_more_edges_than_fit_are_refused_with_their_number(monkeypatch):
    monkeypatch.setattr(findings, "MOST_WRITTEN", 2)
    a, b = np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32)
    assert len(findings.edge_table(a[:2], b[:2], np.array(["x/1", "x/2", "x/3"], object), 60, {}))
    with pytest.raises(DetectError, match="there are 3 edges, more than the 2 "):
        findings.edge_table(a, b, np.array(["x/1", "x/2", "x/3"], object), 60, {})
