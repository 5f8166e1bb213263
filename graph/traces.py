"""THE declaration of the ways of acting alike: what two accounts share, and its words.

The relationship types of ties, the choices of ``meute detect --trace``, the marks and words of the
pages and the lists of traces in stored queries derive from it. A trace is added here, with a stored
query in ``cypher/internal/`` that reads its acts where none there does yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Reading(Enum):
    """What is shared of the objects that a trace's stored query answers."""

    OBJECT = "the object itself"
    SAME_TEXT = "the words of the text, without case, punctuation, links and mentions"
    NEAR_TEXT = "the group of nearly the same texts that the text belongs to"
    TAG_SEQUENCE = "the hashtags of the text, in their order"


@dataclass(frozen=True, slots=True)
class Words:
    """How a trace is spoken of in one language."""

    title: str
    """Heading of a tie, as «Same reposts»."""
    act: str
    """What both did, to stand after «both»."""
    objects: str
    """What they share, in the plural."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A way of acting alike."""

    name: str
    """What ``meute detect --trace`` takes, and runs and packs say."""
    kind: str
    """Type of the relationship between two accounts that share it."""
    query: str
    """The stored query that reads its acts."""
    window_s: int
    """How far apart two acts may be where nothing else is asked, seconds."""
    english: Words
    french: Words
    reading: Reading = Reading.OBJECT
    everyday: bool = False
    """Whether many use what is shared any day, as a hashtag: no salvo is told by it."""


def trace_table(*traces: Trace) -> Mapping[str, Trace]:
    """Return the traces by name.

    Raises:
        ValueError: two have one name or one relationship type, so that ties would be mixed up.
    """
    for values in ([trace.name for trace in traces], [trace.kind for trace in traces]):
        for value in values:
            if values.count(value) > 1:
                raise ValueError(f"{value}: two traces are declared with it")
    return {trace.name: trace for trace in traces}


TRACES = trace_table(
    Trace(
        "repost", "CO_REPOSTS", "trace-reposts", 60,
        Words("Same reposts", "reposted the same posts", "posts"),
        Words("Mêmes reposts", "ont reposté les mêmes posts", "posts"),
    ),
    Trace(
        "link", "CO_LINKS", "trace-links", 300,
        Words("Same links", "linked to the same pages", "pages"),
        Words("Mêmes liens", "ont mis des liens vers les mêmes pages", "pages"),
    ),
    Trace(
        "domain", "CO_DOMAINS", "trace-domains", 300,
        Words("Same sites", "linked to pages of the same sites", "sites"),
        Words("Mêmes sites", "ont mis des liens vers les mêmes sites", "sites"),
        everyday=True,
    ),
    Trace(
        "hashtag", "CO_TAGS", "trace-hashtags", 60,
        Words("Same hashtags", "used the same hashtags", "hashtags"),
        Words("Mêmes hashtags", "ont employé les mêmes hashtags", "hashtags"),
        everyday=True,
    ),
    Trace(
        "sequence", "CO_SEQUENCES", "trace-texts", 300,
        Words("Same hashtag sequences", "used the same hashtags in the same order", "sequences"),
        Words("Mêmes suites de hashtags", "ont employé les mêmes hashtags dans le même ordre",
              "suites de hashtags"),
        Reading.TAG_SEQUENCE,
    ),
    Trace(
        "reply", "CO_REPLIES", "trace-replies", 300,
        Words("Same replies", "answered the same posts", "posts"),
        Words("Mêmes réponses", "ont répondu aux mêmes posts", "posts"),
    ),
    Trace(
        "text", "CO_TEXTS", "trace-texts", 3600,
        Words("Same texts", "posted the same text", "texts"),
        Words("Mêmes textes", "ont publié le même texte", "textes"),
        Reading.SAME_TEXT,
    ),
    Trace(
        "near-text", "CO_NEAR_TEXTS", "trace-texts", 3600,
        Words("Nearly the same texts", "posted nearly the same text", "texts"),
        Words("Textes presque identiques", "ont publié presque le même texte", "textes"),
        Reading.NEAR_TEXT,
    ),
    Trace(
        "media", "CO_MEDIA", "trace-media", 3600,
        Words("Same media", "posted the same picture or video", "pictures and videos"),
        Words("Mêmes médias", "ont publié la même image ou vidéo", "images et vidéos"),
    ),
    Trace(
        "mention", "CO_MENTIONS", "trace-mentions", 60,
        Words("Same mentions", "mentioned the same accounts", "accounts"),
        Words("Mêmes mentions", "ont mentionné les mêmes comptes", "comptes"),
        everyday=True,
    ),
)  # fmt: skip


TRACE_BY_KIND = {trace.kind: trace for trace in TRACES.values()}
ANY_TIE = "|".join(TRACE_BY_KIND)
"""All types of ties, as a pattern in Cypher lists them."""
