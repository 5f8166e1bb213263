"""Made-up records and exports for the loader's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from meute.loader.records import Account, Engagement, Media, Post

HANDLES = ["ana", "Ana", "bob", "cy"]


def account(number: int = 1, **more: Any) -> Account:
    return Account(platform="x", native_id=str(number), **more)


def post(number: int = 1, **more: Any) -> Post:
    more.setdefault("account", account(more.pop("by", 1)))
    more.setdefault("kind", "original")
    more.setdefault("ts", 1_634_700_000 + number)
    return Post(platform="x", native_id=str(number), **more)


def accounts() -> st.SearchStrategy[Account]:
    """Profiles, references by id, and mere handles."""
    known = st.builds(
        Account,
        platform=st.just("x"),
        native_id=st.sampled_from(["1", "2", "3"]),
        handle=st.none() | st.sampled_from(HANDLES),
        display_name=st.none() | st.sampled_from(["Ana", "Bob"]),
        description=st.none() | st.just("bio"),
        followers=st.none() | st.integers(0, 3),
        verified=st.none() | st.booleans(),
        observed_at=st.none() | st.integers(0, 9),
    )
    named = st.builds(Account, platform=st.just("x"), handle=st.sampled_from(HANDLES))
    return known | named


def _carried() -> st.SearchStrategy[Post]:
    return st.builds(
        Post,
        platform=st.just("x"),
        native_id=st.sampled_from(["11", "12", "13"]),
        account=st.none() | accounts(),
        text=st.none() | st.sampled_from(["a", "ab", "abc…"]),
        text_cut=st.booleans(),
        ts=st.none() | st.integers(0, 4),
        counts=st.none() | st.builds(Engagement, likes=st.none() | st.integers(0, 3)),
        mentions=st.lists(accounts(), max_size=1),
        observed_at=st.none() | st.integers(0, 9),
        stub=st.booleans(),
    )


def posts() -> st.SearchStrategy[Post]:
    """Posts of few ids, so that they meet, with everything they can carry."""
    return st.builds(
        Post,
        platform=st.just("x"),
        native_id=st.sampled_from(["11", "12", "13"]),
        kind=st.sampled_from(["original", "repost", "quote", "reply", None]),
        account=st.none() | accounts(),
        text=st.none() | st.sampled_from(["a", "ab", "abc…"]),
        text_cut=st.booleans(),
        lang=st.none() | st.sampled_from(["fr", "en"]),
        ts=st.none() | st.integers(0, 9),
        ts_precision=st.sampled_from(["second", "minute", "day"]),
        repost_of=st.none() | _carried(),
        repost_of_account=st.none() | accounts(),
        repost_key=st.none() | st.sampled_from(["strong", "weak"]),
        quote_of=st.none() | _carried(),
        reply_to=st.none() | _carried(),
        reply_to_account=st.none() | accounts(),
        mentions=st.lists(accounts(), max_size=2),
        hashtags=st.lists(st.sampled_from(["Dehors", "dehors", "#DEHORS", "ici"]), max_size=2),
        links=st.lists(
            st.sampled_from(["https://a.example/1", "http://A.example:80/1/"]), max_size=2
        ),
        media=st.lists(
            st.builds(
                Media,
                key=st.sampled_from(["3_1", "3_2"]),
                kind=st.none() | st.just("photo"),
                url=st.none() | st.just("https://p.example/1.jpg"),
            ),
            max_size=1,
        ),
        counts=st.none()
        | st.builds(
            Engagement, likes=st.none() | st.integers(0, 3), reposts=st.none() | st.integers(0, 3)
        ),
        observed_at=st.none() | st.integers(0, 9),
        damaged=st.booleans(),
    )


def tweet(number: int, by: int = 1, **more: Any) -> dict[str, Any]:
    """A flat post of the X API v2."""
    return {
        "id": str(10_000_000 + number),
        "author_id": str(by),
        "text": f"post {number}",
        "created_at": "2021-10-20T19:40:00.000Z",
        "public_metrics": {"like_count": number % 7, "retweet_count": 0},
        "author": {"id": str(by), "username": f"user{by}", "name": f"User {by}"},
    } | more


def write_tweets(path: Path, tweets: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in tweets))
    return path
