"""When are two texts the same? Folding, hashtag sequences and near-duplicates."""

from __future__ import annotations

import re
import unicodedata

LEAST_LENGTH = 20
"""Folded texts shorter than this many characters are greetings, no copies."""
LEAST_TAGS = 3
"""Fewer hashtags in a row are too common to mean anything."""

_URL = re.compile(r"https?://\S+")
_MENTION = re.compile(r"(?<![\w@])@[\w.:-]+")
_NOT_WORD = re.compile(r"[\W_]+")
_TAG = re.compile(r"(?<![\w#&])#(\w+)")


def fold(text: str) -> str | None:
    """Return the words alone: no case, punctuation, addresses, mentions or look-alike forms.

    None when too little is left to be called a copy.
    """
    bare = _MENTION.sub(" ", _URL.sub(" ", unicodedata.normalize("NFKC", text)))
    folded = _NOT_WORD.sub(" ", bare.casefold()).strip()
    return folded if len(folded) >= LEAST_LENGTH else None


def tag_sequence(text: str) -> str | None:
    """Return the hashtags in their order, joined; None when they are too few."""
    tags = _TAG.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(tags) if len(tags) >= LEAST_TAGS else None
