"""Rows of stored queries become acts, or are refused with a reason."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from meute.detect.id_times import times_of_ids
from meute.detect.traces import account_names, chosen, codes_of, gather
from meute.errors import DetectError, UsageError
from meute.graph.traces import TRACES
from meute.queries.catalogue import catalogue

NOW = 1_700_000_000


def rows_of(*rows, **more):
    frame = pd.DataFrame(
        [(*row, "second")[:4] if len(row) == 3 else row for row in rows],
        columns=["account", "object", "ts", "precision"],
    ).astype({"precision": object})
    return frame.assign(**more)


def gathered(trace, rows, window=60):
    names = account_names([rows])
    return names, gather(TRACES[trace], rows, names, window, NOW)


def test_codes_are_places_among_sorted_names():
    rows = rows_of(("x/b", "o2", 20), ("x/a", "o1", 10), ("x/b", "o1", 15))
    names, found = gathered("repost", rows)
    assert names.tolist() == ["x/a", "x/b"]
    assert found.acts.account.tolist() == [1, 0, 1]
    assert found.acts.object.tolist() == [1, 0, 0]
    assert found.acts.time.tolist() == [20, 10, 15]
    assert np.isnan(found.began).all()
    assert codes_of(pd.Series(["x/b", "x/c"]), names).tolist() == [1, -1]


@pytest.mark.parametrize("trace", ["repost", "text", "near-text", "sequence"])
def test_columns_of_categories_give_the_same_acts(trace):
    rows = rows_of(
        ("x/b", "#C Two words #A", 20, "minute"), ("x/a", "#A", 10, "second"),
        ("x/b", "#A", 15, "second"), ("x/c", "?", 16, "second"), author=["x/d", None, "x/a", None],
    )  # fmt: skip
    held = rows.astype(dict.fromkeys(("account", "object", "precision", "author"), "category"))
    held["object"] = held["object"].cat.set_categories(["#A", "unused", "?", "#C Two words #A"])
    (names, plain), (same, found) = gathered(trace, rows, 600), gathered(trace, held, 600)
    assert names.tolist() == same.tolist()
    for column in ("object", "account", "time"):
        assert getattr(plain.acts, column).tolist() == getattr(found.acts, column).tolist()
    assert plain.author.tolist() == found.author.tolist()
    assert plain.left_out == found.left_out


def test_when_an_original_began():
    rows = rows_of(("a", "o2", 20), ("b", "o1", 10), ("c", "o2", 9), began=[5, None, 5])
    _, found = gathered("repost", rows)
    assert found.began[1] == 5
    assert np.isnan(found.began[0])


def test_the_beginning_of_a_post_on_x_is_in_its_id():
    born = 1_634_759_000
    snowflake = ((born * 1000 - 1_288_834_974_657) << 22) + 77
    rows = rows_of(
        ("a", f"x/{snowflake}", born + 9), ("a", "x/29700859200", 900), ("a", "x/12ab", 901),
        ("a", f"bluesky/{snowflake}", 902), ("a", "x/" + "9" * 30, 903),
        began=[None] * 5,
    )  # fmt: skip
    _, found = gathered("repost", rows)
    assert sorted(found.began[~np.isnan(found.began)].tolist()) == [born]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("bluesky/at://did:plc:abc/app.bsky.feed.post/3jwdwj2ctlk26", 2023),
        ("mastodon/https://social.example/users/b/statuses/109372843234672893", 2022),
        ("truthsocial/109372843234672893", 2022),
        ("bluesky/at://did:plc:abc/app.bsky.feed.post/mine", None),
        ("mastodon/https://social.example/users/b/statuses/4711", None),
        ("telegram/109372843234672893", None),
        ("bluesky/at://did:plc:abc/app.bsky.feed.post/zzzzzzzzzzzzz", None),
    ],
)
def test_ids_of_other_platforms_tell_their_time_too(name, year):
    (seconds,) = times_of_ids([name])
    assert np.isnan(seconds) if year is None else time.gmtime(seconds).tm_year == year


def test_an_account_does_not_begin_when_it_is_mentioned():
    _, found = gathered("mention", rows_of(("a", "x/1450907210123456789", 5)))
    assert np.isnan(found.began).all()


def test_texts_are_folded_and_little_ones_left_out():
    rows = rows_of(
        ("a", "The mayor has sold the town hall!", 10),
        ("b", "the MAYOR has sold the town hall", 20),
        ("c", "Hello", 30),
    )
    _, found = gathered("text", rows, 3600)
    assert found.acts.object.tolist() == [0, 0]
    assert found.acts.account.tolist() == [0, 1]
    assert found.left_out == 0


def test_near_texts_and_sequences():
    first = "the mayor has sold the town hall to people whom nobody knows and left the country"
    rows = rows_of(("a", first, 10), ("b", first + " today", 20), ("c", "#x #y #z", 30))
    assert gathered("near-text", rows, 3600)[1].acts.object.tolist() == [0, 0]
    assert gathered("sequence", rows, 300)[1].acts.account.tolist() == [2]


def test_a_window_shorter_than_the_times_are_exact_is_refused():
    rows = rows_of(*[("a", "o", 60 * i, "minute") for i in range(5)])
    with pytest.raises(DetectError, match=r"exact to the minute only.*--window 60"):
        gathered("repost", rows, 30)
    assert len(gathered("repost", rows, 60)[1].acts) == 5


def test_few_coarse_or_damaged_times_are_left_out_and_counted():
    fine = [("a", f"o{i}", 1000 + i) for i in range(40)]
    rows = rows_of(*fine, ("b", "o", 86_400, "day"), ("b", "o", NOW + 1), ("b", "o", -5))
    _, found = gathered("repost", rows)
    assert len(found.acts) == 40
    assert found.left_out == 3


@pytest.mark.parametrize(
    ("ts", "reason"), [(NOW + 1, "dated in the future"), (-5, "dated before 1970")]
)
def test_many_damaged_times_are_refused(ts, reason):
    with pytest.raises(DetectError, match=reason):
        gathered("repost", rows_of(("a", "o", 10), ("b", "o", ts)))


def test_unknown_precision_counts_as_seconds():
    assert len(gathered("repost", rows_of(("a", "o", 10, None)), 1)[1].acts) == 1


def test_no_rows():
    _, found = gathered("repost", rows_of().astype({"ts": object}))
    assert len(found.acts) == 0


def test_every_trace_has_its_stored_query():
    columns = {"account", "object", "ts", "precision", "post"}
    for trace in TRACES.values():
        assert columns <= set(catalogue(internal=True)[trace.query].columns)
        assert trace.window_s >= 1


def test_chosen_traces():
    assert [t.name for t in chosen(["text", "repost", "text"])] == ["repost", "text"]
    with pytest.raises(UsageError, match="no trace 'telepathy'"):
        chosen(["telepathy"])


def test_whoever_writes_words_first_is_their_author():
    words = "the mayor has sold the town hall"
    rows = rows_of(("b", words, 20), ("a", words.upper(), 30), ("c", "x" * 30, 5))
    names, found = gathered("text", rows, 3600)
    assert [names[code] for code in found.author] == ["b", "c"]


def test_words_that_go_with_a_page_are_its_site_s():
    words = "the mayor has sold the town hall"
    rows = rows_of(("b", words, 20), ("a", words, 30), author=[None, "site.example"])
    names, found = gathered("text", rows, 3600)
    assert names[found.author[0]] == "site.example"
    _, found = gathered("hashtag", rows_of(("b", "tag", 20)))
    assert found.author.tolist() == [-1]
