"""When a post was made, as its id says, on the platforms whose ids carry a time."""

from __future__ import annotations

import re

from ..records import Post
from .time_forms import is_plausible
from .times import snowflake_seconds

_LAST_NUMBER = re.compile(r"(\d{15,20})/?$")
_TID = re.compile(r"at://[^/]+/app\.bsky\.feed\.post/([2-7a-j][2-7a-z]{12})")
"""The key of a post; the id of a repost, which ends in its subject's, carries no time."""

_TID_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_SHORTCODE = re.compile(r"[BCD][A-Za-z0-9_-]{10}")
"""An Instagram id since 2012 in base 64, as addresses of posts have it."""

_SHORTCODE_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LEAST_SNOWFLAKE_DIGITS = 18  # since 2011; shorter ids may be another platform's
_DISCORD_EPOCH_MS, _INSTAGRAM_EPOCH_MS = 1_420_070_400_000, 1_314_220_021_721

EXACT = frozenset({"x", "tiktok", "discord", "coordination"})
"""The platforms that make the id themselves when the post is made.

A Bluesky client makes the key as it likes; the id of a Mastodon status is made when the instance
hears of it.
"""


def id_seconds(post: Post) -> int | None:
    """The time in a post's id, in epoch seconds; None where it carries none."""
    if post.platform == "x":
        return snowflake_seconds(post.native_id)
    seconds = _SECONDS[post.platform](post.native_id) if post.platform in _SECONDS else None
    return None if seconds is None or not is_plausible(seconds) else seconds


def exact_seconds(post: Post) -> int | None:
    """The same where the platform is one of :data:`EXACT`."""
    if post.platform == "x":
        return snowflake_seconds(post.native_id)
    return id_seconds(post) if post.platform in EXACT else None


def _number(native_id: str) -> int | None:
    match = _LAST_NUMBER.search(native_id)
    return int(match[1]) if match else None


def _tiktok(native_id: str) -> int | None:
    number = _number(native_id)
    return None if number is None else number >> 32


def _mastodon(native_id: str) -> int | None:
    number = _number(native_id)
    return None if number is None else (number >> 16) // 1000


def _discord(native_id: str) -> int | None:
    number = _number(native_id)
    return None if number is None else ((number >> 22) + _DISCORD_EPOCH_MS) // 1000


def _instagram(native_id: str) -> int | None:
    number = _number(native_id.partition("_")[0])
    if number is None and _SHORTCODE.fullmatch(native_id):
        number = 0
        for character in native_id:
            number = number * 64 + _SHORTCODE_DIGITS.index(character)
    return None if number is None else ((number >> 23) + _INSTAGRAM_EPOCH_MS) // 1000


def _bluesky(native_id: str) -> int | None:
    match = _TID.fullmatch(native_id)
    if match is None:
        return None
    number = 0
    for character in match[1]:
        number = number * 32 + _TID_DIGITS.index(character)
    return (number >> 10) // 1_000_000


def _coordination(native_id: str) -> int | None:
    if len(native_id) < _LEAST_SNOWFLAKE_DIGITS:
        return None
    return snowflake_seconds(native_id)


_SECONDS = {
    "tiktok": _tiktok,
    "mastodon": _mastodon,
    "truthsocial": _mastodon,
    "discord": _discord,
    "instagram": _instagram,
    "threads": _instagram,
    "bluesky": _bluesky,
    "coordination": _coordination,
}
"""Sources: the platforms' documents of their ids; Bluesky's TIDs in the AT Protocol's."""
