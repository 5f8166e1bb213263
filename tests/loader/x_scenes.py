"""The scene as tools for X write it, read by maps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .scene import (
    AUTHORS,
    ENTITIES,
    IDS,
    LINK,
    TEXTS,
    UIDS,
    WORDS,
    Scene,
    handles,
    iso,
    lines,
    table,
    v1_time,
    without,
)


def _exporter() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": IDS[role], "created_at": iso(role).replace("T", " ").replace("Z", " +00:00"),
            "full_text": TEXTS[role], "media": [], "screen_name": AUTHORS[role],
            "name": AUTHORS[role].title(), "in_reply_to": None, "retweeted_status": None,
            "quoted_status": None, "favorite_count": 1, "retweet_count": 2, "views_count": None,
            "url": f"https://twitter.com/{AUTHORS[role]}/status/{IDS[role]}",
        } | more  # fmt: skip

    spark = IDS["spark"]
    rows = [row("spark"), row("repost", retweeted_status=spark),
            row("quote", quoted_status=spark), row("reply", in_reply_to=spark)]  # fmt: skip
    data = json.dumps(rows, ensure_ascii=False, indent=2).encode()
    return Scene(data, people=handles())


def _apify() -> Scene:
    def tweet(role: str, **more: Any) -> dict[str, Any]:
        return {
            "type": "tweet", "id": IDS[role], "text": TEXTS[role], "createdAt": v1_time(role),
            "author": {"type": "user", "id": UIDS[AUTHORS[role]], "userName": AUTHORS[role],
                       "name": AUTHORS[role].title(), "followers": 3},
            "entities": ENTITIES if role == "spark" else {},
            "likeCount": 1, "retweeted_tweet": None, "quoted_tweet": None,
        } | more  # fmt: skip

    spark = tweet("spark")
    reply = tweet("reply", inReplyToId=IDS["spark"], inReplyToUserId=UIDS["ana"], isReply=True)
    return Scene(lines(spark, tweet("repost", retweeted_tweet=spark),
                       tweet("quote", quoted_tweet=spark), reply))  # fmt: skip


def _apify_table() -> Scene:
    """The same as Apify's CSV: a column for each value that stands somewhere in the JSON."""
    rows = []
    for line in _apify().data.splitlines():
        rows.append(dict(_flattened(json.loads(line), "")))
    return Scene(table(*rows))


def _flattened(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    elif place:
        yield place, value
    for name, one in inner:
        yield from _flattened(one, f"{place}/{name}" if place else str(name))


def _apify_flat() -> Scene:
    def tweet(role: str, **more: Any) -> dict[str, Any]:
        listed = {"hashtags": ["VernonDehors"], "user_mentions": ENTITIES["user_mentions"],
                  "urls": ENTITIES["urls"]}  # fmt: skip
        return {
            "user": {"id_str": UIDS[AUTHORS[role]], "screen_name": AUTHORS[role]},
            "id": IDS[role], "full_text": TEXTS[role], "created_at": iso(role, ".000Z"),
            "is_quote_tweet": role == "quote", "is_retweet": role == "repost",
            "hashtags": [], "user_mentions": [], "urls": [], "media": [],
        } | (listed if role == "spark" else {}) | more  # fmt: skip

    spark = tweet("spark")
    reply = tweet("reply", replying_to_tweet=f"https://twitter.com/ana/status/{IDS['spark']}")
    return Scene(lines(spark, tweet("repost", retweeted_tweet=spark),
                       tweet("quote", quoted_tweet=spark), reply),
                 lacks=without("answered"))  # fmt: skip


def _x_archive() -> Scene:
    tweet = {"id_str": IDS["spark"], "full_text": WORDS, "created_at": v1_time("spark"),
             "entities": ENTITIES}  # fmt: skip
    data = b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}]).encode()
    return Scene(data, people=handles(eve=UIDS["eve"]), lacks=without("repost", "quote", "reply"),
                 map="base: preset:x-archive\nvalues: {account_handle: ana}\n")  # fmt: skip


def _flat(role: str, names: dict[str, str], **more: Any) -> dict[str, Any]:
    """A row of an old tool for X, its columns named as that tool names them."""
    values = {
        "id": IDS[role], "time": v1_time(role), "uid": UIDS[AUTHORS[role]],
        "handle": AUTHORS[role], "text": TEXTS[role],
        "tags": "VernonDehors" if role == "spark" else "",
        "links": LINK if role == "spark" else "",
    }  # fmt: skip
    return {names[key]: value for key, value in values.items() if key in names} | more


def _hydrator() -> Scene:
    names = {"id": "id", "time": "created_at", "uid": "user_id", "handle": "user_screen_name",
             "text": "text", "tags": "hashtags", "links": "urls"}  # fmt: skip
    empty = {"reweet_id": "", "retweet_screen_name": "", "quote_id": "", "tweet_url": "",
             "in_reply_to_status_id": "", "in_reply_to_user_id": ""}  # fmt: skip
    data = table(
        _flat("spark", names) | empty,
        _flat("repost", names) | empty | {"reweet_id": IDS["spark"], "retweet_screen_name": "ana"},
        _flat("quote", names) | empty | {"quote_id": IDS["spark"]},
        _flat("reply", names)
        | empty
        | {"in_reply_to_status_id": IDS["spark"], "in_reply_to_user_id": UIDS["ana"]},
    )
    return Scene(data, people=UIDS | {"eve": "@eve"})


def _twarc_1() -> Scene:
    names = {"id": "id", "time": "created_at", "uid": "user_id", "handle": "user_screen_name",
             "text": "text", "tags": "hashtags", "links": "urls"}  # fmt: skip
    spark = {"retweet_or_quote_id": IDS["spark"], "retweet_or_quote_user_id": UIDS["ana"]}
    data = table(
        _flat("spark", names, tweet_type="original", retweet_or_quote_id=""),
        _flat("repost", names, tweet_type="retweet") | spark,
        _flat("quote", names, tweet_type="quote") | spark,
        _flat("reply", names, tweet_type="reply", in_reply_to_status_id=IDS["spark"],
              in_reply_to_user_id=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, people=UIDS | {"eve": "@eve"})


def _tags() -> Scene:
    names = {"id": "id_str", "time": "created_at", "uid": "from_user_id_str",
             "handle": "from_user", "text": "text"}  # fmt: skip

    def row(role: str, **more: Any) -> dict[str, Any]:
        entities = json.dumps(ENTITIES if role == "spark" else {})
        return _flat(role, names, entities_str=entities) | more

    data = table(
        row("spark"), row("repost"),
        row("reply", in_reply_to_status_id_str=IDS["spark"], in_reply_to_user_id_str=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, people=UIDS, lacks=without("quote", "strong"))


def _rtweet() -> Scene:
    names = {"id": "status_id", "time": "created_at", "uid": "user_id", "handle": "screen_name",
             "text": "text", "tags": "hashtags", "links": "urls_expanded_url"}  # fmt: skip

    def row(role: str, **more: Any) -> dict[str, Any]:
        found = _flat(role, names, is_retweet="FALSE", retweet_status_id="", quoted_status_id="")
        for name in ("status_id", "user_id"):
            found[name] = f"x{found[name]}"
        found["created_at"] = iso(role, "")
        mentioned = {"mentions_user_id": f"x{UIDS['eve']}", "mentions_screen_name": "eve"}
        return found | (mentioned if role == "spark" else {}) | more

    spark = f"x{IDS['spark']}"
    data = table(
        row("spark"),
        row("repost", is_retweet="TRUE", retweet_status_id=spark, retweet_screen_name="ana",
            retweet_user_id=f"x{UIDS['ana']}"),
        row("quote", quoted_status_id=spark, quoted_screen_name="ana"),
        row("reply", reply_to_status_id=spark, reply_to_user_id=f"x{UIDS['ana']}"),
    )  # fmt: skip
    return Scene(data)


def _academictwitter() -> Scene:
    names = {"id": "tweet_id", "time": "created_at", "uid": "author_id", "handle": "user_username",
             "text": "text"}  # fmt: skip

    def row(role: str, kind: str = "NA", of: str = "NA", **more: Any) -> dict[str, Any]:
        found = _flat(role, names, sourcetweet_type=kind, sourcetweet_id=of)
        return found | {"created_at": iso(role, ".000Z"), "in_reply_to_user_id": "NA"} | more

    data = table(
        row("spark"), row("repost", "retweeted", IDS["spark"], sourcetweet_author_id=UIDS["ana"]),
        row("quote", "quoted", IDS["spark"], sourcetweet_author_id=UIDS["ana"]),
        row("reply", in_reply_to_user_id=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, people=UIDS | {"eve": "@eve"}, lacks=without("replied"))


X: dict[str, Scene] = {
    "academictwitter": _academictwitter(),
    "apify-x": _apify(),
    "apify-x: a table": _apify_table(),
    "apify-x-flat": _apify_flat(),
    "hydrator": _hydrator(),
    "rtweet": _rtweet(),
    "tags": _tags(),
    "twarc-1-csv": _twarc_1(),
    "twitter-web-exporter": _exporter(),
    "x-archive": _x_archive(),
}
