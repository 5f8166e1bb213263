"""Rows are the same however records are cut into batches and whatever order they come in."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.graph.schema import (
    LINKS_TO,
    MENTIONS,
    NODE_BY_LABEL,
    ON,
    POSTED,
    QUOTES,
    RELATIONSHIP_BY_KIND,
    REPLIES_TO,
    REPOSTS,
    REPOSTS_ACCOUNT,
    SHOWS,
    TAGGED,
    Account,
    Domain,
    Hashtag,
    Link,
    Media,
    Post,
)
from meute.graph.tables import rows_of
from meute.loader import records
from meute.loader.posts import PostObservations
from meute.loader.rows import Batch, RowBuilder

from .making import account, accounts, post, posts
from .reference import reference


def batch_of(*found: records.Record) -> Batch:
    builder = RowBuilder()
    for record in found:
        assert builder.add(record) is None
    return builder.batch()


def nodes_of(batch: Batch) -> dict[Any, list[dict[str, Any]]]:
    return {NODE_BY_LABEL[label]: rows_of(table) for label, table in batch.nodes.items()}


def ties_of(batch: Batch, declared: Any) -> dict[tuple[str, str], Any]:
    """The relationships of a type: their ends, and whether they are implicit."""
    table = batch.ties.get(declared.kind)
    rows = [] if table is None else rows_of(table)
    ties = {(row["source"], row["target"]): row.get("implicit") for row in rows}
    assert len(ties) == len(rows), declared.kind
    return ties


def content(batches: list[Batch]) -> dict[Any, Any]:
    """Everything in some batches, merged."""
    merged: dict[Any, Any] = {}
    for batch in batches:
        for node_type, rows in nodes_of(batch).items():
            assert len({row["id"] for row in rows}) == len(rows), node_type.label
            for row in rows:
                key = (node_type.label, row["id"])
                merged[key] = reference(node_type, merged[key], row) if key in merged else row
        for kind in batch.ties:
            for pair, implicit in ties_of(batch, RELATIONSHIP_BY_KIND[kind]).items():
                key = (kind, pair)
                merged[key] = merged[key] and implicit if key in merged else implicit
    return merged


everything = st.lists(posts() | accounts(), min_size=1, max_size=5)


@given(everything, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_order_and_cuts_do_not_matter(found, random) -> None:
    whole = content([batch_of(*found)])
    shuffled = [*found]
    random.shuffle(shuffled)
    cut = random.randrange(len(found) + 1)
    assert content([batch_of(*shuffled)]) == whole
    assert content([batch_of(*shuffled[:cut]), batch_of(*shuffled[cut:])]) == whole
    assert content([batch_of(*found, *found)]) == whole


@given(everything)
@settings(max_examples=50)
def test_one_record_handed_out_twice_says_what_its_copy_says(found) -> None:
    """Readers hand out the very same record for what comes again; rows must not depend on it."""
    carriers = [
        post(90 + n, ts=ts, kind="quote", quote_of=record, account=record.account)
        for record in found
        if isinstance(record, records.Post)
        for n, ts in enumerate((5, 9, 2))
    ]
    assert content([batch_of(*carriers)]) == content([batch_of(*deepcopy(carriers))])
    alone = [batch_of(deepcopy(carrier)) for carrier in carriers]
    assert content([batch_of(*carriers)]) == content(alone)


@given(everything)
@settings(max_examples=50)
def test_every_record_is_new_or_known(found) -> None:
    batch = batch_of(*found)
    assert batch.merged + sum(map(len, batch.candidates.values())) == len(found)


@given(everything)
@settings(max_examples=50)
def test_every_end_of_a_relationship_is_there(found) -> None:
    batch = batch_of(*found)
    ids = {node: {row["id"] for row in rows} for node, rows in nodes_of(batch).items()}
    for tie in map(RELATIONSHIP_BY_KIND.__getitem__, batch.ties):
        ends = ties_of(batch, tie)
        assert {source for source, _ in ends} <= ids[tie.source], tie.kind
        assert {target for _, target in ends} <= ids[tie.target], tie.kind


def nodes_by_id(batch: Batch, node_type) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in nodes_of(batch)[node_type]}


def test_a_repost_of_what_the_export_lacks_keeps_its_edge() -> None:
    original = post(2, by=2, stub=True, text="un texte cou…", text_cut=True)
    batch = batch_of(post(1, kind="repost", repost_of=original, repost_key="strong"))
    assert ties_of(batch, REPOSTS) == {("x/1", "x/2"): None}
    assert set(ties_of(batch, POSTED)) == {("x/1", "x/1"), ("x/2", "x/2")}
    stub = nodes_by_id(batch, Post)["x/2"]
    assert stub["stub"] is True
    assert (stub["text"], stub["text_cut"]) == ("un texte cou…", True)
    assert nodes_by_id(batch, Account)["x/1"]["stub"] is False
    assert nodes_by_id(batch, Account)["x/2"]["stub"] is True


def test_a_weak_repost_ties_to_the_account() -> None:
    reposted = records.Account(platform="x", handle="Bob")
    batch = batch_of(
        post(1, kind="repost", repost_of_account=reposted, repost_key="weak", text="mots")
    )
    assert ties_of(batch, REPOSTS_ACCOUNT) == {("x/1", "x/@bob"): None}
    assert not ties_of(batch, REPOSTS)
    assert nodes_by_id(batch, Post)["x/1"]["repost_key"] == "weak"


def test_a_quote_that_answers_keeps_both() -> None:
    batch = batch_of(
        post(1, kind="reply", quote_of=post(2, by=2), reply_to=post(3, stub=True, account=None))
    )
    assert ties_of(batch, QUOTES) == {("x/1", "x/2"): None}
    assert ties_of(batch, REPLIES_TO) == {("x/1", "x/3"): None}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({}, {("x/1", "x/2"): True}, id="not named"),
        pytest.param({"mentions": [account(2)]}, {("x/1", "x/2"): False}, id="named by id"),
        pytest.param(
            {"mentions": [records.Account(platform="x", handle="BOB")]},
            {("x/1", "x/@bob"): False},
            id="named by handle",
        ),
        pytest.param({"by": 2}, {}, id="to oneself"),
    ],
)
def test_an_answer_mentions_whom_it_answers(answer, expected) -> None:
    answered = account(2, handle="bob")
    batch = batch_of(post(1, kind="reply", reply_to_account=answered, **answer))
    assert ties_of(batch, MENTIONS) == expected


def test_whom_a_reply_answers_wrote_what_it_answers() -> None:
    original = post(2, account=None, stub=True)
    batch = batch_of(post(1, kind="reply", reply_to=original, reply_to_account=account(2)))
    assert ("x/2", "x/2") in ties_of(batch, POSTED)


def test_content_has_one_node_each() -> None:
    shown = records.Media(key="3_1", kind="photo")
    batch = batch_of(
        post(1, hashtags=["Dehors", "DEHORS"], links=["https://www.a.example/x?utm_source=t"]),
        post(2, hashtags=["dehors"], links=["https://www.a.example/x"], media=[shown]),
    )
    nodes = nodes_of(batch)
    assert nodes[Hashtag] == [{"id": "dehors", "display": "DEHORS"}]
    assert nodes[Link] == [{"id": "https://www.a.example/x"}]
    assert nodes[Domain] == [{"id": "a.example"}]
    assert nodes[Media] == [{"id": "3_1", "kind": "photo"}]
    assert set(ties_of(batch, TAGGED)) == {("x/1", "dehors"), ("x/2", "dehors")}
    assert len(ties_of(batch, LINKS_TO)) == 2
    assert set(ties_of(batch, ON)) == {("https://www.a.example/x", "a.example")}
    assert set(ties_of(batch, SHOWS)) == {("x/2", "3_1")}


def test_what_is_carried_was_seen_when_its_carrier_was_posted() -> None:
    original = post(2, by=2, ts=100, counts=records.Engagement(likes=5))
    batch = batch_of(
        post(3, ts=500, kind="repost", repost_of=original, repost_key="strong"),
        post(4, ts=400, kind="repost", repost_of=original, repost_key="strong"),
    )
    assert nodes_by_id(batch, Post)["x/2"]["counts_at"] == 500


def test_accounts_keep_every_handle_and_the_span_of_their_posts() -> None:
    batch = batch_of(
        post(1, ts=100, account=account(1, handle="ancien")),
        post(2, ts=200, account=account(1, handle="nouveau", followers=3)),
        post(3, ts=150, account=account(1)),
    )
    row = nodes_by_id(batch, Account)["x/1"]
    assert (row["handle"], row["handles"]) == ("nouveau", ["ancien", "nouveau"])
    assert row["first_seen_at"] == "1970-01-01T00:01:40Z"
    assert row["last_seen_at"] == "1970-01-01T00:03:20Z"
    assert (row["followers"], row["profile_at"]) == (3, 200)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (records.Post(platform="x", native_id=""), "a post without id"),
        (records.Account(platform="x"), "an account without id or handle"),
    ],
)
def test_what_has_no_id_is_rejected(record, reason: str) -> None:
    builder = RowBuilder()
    assert builder.add(record) == reason
    assert builder.batch().merged == 0
    assert not any(nodes_of(builder.batch()).values())


def test_a_count_that_cannot_be_is_no_count() -> None:
    batch = batch_of(
        post(
            1,
            counts=records.Engagement(likes=2**63, reposts=4),
            account=account(1, followers=10**40),
        )
    )
    row = nodes_by_id(batch, Post)["x/1"]
    assert (row["reposts"], row["damaged"]) == (4, True)
    assert "likes" not in row
    assert "followers" not in nodes_by_id(batch, Account)["x/1"]


def test_a_score_may_be_below_zero_and_other_counts_may_not() -> None:
    batch = batch_of(
        post(1, counts=records.Engagement(likes=-3)), post(2, counts=records.Engagement(views=-3))
    )
    first, second = (nodes_by_id(batch, Post)[f"x/{number}"] for number in (1, 2))
    assert (first["likes"], first.get("damaged")) == (-3, None)
    assert ("views" in second, second.get("damaged")) == (False, True)


def test_weight_follows_fan_out_and_text() -> None:
    def weight(record: records.Post) -> int:
        builder = RowBuilder()
        builder.add(record)
        return builder.weight

    assert weight(post(1, hashtags=[f"t{n}" for n in range(1000)])) > 1000
    assert weight(post(1, mentions=[account(n) for n in range(1000)])) > 1000
    assert weight(post(1, text="a" * 1_000_000)) > 1000


def test_a_repeated_original_is_seen_once_more_by_all_that_it_names() -> None:
    original = post(2, by=2, mentions=[account(3, handle="cy")])
    reposts = [post(n, ts=n, kind="repost", repost_of=original) for n in (10, 11)]
    at_once = batch_of(*reposts)
    one_by_one = content([batch_of(one) for one in reposts])
    assert content([at_once]) == one_by_one
    assert nodes_by_id(at_once, Account)["x/3"]["handle_at"] == 11
    assert max(row.get("handle_at", 0) for row in nodes_by_id(at_once, Account).values()) == 11


@given(accounts())
def test_an_account_fills_the_columns_of_its_names(found) -> None:
    (row,) = nodes_of(batch_of(found))[Account]
    profile = ("display_name", "description", "followers", "following", "posts", "verified")
    for name in ("platform", "native_id", "handle", "created_at", *profile):
        assert row.get(name) == getattr(found, name), name
    assert row.get("handles") == ([found.handle] if found.handle else None)
    at = found.observed_at
    assert row.get("handle_at") == (at if found.handle else None)
    has_profile = any(getattr(found, name) is not None for name in profile)
    assert row.get("profile_at") == (at if has_profile else None)
    assert row["stub"] is False, "an export that lists it is more than a reference"


@given(posts())
def test_a_post_fills_the_columns_of_its_names(found) -> None:
    observations = PostObservations()
    observations.add("x/1", found, 7, "x/2")
    (row,) = rows_of(observations.frame().to_arrow())
    for name in ("platform", "native_id", "kind", "text", "lang", "url", "repost_key", "stub"):
        assert row.get(name) == getattr(found, name)
    for name in ("likes", "reposts", "views"):
        assert row.get(name) == (getattr(found.counts, name) if found.counts else None)
    assert ("ts_precision" in row) == ("ts" in row) == ("created_at" in row)
    assert ("text_cut" in row) == ("text" in row)
