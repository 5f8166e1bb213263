"""Why an input that no format recognises is none: what it is, where that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .head import Head

_SHOWN_NAMES = 8
MAP_REMEDY = (
    "Say which column or member is what in a map and give it with --map; meute map suggest FILE "
    "proposes one."
)
_LOAD_POSTS = "Load the export that holds the posts themselves"

JsonRule = tuple[Callable[[dict[str, Any]], bool], str]


def describe(head: Head) -> tuple[str, str]:
    """A message and a remedy for an input that no format recognises."""
    if head.part:
        return (
            f"{head.name} is {head.part} of an account's own archive from X, which holds no posts",
            "Load its tweets.js",
        )
    if head.layout in {"json", "json-lines"}:
        return _describe_json(head)
    if head.is_table:
        return _describe_table(head)
    return _describe_text(head)


def _describe_json(head: Head) -> tuple[str, str]:
    values = [inside for value in head.objects if (inside := _inside(value))]
    first = head.objects[0] if values else {}
    platform = first.get("source_platform")
    if isinstance(platform, str) and "timestamp_collected" in first:
        return (
            f"{head.name} holds items that Zeeschuimer captured on {platform[:40]}",
            "Of Zeeschuimer's platforms x.com, TikTok, Instagram, Threads, Gab and Truth Social "
            "are read",
        )
    for rule, what in _JSON_RULES:
        if values and all(rule(value) for value in values):
            if what.startswith("posts"):
                return f"{head.name} holds {what}, not of X", MAP_REMEDY
            return f"{head.name} holds {what}, not posts", _LOAD_POSTS
    if not values:
        if head.records == [] or head.data.strip() in {b"[]", b"{}"}:
            return f"{head.name} is empty: it holds no objects", _LOAD_POSTS
        message = f"{head.name} is JSON, but holds no objects with members"
        return message, "Export it again as JSON lines"
    names = ", ".join(sorted(values[0])[:_SHOWN_NAMES])
    return (
        f"No format recognises {head.name}: its objects have {names}",
        MAP_REMEDY,
    )


def _inside(value: dict[str, Any]) -> dict[str, Any]:
    """What a page holds, or the value itself."""
    data = value.get("data")
    first = data[0] if isinstance(data, list) and data else data
    return first if isinstance(first, dict) else value


def _has(*names: str) -> Callable[[dict[str, Any]], bool]:
    return lambda value: set(names).issubset(value)


def _is_account(value: dict[str, Any]) -> bool:
    posts = {"text", "full_text", "content", "record"}.intersection(value)
    return not posts and {"username", "name"}.issubset(value)


def _is_empty_page(value: dict[str, Any]) -> bool:
    meta = value.get("meta")
    return isinstance(meta, dict) and meta.get("result_count") == 0


_JSON_RULES: tuple[JsonRule, ...] = (
    (_is_empty_page, "a page of the X API without results"),
    (_has("media_product_type", "permalink"), "posts of the Threads or Instagram API"),
    (_has("post_owner", "text"), "posts of the Meta Content Library"),
    (_has("tweet_count", "start", "end"), "X API counts (how many posts there were)"),
    (_has("action", "created_at", "id"), "X compliance notices (deleted or protected posts)"),
    (_has("member_count", "name", "id"), "X lists"),
    (_has("owner_id", "name", "id"), "X lists"),
    (_has("delete"), "delete notices of the X stream"),
    (_has("limit"), "limit notices of the X stream"),
    (_has("screen_name", "id_str", "followers_count"), "X accounts"),
    (_has("screen_name", "followers", "friends"), "X accounts"),
    (_is_account, "accounts"),
    (_has("acct", "username", "followers_count"), "Mastodon accounts"),
    (_has("did", "handle", "displayName"), "Bluesky profiles"),
    (_has("did", "handle", "display_name"), "Bluesky profiles"),
    (_has("errors"), "X API errors"),
)


PAIR_COLUMNS = frozenset({"account_id_y", "content_id_y"})
"""Of CooRTweet's result: two accounts and posts on each line."""


def _describe_table(head: Head) -> tuple[str, str]:
    columns = set(head.header)
    weighted = {"weight", "edge_weight"} & columns
    edges = weighted and len(columns) <= _SHOWN_NAMES and not {"text", "id"} & columns
    if edges or PAIR_COLUMNS & columns:
        return (
            f"{head.name} holds the edges of a network (result of a detection), not posts",
            _LOAD_POSTS,
        )
    if {"screen_name", "followers"} <= columns or (
        {"handle", "did", "display_name"} <= columns and "text" not in columns
    ):
        return f"{head.name} holds accounts, not posts", _LOAD_POSTS
    names = ", ".join(name or "(no name)" for name in head.header[:_SHOWN_NAMES])
    return f"No format has the columns of {head.name}: {names}", MAP_REMEDY


_PAGE = (b"<!doctype", b"<html", b"<?xml", b"<gexf", b"<graphml")
_TEXTS: tuple[tuple[tuple[bytes, ...], tuple[bytes, str], str], ...] = (
    (
        (b'"{', b'"[{'),
        (b"", "holds JSON inside quotes: it was encoded twice"),
        "Decode it once, for example with jq -r . FILE",
    ),
    (
        (b"{'", b"[{'"),
        (b"", "holds Python text, not JSON"),
        "Write it with json.dumps instead of print or str",
    ),
    (
        _PAGE,
        (b"message default", "is a chat of Telegram as a web page"),
        "Export the chat again as machine-readable JSON",
    ),
    (
        _PAGE,
        (b"<gexf", "is a drawn network (GEXF), not an export of posts"),
        "Load the export that it was made from",
    ),
    (
        _PAGE,
        (b"<graphml", "is a drawn network (GraphML), not an export of posts"),
        "Load the export that it was made from",
    ),
    (_PAGE, (b"", "is a web page, not an export"), "Download the file itself"),
)
"""How a text starts and what stands in it, what it is then, and what to do."""


def _describe_text(head: Head) -> tuple[str, str]:
    lines = [line.strip() for line in head.data.split(b"\n")[:100]]
    filled = [line for line in lines if line]
    if all(line.isdigit() for line in filled):
        return (
            f"{head.name} holds post ids alone",
            "Fetch the posts of these ids first (hydrate them), then load the result",
        )
    for starts, what, remedy in _TEXTS:
        if filled and filled[0].lower().startswith(starts) and what[0] in head.data:
            return f"{head.name} {what[1]}", remedy
    return (
        f"{head.name} is text, but neither JSON nor a table with a header",
        "See meute formats for what can be read",
    )
