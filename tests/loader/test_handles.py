"""Mentions by handle alone, and whom they are resolved to."""

from __future__ import annotations

from pathlib import Path

from meute.graph import Store

from .conftest import Loading
from .graphs import clear, snapshot
from .making import tweet, write_tweets


def mentioning(number: int, handle: str, **more: object) -> dict:
    return tweet(number, by=9, entities={"mentions": [{"username": handle}]}, **more)


def test_a_handle_is_resolved_once_its_account_is_known(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    mention = write_tweets(tmp_path / "1.jsonl", [mentioning(1, "USER1"), mentioning(2, "user1")])
    load(mention)
    assert set(snapshot(store)["MENTIONS"]) == {
        ("x/10000001", "x/@user1"),
        ("x/10000002", "x/@user1"),
    }
    report = load(write_tweets(tmp_path / "2.jsonl", [tweet(3, by=1)]))
    held = snapshot(store)
    assert report.resolved == 1
    assert set(held["MENTIONS"]) == {("x/10000001", "x/1"), ("x/10000002", "x/1")}
    assert "x/@user1" not in held["Account"]


def test_a_handle_of_several_accounts_stays_open(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    former = tweet(4, by=2, author={"id": "2", "username": "user1", "name": "N"})
    load(write_tweets(tmp_path / "1.jsonl", [mentioning(1, "user1"), tweet(3, by=1), former]))
    assert set(snapshot(store)["MENTIONS"]) == {("x/10000001", "x/@user1")}


def test_an_unnamed_mention_never_hides_a_named_one(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    implicit = tweet(1, by=9, in_reply_to_user_id="1")
    named = tweet(1, by=9, entities={"mentions": [{"username": "user1", "id": "1"}]})
    one, two = (
        write_tweets(tmp_path / f"{n}.jsonl", [post]) for n, post in enumerate([implicit, named])
    )
    for files in ([one, two], [two, one]):
        clear(store)
        load(*files)
        assert snapshot(store)["MENTIONS"] == {("x/10000001", "x/1"): {"implicit": False}}
