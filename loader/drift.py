"""Exports whose form has changed: what every record had is missing from most of them.

Platforms rename what they send, and programs that collect it go on without a word: the handles are
gone, or the words. The posts are loaded all the same, and the member that is missed is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .records import Post
from .unread import note

NO_MEMBERS: Mapping[str, str] = MappingProxyType({})

_FEWEST = 4
_MOST = 0.5
_FEWEST_TEXTS = 10


class Drift:
    """Counts the posts of an input that lack what its format always has.

    ``members`` names the members of its records that give a post's account, handle, text and time;
    ``any_text`` is the text where many posts have none.
    """

    def __init__(self, members: Mapping[str, str]) -> None:
        self._members = members
        self._missing = dict.fromkeys(("account", "handle", "text", "created_at"), 0)
        self._posts = 0

    def look(self, post: Post) -> None:
        """Count a post."""
        self._posts += 1
        if post.account is None:
            self._missing["account"] += 1
        elif post.account.handle is None:
            self._missing["handle"] += 1
        if post.text is None and post.kind != "repost":
            self._missing["text"] += 1
        if post.ts is None:
            self._missing["created_at"] += 1

    def tell(self) -> None:
        """Note the members that most posts lack."""
        for field, member in self._members.items():
            # Where pictures need no words, only an export without any is strange.
            if field == "any_text":
                count = self._missing["text"]
                strange = self._posts >= _FEWEST_TEXTS and count == self._posts
            else:
                count = self._missing[field]
                strange = self._posts >= _FEWEST and count > _MOST * self._posts
            if strange:
                share = f"missing from {count:,} of {self._posts:,} records"
                note(member, share, "so its form may have changed")
