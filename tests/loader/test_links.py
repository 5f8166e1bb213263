"""One page is one link, whichever of its addresses a post has."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from meute.graph import Store
from meute.loader.canonical import is_shortened
from meute.loader.pipeline import Options, load_files

from .test_spool import same

SHORT, PAGE = "https://trib.example/abc", "https://news.example.org/story"


def v2(number: int, **address: str) -> dict[str, Any]:
    return {"id": f"145090721000000000{number}", "text": "x", "author_id": str(number),
            "created_at": "2021-10-20T18:00:00.000Z",
            "entities": {"urls": [{"url": "https://t.co/a"} | address]}}  # fmt: skip


def v1(number: int, **address: Any) -> dict[str, Any]:
    return {"id_str": f"145090721000000000{number}", "full_text": "x",
            "user": {"id_str": str(number), "screen_name": f"u{number}"},
            "entities": {"urls": [address]}}  # fmt: skip


def load(store: Store, folder: Path, *posts: dict[str, Any]) -> None:
    for number, post in enumerate(posts):
        file = folder / f"{number}-{len(list(folder.iterdir()))}.json"
        file.write_text(json.dumps({"data": [post]} if "author_id" in post else post))
        load_files([str(file)], lambda: nullcontext(store), Options())


def pages_of(store: Store) -> set[tuple[str, str]]:
    rows = store.read("MATCH (p:Post)-[:LINKS_TO]->(l:Link) RETURN p.id, l.id").rows
    return {(str(post)[-1], str(link)) for post, link in rows}


ADDRESSES = [
    v2(1, expanded_url=SHORT, unwound_url=f"{PAGE}?utm_source=x"),
    v2(2, expanded_url=SHORT),
    v2(3, expanded_url=PAGE),
    v1(4, expanded_url=SHORT, unwound={"url": PAGE}),
]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 3), (3, 0, 1), (1, 3)])
def test_a_shortened_address_and_its_page_are_one_link(
    store: Store, tmp_path: Path, order: tuple[int, ...]
) -> None:
    load(store, tmp_path, *(ADDRESSES[place] for place in order))
    expected = {(str(place + 1), PAGE) for place in order}
    assert pages_of(store) == expected
    load(store, tmp_path, v2(5, expanded_url=SHORT))
    assert pages_of(store) == {*expected, ("5", PAGE)}


def test_chains_end_at_the_page_and_circles_stay(store: Store, tmp_path: Path) -> None:
    codes = [f"https://s{n}.example/code{n}" for n in range(4)]
    load(store, tmp_path, v2(1, expanded_url=codes[0], unwound_url=codes[1]),
         v2(2, expanded_url=codes[1], unwound_url=PAGE),
         v2(3, expanded_url=codes[2], unwound_url=codes[3]),
         v2(4, expanded_url=codes[3], unwound_url=codes[2]))  # fmt: skip
    expected = {("1", PAGE), ("2", PAGE), ("3", codes[2]), ("4", codes[2])}
    assert pages_of(store) == expected
    load(store, tmp_path, v2(5, expanded_url=codes[0]))
    assert pages_of(store) == {*expected, ("5", PAGE)}


def test_a_load_by_way_of_the_disk_has_the_same_links(tmp_path: Path) -> None:
    codes = [f"https://s{n}.example/code{n}" for n in range(4)]
    posts = [*ADDRESSES[:3], v2(5, expanded_url=codes[0], unwound_url=codes[1]),
             v2(6, expanded_url=codes[1], unwound_url=SHORT),
             v2(7, expanded_url=codes[2], unwound_url=codes[3]),
             v2(8, expanded_url=codes[3], unwound_url=codes[2])]  # fmt: skip
    files = [tmp_path / f"{number}.json" for number in range(len(posts))]
    for file, post in zip(files, posts, strict=True):
        file.write_text(json.dumps({"data": [post]}))
    assert any(PAGE in row for rows in same(tmp_path, files).values() for row in rows)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (SHORT, "https://news.example.org/"),
        (SHORT, "https://trib.example/story"),
        (SHORT, "https://consent.example/m?continue=x"),
        (SHORT, "https://news.example.org/login?next=/story"),
        ("https://news.example.org/a/long/story", "https://other.example/story"),
        ("https://news.example.org/?id=1", "https://other.example/story"),
        ("not an address", PAGE), ("http://[", PAGE),
    ],
)  # fmt: skip
def test_what_no_shortener_made_stays_apart(url: str, page: str) -> None:
    assert not is_shortened(url, page)
    assert is_shortened(SHORT, PAGE)
