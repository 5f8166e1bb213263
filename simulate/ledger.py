"""Who posts what, when and about which post: the campaign as columns, before any text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from .rhythm import Rhythm

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SNOWFLAKE_EPOCH = 1_288_834_974_657
LEAST_DELAY_MS = 2_000
"""Nobody reacts faster; so a reaction is later than its cause in whole seconds, too."""


class Kind(IntEnum):
    """What a post is to others."""

    ORIGINAL, REPOST, QUOTE, REPLY = range(4)


class Theme(IntEnum):
    """What a post is about; with the targets it decides the truth.

    ``ENDORSE`` is a quote that adds only approval of an attack, ``DENOUNCE`` one that rejects it;
    ``DISSENT`` disagrees with a target's politics without attacking; ``HOMONYM`` means the town;
    ``MATCH`` follows a football match; ``TALK`` is a short answer such as everybody gives.
    """

    CHATTER, STAR, FAN, ATTACK, PUSH, ENDORSE, SUPPORT, DENOUNCE = range(8)
    REPORT, BYSTANDER, DISSENT, OWN, HOMONYM, MATCH, TALK = range(8, 15)


class Form(IntEnum):
    """How a post names its target: by name alone, with the hashtag, by the handle.

    For supporters ``TAGGED`` is their own hashtag, ``HATE_TAGGED`` the hashtag they denounce and
    ``BOTH_TAGS`` the two.
    """

    NAMED, TAGGED, MENTIONING, HATE_TAGGED, BOTH_TAGS = range(5)


HOSTILE_THEMES = (Theme.ATTACK, Theme.PUSH, Theme.ENDORSE)
SUPPORTING_THEMES = (Theme.SUPPORT, Theme.DENOUNCE)

_COLUMNS: tuple[tuple[str, Any], ...] = (
    ("ms", np.int64),
    ("account", np.int32),
    ("kind", np.int8),
    ("ref", np.int32),
    ("theme", np.int8),
    ("targets", np.int8),
    ("form", np.int8),
    ("copy", np.int32),
    ("shown", np.int32),
)

NOTHING, OWN_PICTURE = -1, -2
PICTURES = 1_000_000
"""What a post shows: from 0 a page, from here on a picture that others show too."""

TWISTS = 4
"""Ways to change a copied text a little; 0 changes nothing."""


class Ledger:
    """Collects drafts in any order; numbers them as they come."""

    def __init__(self, rhythm: Rhythm) -> None:
        self.rhythm = rhythm
        self._rows: dict[str, list[npt.NDArray[Any]]] = {name: [] for name, _ in _COLUMNS}
        self._count = 0
        self._reposted: list[Ints] = []

    def __len__(self) -> int:
        return self._count

    def add(
        self,
        ms: Any,
        account: Any,
        *,
        kind: Any = Kind.ORIGINAL,
        ref: Any = -1,
        theme: Any = Theme.CHATTER,
        targets: Any = 0,
        form: Any = Form.NAMED,
        copy: Any = -1,
        shown: Any = NOTHING,
    ) -> Ints:
        """Enter posts and return their numbers; scalars stand for all of them.

        ``copy`` is the number of a text that several posts share, -1 for a text of its own;
        ``shown`` a page or a picture.
        """
        ms = np.atleast_1d(np.asarray(ms, dtype=np.int64))
        values = (ms, account, kind, ref, theme, targets, form, copy, shown)
        for (name, dtype), value in zip(_COLUMNS, values, strict=True):
            column = np.broadcast_to(np.asarray(value), ms.shape).astype(dtype)
            self._rows[name].append(column)
        numbers = np.arange(self._count, self._count + len(ms), dtype=np.int64)
        self._count += len(ms)
        return numbers

    def column(self, name: str, numbers: Ints) -> npt.NDArray[Any]:
        """Return one column of posts already entered."""
        whole = np.concatenate(self._rows[name])
        self._rows[name] = [whole]
        return np.asarray(whole[numbers])

    def repost(self, ref: Ints, account: Ints, ms: npt.NDArray[Any]) -> Ints:
        """Enter reposts; drop those of one's own posts, repeated ones, and those past the end.

        Reposts take the theme and the targets of what they repost.
        """
        if not len(ref):
            return np.empty(0, dtype=np.int64)
        order = np.lexsort((ms, account, ref))
        ref, account, ms = ref[order], account[order], ms[order]
        own = self.column("account", ref) == account
        kept = self._first(ref, account) & ~own & (ms < self.rhythm.end)
        ref, account, ms = ref[kept], account[kept], ms[kept]
        theme, targets, form = (self.column(name, ref) for name in ("theme", "targets", "form"))
        least = self.column("ms", ref) + LEAST_DELAY_MS
        return self.add(
            np.maximum(ms.astype(np.int64), least), account, kind=Kind.REPOST, ref=ref,
            theme=theme, targets=targets, form=form,
        )  # fmt: skip

    def _first(self, ref: Ints, account: Ints) -> Mask:
        """Return which of the sorted pairs are neither repeated here nor entered before."""
        keys = (ref << 32) | account
        first = np.ones(len(keys), dtype=bool)
        first[1:] = keys[1:] != keys[:-1]
        for earlier in self._reposted:
            if earlier[-1] >= keys[0] and earlier[0] <= keys[-1]:
                first &= ~np.isin(keys, earlier)
        self._reposted.append(keys)
        return first

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Return all columns in the order of entry."""
        return {name: np.concatenate(parts) for name, parts in self._rows.items()}


@dataclass(frozen=True, slots=True)
class Plan:
    """All posts of a campaign in the order of time; ``ref`` are row numbers or -1.

    ``ms`` is epoch milliseconds, ``id`` the native id, ``variant`` the bits that choose a text,
    ``twist`` how a copied text is changed, ``shown`` a page, a picture or nothing.
    """

    ms: Ints
    account: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    ref: npt.NDArray[np.int32]
    theme: npt.NDArray[np.int8]
    targets: npt.NDArray[np.int8]
    form: npt.NDArray[np.int8]
    shown: npt.NDArray[np.int32]
    english: Mask
    variant: npt.NDArray[np.uint64]
    twist: npt.NDArray[np.int8]
    id: Ints

    def __len__(self) -> int:
        return len(self.ms)

    def with_themes(self, themes: Iterable[Theme]) -> Mask:
        """Return which posts have one of the themes, reposts with their original's."""
        return np.isin(self.theme, [int(theme) for theme in themes])


def in_time_order(ledger: Ledger, english: Mask, rng: np.random.Generator) -> tuple[Plan, Ints]:
    """Sort the ledger by time; return the plan, and the row of each number of the ledger.

    ``english`` says which accounts write English; copied texts are French whoever posts them.
    """
    drafts = ledger.columns()
    order = np.argsort(drafts["ms"], kind="stable")
    row = np.empty(len(order), dtype=np.int64)
    row[order] = np.arange(len(order))
    drafts = {name: column[order] for name, column in drafts.items()}
    ref = np.where(drafts["ref"] >= 0, row[drafts["ref"]], -1).astype(np.int32)
    copy = drafts["copy"]
    variant = rng.integers(0, 2**63, len(order), dtype=np.uint64)
    shared = rng.integers(0, 2**63, max(1, int(copy.max()) + 1), dtype=np.uint64)
    twist = rng.integers(0, TWISTS, len(order), dtype=np.int8)
    plan = Plan(
        ms=drafts["ms"],
        account=drafts["account"],
        kind=drafts["kind"],
        ref=ref,
        theme=drafts["theme"],
        targets=drafts["targets"],
        form=drafts["form"],
        shown=drafts["shown"],
        english=english[drafts["account"]] & (copy < 0),
        variant=np.where(copy >= 0, shared[copy], variant),
        twist=np.where(copy >= 0, twist, 0).astype(np.int8),
        id=snowflakes(drafts["ms"], rng),
    )
    return plan, row


def snowflakes(ms: Ints, rng: np.random.Generator) -> Ints:
    """Return ids that carry the sorted times, unique within a millisecond by their sequence."""
    first = np.searchsorted(ms, ms, side="left")
    sequence = np.arange(len(ms)) - first
    worker = rng.integers(0, 2**10, len(ms))
    return ((ms - SNOWFLAKE_EPOCH) << 22) | (worker << 12) | sequence
