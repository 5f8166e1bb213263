"""Rows merge alike in whatever order, grouping and number they come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph.schema import MENTIONS, Account, Hashtag, Media, Post
from meute.graph.tables import rows_of, table_of
from meute.graph.types import Merge, NodeType, PropertyType, RelationshipType
from meute.loader.columns import frame_of
from meute.loader.merging import merged

from .reference import fold, reference

TYPES = [Account, Post, Hashtag, Media, MENTIONS]

VALUES = {
    PropertyType.STRING: st.sampled_from(["", "a", "ab", "b", "ba"]),
    PropertyType.INTEGER: st.integers(0, 4),
    PropertyType.FLOAT: st.floats(0, 4),
    PropertyType.BOOLEAN: st.booleans(),
    PropertyType.STRINGS: st.sets(st.sampled_from(["a", "b", "c"]), min_size=1).map(sorted),
}


@st.composite
def rows(draw: st.DrawFn, declared: NodeType | RelationshipType) -> dict[str, Any]:
    """A well-formed observation: what others go by is there exactly when one of them is."""
    keys = [name for name in declared.columns if name not in declared.properties]
    row: dict[str, Any] = dict.fromkeys(keys, "x/1")
    for name, prop in declared.properties.items():
        if prop.merge is not Merge.OLDER and draw(st.booleans()):
            row[name] = draw(VALUES[prop.kind])
    by: dict[str, list[str]] = {}
    for name, prop in declared.properties.items():
        if prop.by is not None and prop.merge is not Merge.OLDER:
            by.setdefault(prop.by, []).append(name)
    for at, names in by.items():
        kind = declared.properties[names[0]].merge
        present = [name for name in names if name in row]
        if not present:
            row.pop(at, None)
        elif kind is Merge.FINEST:
            row[at] = draw(st.sampled_from(["day", "minute", "second"]))
            for name in names:
                row.setdefault(name, draw(VALUES[declared.properties[name].kind]))
        elif kind is Merge.LONGEST:
            row.setdefault(at, False)
    return row


@st.composite
def several(draw: st.DrawFn, count: int) -> tuple[NodeType, list[dict[str, Any]]]:
    declared = draw(st.sampled_from(TYPES))
    return declared, [draw(rows(declared)) for _ in range(count)]


@given(several(6), st.integers(1, 6))
def test_expressions_say_what_the_reference_says(case, count) -> None:
    declared, observations = case
    observations = observations[:count]
    assert fold(declared, *observations) == reference(declared, *observations)


@given(several(3))
def test_merging_is_associative(case) -> None:
    declared, (a, b, c) = case
    at_once = fold(declared, a, b, c)
    assert fold(declared, fold(declared, a, b), c) == at_once
    assert fold(declared, a, fold(declared, b, c)) == at_once


@given(several(2))
def test_merging_is_commutative(case) -> None:
    declared, (a, b) = case
    assert fold(declared, a, b) == fold(declared, b, a)


@given(several(2))
def test_merging_is_idempotent_and_leaves_its_arguments_alone(case) -> None:
    declared, (a, b) = case
    before = (dict(a), dict(b))
    both = fold(declared, a, b)
    assert fold(declared, both, a) == both
    assert fold(declared, both, b) == both
    assert fold(declared, a, dict(a)) == a
    assert (a, b) == before


@given(several(6), st.randoms(use_true_random=False))
def test_any_order_and_division_of_many_observations_gives_one_row(case, random) -> None:
    declared, observations = case
    whole = fold(declared, *observations)
    shuffled = [*observations, *observations]
    random.shuffle(shuffled)
    assert fold(declared, *shuffled) == whole
    cut = random.randrange(1, len(shuffled))
    parts = fold(declared, *shuffled[:cut]), fold(declared, *shuffled[cut:])
    assert fold(declared, *parts) == whole


@given(several(4), several(3))
def test_rows_of_several_nodes_do_not_mix(one, other) -> None:
    declared, observations = one
    strangers = [row for kind, rows in [other] if kind is declared for row in rows]
    key = declared.identity[0]
    strangers = [row | {key: "x/2"} for row in strangers]
    table = table_of(declared, [*observations, *strangers])
    rows = {
        row[key]: row for row in rows_of(merged(declared, frame_of(declared, table)).to_arrow())
    }
    assert rows["x/1"] == reference(declared, *observations)
    if strangers:
        assert rows["x/2"] == reference(declared, *strangers)


@pytest.mark.parametrize(
    ("declared", "old", "new", "expected"),
    [
        pytest.param(
            Post,
            {"text": "RT and so on, until it is cu…", "text_cut": True},
            {"text": "and so on", "text_cut": False},
            {"text": "and so on", "text_cut": False},
            id="a cut text never replaces a whole one",
        ),
        pytest.param(
            Post,
            {"stub": True},
            {"stub": False, "kind": "reply"},
            {"stub": False, "kind": "reply"},
            id="a stub is filled in",
        ),
        pytest.param(
            Post,
            {"likes": 9, "reposts": 4, "counts_at": 100},
            {"likes": 3, "counts_at": 200},
            {"likes": 3, "reposts": 4, "counts_at": 200, "counts_older": "reposts 100"},
            id="counts take the latest collection, and no null",
        ),
        pytest.param(
            Post,
            {"likes": 3, "reposts": 4, "counts_at": 200, "counts_older": "reposts 100"},
            {"reposts": 2, "counts_at": 150},
            {"likes": 3, "reposts": 2, "counts_at": 200, "counts_older": "reposts 150"},
            id="an observation in between replaces the older value",
        ),
        pytest.param(
            Post,
            {"likes": 3},
            {"likes": 2, "counts_at": 150},
            {"likes": 2, "counts_at": 150},
            id="a value without a time loses",
        ),
        pytest.param(
            Post,
            {"ts": 86_400, "created_at": "1970-01-02T00:00:00Z", "ts_precision": "day"},
            {"ts": 90_000, "created_at": "1970-01-02T01:00:00Z", "ts_precision": "second"},
            {"ts": 90_000, "created_at": "1970-01-02T01:00:00Z", "ts_precision": "second"},
            id="a finer time replaces a coarse one",
        ),
        pytest.param(
            Account,
            {"handle": "new", "handle_at": 9, "handles": ["new"]},
            {"handle": "old", "handle_at": 5, "handles": ["old"]},
            {"handle": "new", "handle_at": 9, "handles": ["new", "old"]},
            id="accounts keep every handle seen",
        ),
        pytest.param(
            Post,
            {"repost_key": "weak"},
            {"repost_key": "strong"},
            {"repost_key": "strong"},
            id="a known original is not forgotten",
        ),
        pytest.param(
            MENTIONS,
            {"implicit": True},
            {"implicit": False},
            {"implicit": False},
            id="a name in the text makes a mention explicit",
        ),
    ],
)
def test_what_the_policies_promise(declared, old, new, expected) -> None:
    keys = dict.fromkeys(declared.identity, "x/1")
    assert fold(declared, keys | old, keys | new) == keys | expected
    assert fold(declared, keys | new, keys | old) == keys | expected
