"""Acts are read the same whatever stretches of time they are read in."""

from __future__ import annotations

import pytest

from meute.detect import reading
from meute.detect.reading import read_activity, read_acts
from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.graph.traces import TRACES
from meute.queries import tables
from meute.queries.tables import time_spans

HOUR = 3_600
TIMES = [-5, 0, HOUR - 1, HOUR, HOUR + 1, HOUR + 2, 9 * HOUR, 2**40]


def plant(store: Store) -> None:
    """Posts at the times; all but the first two are reposts of the second."""
    posts = [
        {"id": f"x/{n}", "kind": "repost" if n > 1 else "original", "ts": ts, "text": f"Text {n}"}
        for n, ts in enumerate(TIMES)
    ]
    write_rows(store, s.Account, [{"id": f"x/a{n}"} for n in range(3)])
    write_rows(store, s.Post, [*posts, {"id": "x/undated"}, {"id": "x/of-nobody", "ts": -HOUR}])
    posted = [{"source": f"x/a{n % 3}", "target": f"x/{n}"} for n in range(len(TIMES))]
    write_rows(store, s.POSTED, [*posted, {"source": "x/a0", "target": "x/undated"}])
    reposts = [{"source": f"x/{n}", "target": "x/1"} for n in range(2, len(TIMES))]
    write_rows(store, s.REPOSTS, reposts)


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
def test_stretches_hold_every_act_once(
    store: Store, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(store)
    monkeypatch.setattr(tables, "POSTS_AT_ONCE", at_once)
    spans = time_spans(store)
    assert len(spans) == {1: 5, 3: 3, 1_000: 1}[at_once]
    acts = read_acts(store, "trace-reposts", spans).sort_values("ts")
    assert acts["post"].tolist() == [f"x/{n}" for n in range(2, len(TIMES))]
    assert acts["ts"].tolist() == TIMES[2:]
    assert acts["account"].astype(object).tolist() == ["x/a2", "x/a0", "x/a1"] * 2
    assert acts["object"].cat.categories.tolist() == ["x/1"]
    assert acts["author"].astype(object).tolist() == ["x/a1"] * 6
    assert acts["began"].tolist() == [0] * 6


@pytest.mark.parametrize("query", sorted({trace.query for trace in TRACES.values()}))
def test_an_empty_graph_has_no_acts(store: Store, query: str) -> None:
    rows = read_acts(store, query, time_spans(store))
    assert rows.empty
    assert {"account", "object", "ts", "precision", "post"} <= set(rows.columns)


def test_the_period_is_that_of_posts_nobody_refers_to(store: Store) -> None:
    assert (read_activity(store).first, read_activity(store).last) == (0, 0)
    plant(store)
    activity = read_activity(store)
    assert (activity.first, activity.last) == (-5, 2**40)
    assert activity.hours.tolist() == [-1, 0, 1, 9, 2**40 // HOUR]
    assert activity.posts.tolist() == [1, 2, 3, 1, 1]
    assert len(activity.times) == len(TIMES)


def test_where_every_post_is_referred_to_the_period_is_that_of_all(store: Store) -> None:
    write_rows(store, s.Account, [{"id": "x/a"}])
    write_rows(store, s.Post, [{"id": "x/1", "ts": 7}, {"id": "x/2", "ts": 9}])
    write_rows(store, s.POSTED, [{"source": "x/a", "target": f"x/{n}"} for n in (1, 2)])
    write_rows(store, s.QUOTES, [{"source": f"x/{a}", "target": f"x/{b}"} for a, b in ("12", "21")])
    activity = read_activity(store)
    assert (activity.first, activity.last, activity.posts.tolist()) == (7, 9, [2])


def test_an_original_whose_author_is_unknown_has_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(store)
    monkeypatch.setattr(reading, "AUTHORS_AT_ONCE", 1)
    write_rows(store, s.REPOSTS, [{"source": "x/3", "target": "x/of-nobody"}])
    acts = read_acts(store, "trace-reposts", time_spans(store))
    authors = acts.groupby("object", observed=True)["author"].first()
    assert authors["x/1"] == "x/a1"
    assert authors.isna()["x/of-nobody"]
    assert len(acts) == len(TIMES) - 1
