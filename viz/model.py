"""What a picture is made of, before anything is drawn."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from .language import Message

Row = dict[str, Any]


def values_of(text: str | None, absent: Any) -> Any:
    """Return JSON as values of the same kind as ``absent``, which stands for damaged JSON."""
    try:
        values = json.loads(text or "null")
    except (ValueError, RecursionError):
        return absent
    return values if isinstance(values, type(absent)) else absent


@dataclass(frozen=True, slots=True)
class Actor:
    """A node: an account, or a figure under attack. Unknown values are None.

    ``unclear`` counts posts, by the account or about the figure, that may attack or support and may
    not: they make no edge.
    """

    id: str
    figure: bool = False
    handle: str | None = None
    display_name: str | None = None
    created_at: str | None = None
    followers: int | None = None
    pack: str | None = None
    inside_share: float | None = None
    bridge: bool = False
    unclear: int = 0

    @property
    def shown(self) -> str:
        """What to call it: @handle, or the name, or the id."""
        if self.handle:
            return f"@{self.handle}"
        return self.display_name or self.id


@dataclass(frozen=True, slots=True)
class Shared:
    """What both ends of a tie shared, when each did, epoch seconds, and by which posts."""

    object: str
    first_ts: int
    second_ts: int
    first_post: str
    second_post: str

    @property
    def gap_s(self) -> int:
        """Seconds between the two."""
        return abs(self.first_ts - self.second_ts)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of any kind in ``marks.TRACES``; ``weight`` counts what it stands for.

    For a tie the weight is the number of distinct objects both accounts shared in the window; for
    a repost, an attack or support, the number of posts.
    """

    source: str
    target: str
    trace: str
    weight: int
    own: int | None = None
    median_gap_s: float | None = None
    q: float | None = None
    window_s: int | None = None
    run: str | None = None
    first_at: str | None = None
    last_at: str | None = None
    posts: tuple[str, ...] = ()
    shared: tuple[Shared, ...] = ()
    """Of a tie: what both shared in the window, closest first, perhaps not all."""
    explanation: str | None = None
    """Of a tie: what else could explain it."""
    course: tuple[tuple[int, int], ...] = ()
    """When: number of the bin in the picture's course, and acts in it."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack and the measures to judge it by."""

    id: str
    rank: int
    size: int
    measures: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about an account, a figure, a pack or an edge of a picture."""

    kind: str
    """What it is on: account, figure, pack or edge."""
    id: str
    """Of an edge: that of its first end."""
    text: str
    to: str | None = None
    """Of an edge: the id of its other end."""
    trace: str | None = None
    """Of an edge: its kind, as in ``marks.TRACES``."""
    shown: str = ""
    """What the page called it."""
    written_at: str = ""

    @property
    def key(self) -> tuple[str, str, str | None, str | None]:
        """What it is on."""
        return self.kind, self.id, self.to, self.trace


@dataclass(frozen=True, slots=True)
class Evidence:
    """A post to open and judge."""

    id: str
    author: str | None = None
    text: str | None = None
    url: str | None = None
    created_at: str | None = None
    matched: str | None = None
    kind: str | None = None
    """Original, reply, quote or repost."""
    original_author: str | None = None
    """Of a repost: who wrote what it passes on."""


@dataclass(frozen=True, slots=True)
class CourseBin:
    """Posts of one bin of time; a post can be counted under several heads."""

    number: int
    """Bins from the start of the course."""
    posts: int = 0
    attacks: int = 0
    supports: int = 0
    pack: int = 0
    """Posts by members of packs."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A post with which an attack began, and the accounts that passed it on."""

    ts: int
    figure: str
    account: str
    relays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """What happened when: bins of time that hold posts, in order, and the sparks of attacks."""

    start_ts: int
    """First second of the bin with number 0, epoch seconds, UTC."""
    bin_s: int
    bins: tuple[CourseBin, ...]
    sparks: tuple[Spark, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything one page shows, already cut to size.

    ``left_out`` says in full sentences what was not drawn and why; ``runs`` are rows of the stored
    query ``runs``.
    """

    actors: tuple[Actor, ...]
    edges: tuple[Edge, ...]
    packs: tuple[Pack, ...] = ()
    posts: dict[str, Evidence] = field(default_factory=dict)
    runs: tuple[Row, ...] = ()
    left_out: tuple[Message, ...] = ()
    selection: tuple[Message, ...] = ()
    course: Course | None = None
    salvoes: tuple[Row, ...] = ()
    """Rows of the stored query ``salvoes``: told in words, and not drawn."""
    notes: tuple[Note, ...] = ()
