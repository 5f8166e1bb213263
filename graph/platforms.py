"""The names of platforms: one for each, however people write it."""

from __future__ import annotations

from typing import Any

_CALLED = {
    "twitter": "x", "twitter.com": "x", "x.com": "x", "x (twitter)": "x", "twitter/x": "x",
    "x/twitter": "x", "bsky": "bluesky", "bsky.app": "bluesky", "truth social": "truthsocial",
    "facebook.com": "facebook", "instagram.com": "instagram", "tiktok.com": "tiktok",
    "tik tok": "tiktok", "youtube.com": "youtube", "t.me": "telegram", "vkontakte": "vk",
}  # fmt: skip
"""Names in use beside our own: X was Twitter until 2023, and tools put addresses."""


NAMED = frozenset({
    "x", "bluesky", "mastodon", "telegram", "tiktok", "youtube", "instagram", "threads", "facebook",
    "truthsocial", "gab", "reddit", "discord", "vk", "linkedin", "pinterest", "twitch", "parler",
    "gettr", "rumble", "whatsapp", "snapchat",
})  # fmt: skip
"""Platforms of which it is known that tables name them so."""

UNNAMED = frozenset({"coordination", "unknown"})
"""What stands for a platform that an export does not say: in coordination tables, and in a proposed
map in which nobody has written it."""


def platform_named(written: Any) -> Any:
    """The name that the graph has for a platform; what is not text stays as it is."""
    if not isinstance(written, str):
        return written
    word = " ".join(written.lower().split())
    return _CALLED.get(word, word)
