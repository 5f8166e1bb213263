"""Why nothing could be judged: a case without posts, or posts without words."""

from __future__ import annotations

from ..graph.schema import Post
from ..graph.store import Store

_WORDS = "MATCH (p:Post) WHERE p.text IS NOT NULL RETURN p.id AS post LIMIT 1"
NO_POSTS = "The case holds no posts"
LOAD = "Run `meute load EXPORT` first."
NO_WORDS = "No words were loaded, so nothing could be judged"
LOAD_WORDS = (
    "Load an export that holds the texts of the posts; where a column holds them, name it in a "
    "map (docs/formats.md)."
)


def why_nothing(store: Store) -> tuple[str, str] | None:
    """What is missing, and what to do; None where there are words to judge.

    Raises:
        StoreError: the engine cannot answer.
    """
    if not store.counts().by_type.get(Post.label):
        return NO_POSTS, LOAD
    return None if store.read(_WORDS).rows else (NO_WORDS, LOAD_WORDS)
