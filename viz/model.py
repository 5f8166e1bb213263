"""What a picture is made of, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """A node: an account, or a figure under attack. Unknown values are None."""

    id: str
    figure: bool = False
    handle: str | None = None
    display_name: str | None = None
    created_at: str | None = None
    followers: int | None = None
    pack: str | None = None
    inside_share: float | None = None
    bridge: bool = False

    @property
    def shown(self) -> str:
        """What to call it: @handle, or the name, or the id."""
        if self.handle:
            return f"@{self.handle}"
        return self.display_name or self.id


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


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack and the measures to judge it by."""

    id: str
    rank: int
    size: int
    measures: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A post to open and judge."""

    id: str
    author: str | None = None
    text: str | None = None
    url: str | None = None
    created_at: str | None = None
    matched: str | None = None


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
    left_out: tuple[str, ...] = ()
    selection: str = ""
