"""Exports whose form has changed: what every record had is missing from most of them.

Platforms rename what they send, and programs that collect it go on without a word: the handles are
gone, or the words. The posts are loaded all the same, and the member that is missed is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .records import Post
from .unread import note

NO_MEMBERS: Mapping[str, str] = MappingProxyType({})

_FEWEST = 4
_MOST = 0.5
_FEWEST_TEXTS = 10
_MISSING: dict[str, Callable[[Post], bool]] = {
    "account": lambda post: post.account is None,
    "handle": lambda post: post.account is not None and post.account.handle is None,
    "text": lambda post: post.text is None and post.kind != "repost",
    "any_text": lambda post: post.text is None and post.kind != "repost",
    "created_at": lambda post: post.ts is None,
}


class Drift:
    """Counts the posts of an input that lack what its format always has.

    ``members`` names the members of its records that give a post's account, handle, text and time;
    ``any_text`` is the text where many posts have none.
    """

    def __init__(self, members: Mapping[str, str]) -> None:
        self._members = members
        self._missing = {field: _MISSING[field] for field in members}
        self._counts = dict.fromkeys(members, 0)
        self._posts = 0

    def look(self, post: Post) -> None:
        """Count a post."""
        self._posts += 1
        for field, missing in self._missing.items():
            if missing(post):
                self._counts[field] += 1

    def tell(self) -> None:
        """Note the members that most posts lack."""
        for field, count in self._counts.items():
            # Where pictures need no words, only an export without any is strange.
            if field == "any_text":
                strange = self._posts >= _FEWEST_TEXTS and count == self._posts
            else:
                strange = self._posts >= _FEWEST and count > _MOST * self._posts
            if strange:
                share = f"missing from {count:,} of {self._posts:,} records"
                note(self._members[field], share, "so its form may have changed")
