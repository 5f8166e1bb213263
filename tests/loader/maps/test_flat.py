"""Tables whose columns were members of JSON."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.loader.maps import Columns, Map
from meute.loader.maps.flat import flat_columns, nested

from ..formats.reading import SPARK, posts, read, who

MAP = Map(
    platform="x",
    columns=Columns(id="id", account_handle="author.userName", hashtags="tags[].text"),
)


@pytest.mark.parametrize("header", ["author/userName,tags/0/text,tags/1/text",
                                    "author.userName,tags.0.text,tags.1.text"])  # fmt: skip
def test_flat_columns_are_read_by_the_map_of_the_json(header: str) -> None:
    first, second = posts(
        read(f"id,{header}\n{SPARK},ana,a,b\n1{SPARK[1:]},bob,,\n", table_map=MAP)
    )
    assert (who(first.account)[1], first.hashtags) == ("ana", ["a", "b"])
    assert (who(second.account)[1], second.hashtags) == ("bob", [])


def test_names_that_only_look_alike_stay_as_they_are() -> None:
    assert flat_columns(["Likes / shares", "https://a.b", "a.b", "v1.2", "/a", "a//b", "N/A"]) == {
        "v1.2": ("v1", "2"), "N/A": ("N", "A"),
    }  # fmt: skip
    cells: dict[str, Any] = {"N/A": "x", "id": "1", "listed": [1]}
    assert nested(cells, flat_columns(list(cells)))["N/A"] == "x"


@given(
    st.recursive(
        st.text("ab", min_size=1),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.sampled_from(["p", "q"]), inner, min_size=1)
        ),
        max_leaves=8,
    )
)
def test_what_was_flattened_is_nested_again(value: Any) -> None:
    cells = dict(flattened({"root": value}, ""))
    assert nested(cells, flat_columns(list(cells)))["root"] == value


def flattened(value: Any, place: str) -> Any:
    if isinstance(value, str):
        yield place, value
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from flattened(inner, f"{place}/{name}" if place else name)


def test_flat_cells_for_nothing_are_no_post_that_is_quoted() -> None:
    columns = Columns(id="id", account_handle="author.userName", quote_of="quoted", text="text")
    data = f"id,author/userName,text,quoted/id,quoted/text\n{SPARK},ana,x,0,0\n"
    (post,) = posts(read(data, table_map=Map(platform="x", columns=columns)))
    assert (post.kind, post.quote_of) == ("original", None)
