"""The scene in the exports of x.com's pages, Bluesky and Telegram, in archives, and by a map."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from .scene import (
    AUTHORS,
    ENTITIES,
    IDS,
    LINK,
    PEOPLE,
    ROLES,
    SECONDS,
    TEXTS,
    UIDS,
    Scene,
    handles,
    iso,
    lines,
    table,
    v1_time,
    without,
)

DIDS = {name: f"did:plc:{name:a<24}" for name in PEOPLE}
URIS = {role: f"at://{DIDS[AUTHORS[role]]}/app.bsky.feed.post/3k{role}" for role in ROLES}
BLUESKY = URIS | {"repost": f"{DIDS['bob']}/reposts/{URIS['spark']}"}
BODY = "une bête #VernonDehors @eve.example lien"


def _x_page(role: str, **more: Any) -> dict[str, Any]:
    """A post as x.com's own pages are sent it."""
    name = AUTHORS[role]
    user = {"__typename": "User", "rest_id": UIDS[name], "core": {"screen_name": name},
            "legacy": {"followers_count": 3}}  # fmt: skip
    legacy = {
        "id_str": IDS[role], "user_id_str": UIDS[name], "created_at": v1_time(role),
        "full_text": TEXTS[role], "entities": ENTITIES if role == "spark" else {},
    }  # fmt: skip
    return {
        "__typename": "Tweet", "rest_id": IDS[role], "core": {"user_results": {"result": user}},
        "legacy": legacy | more,
    }  # fmt: skip


def _x_pages() -> list[dict[str, Any]]:
    spark = _x_page("spark")
    reply = {"in_reply_to_status_id_str": IDS["spark"], "in_reply_to_user_id_str": UIDS["ana"],
             "in_reply_to_screen_name": "ana"}  # fmt: skip
    quote = {"quoted_status_id_str": IDS["spark"], "is_quote_status": True}
    return [
        spark, _x_page("repost", retweeted_status_result={"result": spark}),
        _x_page("quote", **quote) | {"quoted_status_result": {"result": spark}},
        _x_page("reply", **reply),
    ]  # fmt: skip


def _zeeschuimer() -> Scene:
    wrapped = {"item_id": "1", "timestamp_collected": SECONDS["reply"] * 1000 + 99_000,
               "source_platform": "twitter.com"}  # fmt: skip
    return Scene(lines(*(wrapped | {"data": page} for page in _x_pages())))


def _four_cat() -> Scene:
    return Scene(lines(*(page | {"__import_meta": {"source_url": ""}} for page in _x_pages())))


def _twitwi() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": IDS[role], "timestamp_utc": f"{SECONDS[role]}.0", "local_time": iso(role, ""),
            "user_screen_name": AUTHORS[role], "user_id": UIDS[AUTHORS[role]],
            "text": TEXTS[role], "to_username": "", "to_userid": "", "to_tweetid": "",
            "retweeted_id": "", "retweeted_user": "", "retweeted_user_id": "",
            "quoted_id": "", "quoted_user": "", "quoted_user_id": "",
            "links": "", "hashtags": "", "mentioned_names": "", "mentioned_ids": "",
        } | more  # fmt: skip

    lists = {"links": LINK, "hashtags": "vernondehors"}
    named = {"mentioned_names": "eve", "mentioned_ids": UIDS["eve"]}
    both = {"mentioned_names": "ana|eve", "mentioned_ids": f"{UIDS['ana']}|{UIDS['eve']}"}
    spark = {"id": IDS["spark"], "user": "ana", "user_id": UIDS["ana"]}
    return Scene(table(
        row("spark", **lists, **named),
        row("repost", **lists, **both, **{f"retweeted_{k}": v for k, v in spark.items()}),
        row("quote", **{f"quoted_{key}": value for key, value in spark.items()}),
        row("reply", to_tweetid=IDS["spark"], to_userid=UIDS["ana"], to_username="ana"),
    ))  # fmt: skip


def _twitwi_bluesky() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "uri": URIS[role], "timestamp_utc": SECONDS[role], "user_did": DIDS[name],
            "user_handle": f"{name}.example", "text": TEXTS[role], "original_text": TEXTS[role],
            "repost_by_user_did": "", "repost_by_user_handle": "", "repost_timestamp_utc": "",
            "quoted_uri": "", "quoted_user_did": "", "to_post_uri": "", "to_root_post_uri": "",
            "links": LINK if role == "spark" else "",
            "hashtags": "vernondehors" if role == "spark" else "",
            "mentioned_user_dids": DIDS["eve"] if role == "spark" else "",
        } | more  # fmt: skip

    repost = row("spark", repost_by_user_did=DIDS["bob"], repost_by_user_handle="bob.example",
                 repost_timestamp_utc=SECONDS["repost"])  # fmt: skip
    quote = row("quote", quoted_uri=URIS["spark"], quoted_user_did=DIDS["ana"])
    reply = row("reply", to_post_uri=URIS["spark"], to_root_post_uri=URIS["spark"])
    return Scene(table(row("spark"), repost, quote, reply), "bluesky", BLUESKY, DIDS)


def _record(role: str) -> dict[str, Any]:
    """A post as its author's repository holds it."""
    record: dict[str, Any] = {"$type": "app.bsky.feed.post", "createdAt": iso(role)}
    spark = {"uri": URIS["spark"], "cid": "c"}
    if role == "spark":
        body = BODY.encode()
        marked = (
            (b"#VernonDehors", {"tag": "VernonDehors"}), (b"@eve.example", {"did": DIDS["eve"]}),
            (b"lien", {"uri": LINK}),
        )  # fmt: skip
        record["facets"] = [
            {"index": {"byteStart": body.index(words), "byteEnd": body.index(words) + len(words)},
             "features": [feature]}
            for words, feature in marked
        ]  # fmt: skip
        return record | {"text": BODY}
    if role == "quote":
        record["embed"] = {"$type": "app.bsky.embed.record", "record": spark}
    if role == "reply":
        record["reply"] = {"root": spark, "parent": spark}
    return record | {"text": TEXTS[role]}


def _view(role: str) -> dict[str, Any]:
    author = {"did": DIDS[AUTHORS[role]], "handle": f"{AUTHORS[role]}.example"}
    return {"uri": URIS[role], "cid": "c", "author": author, "record": _record(role),
            "indexedAt": iso(role), "likeCount": 1}  # fmt: skip


def _feed() -> list[dict[str, Any]]:
    by = {"did": DIDS["bob"], "handle": "bob.example"}
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by, "indexedAt": iso("repost")}
    return [{"post": _view("spark")}, {"post": _view("spark"), "reason": reason},
            {"post": _view("quote")}, {"post": _view("reply")}]  # fmt: skip


def _bluesky() -> Scene:
    return Scene(json.dumps({"feed": _feed()}).encode(), "bluesky", BLUESKY, DIDS)


def _in_snake_case(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_snake_case(item) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {"$type": "py_type"}
    return {
        renamed.get(name) or "".join(f"_{c.lower()}" if c.isupper() else c for c in name):
            _in_snake_case(inner)
        for name, inner in value.items()
    }  # fmt: skip


def _bluesky_sdk() -> Scene:
    return Scene(lines(*_in_snake_case(_feed())), "bluesky", BLUESKY, DIDS)


def _events(shape: str) -> list[dict[str, Any]]:
    def event(role: str, collection: str, record: dict[str, Any]) -> dict[str, Any]:
        commit = {"operation": "create", "collection": collection, "rkey": f"3k{role}",
                  "record": record, "cid": "c"}  # fmt: skip
        stamped = {"did": DIDS[AUTHORS[role]], "time_us": SECONDS[role] * 1_000_000}
        if shape == "2":
            kind = "network.bsky.jetstream.subscribeEvents#commit"
            return commit | {"$type": kind, "did": stamped["did"], "seq": 7, "time": iso(role)}
        if shape == "2024":
            return stamped | {"type": "com", "commit": commit | {"operation": None, "type": "c"}}
        return stamped | {"kind": "commit", "commit": commit}

    subject = {"subject": {"uri": URIS["spark"], "cid": "c"}, "createdAt": iso("repost")}
    events = [event(role, "app.bsky.feed.post", _record(role)) for role in ROLES]
    events[1] = event("repost", "app.bsky.feed.repost", subject)
    return events


def _jetstream(shape: str) -> Scene:
    return Scene(lines(*_events(shape)), "bluesky", BLUESKY, DIDS)


TELEGRAM = {"spark": "10/1", "repost": "20/2", "reply": "20/3"}
MEMBERS = {name: f"user{UIDS[name]}" for name in PEOPLE} | {"ana": "channel10"}
SPOKEN = "une bête #VernonDehors Ève https://example.org/page"


def _telegram_desktop() -> Scene:
    def message(role: str, number: int, **more: Any) -> dict[str, Any]:
        return {
            "id": number, "type": "message", "date": iso(role, ""),
            "date_unixtime": str(SECONDS[role]), "from": AUTHORS[role].title(),
            "from_id": MEMBERS[AUTHORS[role]], "text": SPOKEN if role == "repost" else "oui",
        } | more  # fmt: skip

    marked = ["une bête ", {"type": "hashtag", "text": "#VernonDehors"}, " ",
              {"type": "mention_name", "text": "Ève", "user_id": int(UIDS["eve"])}, " ",
              {"type": "link", "text": LINK}]  # fmt: skip
    repost = message("repost", 2, forwarded_from="Ana", forwarded_from_id="channel10")
    reply = message("reply", 3, reply_to_message_id=1, reply_to_peer_id="channel10")
    chats = [
        {"name": "c", "type": "public_channel", "id": 10,
         "messages": [message("spark", 1, text=marked)]},
        {"name": "g", "type": "private_supergroup", "id": 20, "messages": [repost, reply]},
    ]  # fmt: skip
    data = json.dumps({"chats": {"list": chats}}, ensure_ascii=False).encode()
    return Scene(data, "telegram", TELEGRAM, MEMBERS, without("quote", "strong", "answered"))


def _telethon() -> Scene:
    def message(role: str, number: int, chat: int, **more: Any) -> dict[str, Any]:
        user = {"_type": "PeerUser", "user_id": int(UIDS[AUTHORS[role]])}
        return {
            "_type": "Message", "id": number, "date": iso(role, "+00:00"), "message": "oui",
            "peer_id": {"_type": "PeerChannel", "channel_id": chat},
            "from_id": None if role == "spark" else user, "entities": [],
        } | more  # fmt: skip

    channel = {"_type": "PeerChannel", "channel_id": 10}
    entities = [
        {"_type": "MessageEntityHashtag", "offset": 9, "length": 13},
        {"_type": "MessageEntityMentionName", "offset": 23, "length": 3,
         "user_id": int(UIDS["eve"])},
        {"_type": "MessageEntityUrl", "offset": 27, "length": len(LINK)},
    ]  # fmt: skip
    forward = {"date": iso("spark", "+00:00"), "from_id": channel, "channel_post": 1}
    return Scene(lines(
        message("spark", 1, 10, message=SPOKEN, entities=entities),
        message("repost", 2, 20, message=SPOKEN, entities=entities, fwd_from=forward),
        message("reply", 3, 20, reply_to={"reply_to_msg_id": 1, "reply_to_peer_id": channel}),
    ), "telegram", TELEGRAM, MEMBERS, without("quote", "answered"))  # fmt: skip


def _information_operations() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        first = role == "spark"
        return {
            "tweetid": IDS[role], "userid": UIDS[AUTHORS[role]], "user_screen_name": AUTHORS[role],
            "tweet_text": TEXTS[role], "tweet_time": iso(role, "")[:16].replace("T", " "),
            "is_retweet": "False", "retweet_userid": "", "retweet_tweetid": "",
            "in_reply_to_userid": "", "in_reply_to_tweetid": "", "quoted_tweet_tweetid": "",
            "hashtags": "['VernonDehors']" if first else "[]",
            "urls": f"['{LINK}']" if first else "", "like_count": "1.0",
            "user_mentions": f"['{UIDS['eve']}']" if first else "",
        } | more  # fmt: skip

    spark = IDS["spark"]
    repost = row("repost", is_retweet="True", retweet_userid=UIDS["ana"], retweet_tweetid=spark)
    reply = row("reply", in_reply_to_userid=UIDS["ana"], in_reply_to_tweetid=spark)
    return Scene(table(row("spark"), repost, row("quote", quoted_tweet_tweetid=spark), reply))


def _ira() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        stated = datetime.fromtimestamp(SECONDS[role], UTC).strftime("%m/%d/%Y %H:%M")
        return {
            "external_author_id": "9.0E+03", "author": AUTHORS[role].upper(),
            "content": TEXTS[role], "language": "French", "publish_date": stated,
            "harvested_date": stated, "post_type": "", "retweet": "0", "tweet_id": IDS[role],
            "alt_external_id": UIDS[AUTHORS[role]], "tco1_step1": LINK if role == "spark" else "",
        } | more  # fmt: skip

    data = table(row("spark"), row("repost", post_type="RETWEET", retweet="1"))
    lacks = without("quote", "reply", "strong")
    return Scene(data, people=UIDS | {"eve": "@eve"}, lacks=lacks)


def _coordination() -> Scene:
    row = {"object_id": IDS["spark"], "account_id": UIDS["bob"], "content_id": IDS["repost"],
           "timestamp_share": SECONDS["repost"]}  # fmt: skip
    return Scene(table(row), "coordination", lacks=without("spark", "quote", "reply"))


def _mapped() -> Scene:
    def post(role: str, **more: Any) -> dict[str, Any]:
        return {"nr": IDS[role], "wer": AUTHORS[role], "wann": iso(role), "was": TEXTS[role]} | more

    spark = IDS["spark"]
    data = lines(
        post("spark"), post("repost", von=spark), post("quote", zitat=spark),
        post("reply", auf=spark, an="ana"),
    )  # fmt: skip
    columns = ("id: nr, account_handle: wer, created_at: wann, text: was, repost_of: von, "
               "quote_of: zitat, reply_to: auf, reply_to_account_handle: an")  # fmt: skip
    declared = f"platform: x\ncolumns: {{{columns}}}\n"
    return Scene(data, people=handles(), map=declared)


PLATFORMS: dict[str, Scene] = {
    "4cat": _four_cat(),
    "bluesky": _bluesky(),
    "bluesky-jetstream": _jetstream("1"),
    "coordination-table": _coordination(),
    "information-operations": _information_operations(),
    "ira-538": _ira(),
    "mapped": _mapped(),
    "telegram-desktop": _telegram_desktop(),
    "telegram-telethon": _telethon(),
    "twitwi": _twitwi(),
    "twitwi-bluesky": _twitwi_bluesky(),
    "zeeschuimer": _zeeschuimer(),
}
"""By the format's name."""

SHAPES: dict[str, Scene] = {
    "bluesky: the Python SDK's": _bluesky_sdk(),
    "bluesky-jetstream: version 2": _jetstream("2"),
    "bluesky-jetstream: of 2024": _jetstream("2024"),
}
"""Other shapes of a format, whose name stands before the colon."""
