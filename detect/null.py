"""The null model: how each account would have acted without the other.

- Where it is known when the object began, the account's own delay profile, learnt from all other
  objects (:mod:`.delays`), times how crowded the moment was against what the profiles of all who
  shared the object lead one to expect. The crowd is what a broadcast,
  a relay or the evening makes: whoever meets in it meets by occasion.
- Where it is not known (or a hashtag has no beginning), the share of all others on the object that
  came within the window, times how the account's usual place in the order favours that moment.

A pack is a crowd too, and must not excuse itself: in what counts as crowd for an account, each
other account is discounted by how regularly it is there on *other* objects. No meeting is called
less likely than :data:`LEAST_CHANCE`, so that two meetings never suffice where many pairs are
compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .acts import Acts, Floats, Ints, Mask
from .delays import Delays
from .shares import Meetings, Shares
from .ties import Ties

LEAST_CHANCE = 0.01
CROWD_PRIOR = 1.0
"""Acts just as awaited that are added to a crowd: a single one does not make it."""
ORDER_PRIOR = 10.0
"""Acts of an ordinary object that are added to an object without a known beginning."""
REGULAR_PRIOR, REGULAR_POWER = 3.0, 4
"""An account that met another on a share s of other objects counts (1 - s)^4 in its crowd."""
PLACES = np.array([0.0, 0.03, 0.08, 0.16, 0.3, 0.5, 0.75, 1.0])
"""Edges of the classes of places in the order of an object's acts, finer where it begins."""
LEAST_OTHERS = 4.0
"""Acts of others from which an account's place among them says something."""
PLACE_PRIOR = 10.0
"""Acts evenly over all places that are added to an account's own."""
MOST_CHANCE = 1 - 1e-9
FULL_OBJECT = 5.0
"""Acts of others from which an object counts for what is usual."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Objects that pairs of accounts have in common, a row each.

    ``given`` is the share of the account whose times are taken as they are, ``moving`` that of
    the account whose times the null model draws.
    """

    pair: Ints
    pairs: int
    given: Ints
    moving: Ints
    met: Mask
    regular: Floats
    """How far the two are each other's regular company, judged on other objects; 0 to 1."""

    @classmethod
    def of(cls, shares: Shares, meetings: Meetings, ties: Ties, part: slice) -> Rows:
        """Return the rows of a range of ties; ``a`` is given, ``b`` moves."""
        pairs = part.stop - part.start
        pair, of_a, of_b = shares.common(ties.a[part], ties.b[part])
        met = meetings.are(pair + part.start, shares.object[of_a])
        elsewhere = np.bincount(pair, met, pairs)[pair] - met
        objects = np.bincount(pair, minlength=pairs)[pair] - 1
        share = (elsewhere + REGULAR_PRIOR * LEAST_CHANCE) / (objects + REGULAR_PRIOR)
        return cls(pair, pairs, of_a, of_b, met, 1 - (1 - share) ** REGULAR_POWER)

    def turned(self) -> Rows:
        """Return the same rows with the accounts changed over."""
        return Rows(self.pair, self.pairs, self.moving, self.given, self.met, self.regular)

    def sum(self, values: Floats) -> Floats:
        """Sum values by pair."""
        return np.bincount(self.pair, values, self.pairs).astype(np.float64)


@dataclass(frozen=True)
class Null:
    """What is learnt from all acts; columns are by row of ``shares``.

    ``near``, ``others``, ``before`` and ``awaited`` count the acts of others: those in the window,
    all, those before the account's first, and those that profiles put in the window; each without
    its share of regular company.
    """

    shares: Shares
    meetings: Meetings
    delays: Delays
    window: float
    behind: Floats
    """Delay of the account's first act, seconds; NaN where unknown."""
    at: Ints
    """Time of the account's first act, ticks."""
    near: Floats
    others: Floats
    before: Floats
    awaited: Floats

    @classmethod
    def of(cls, acts: Acts, ties: Ties, window: float, began: Floats) -> Null:
        """Learn from acts; the ties are what a sweep over them gave."""
        ticks = acts.window(window)
        shares, delays = Shares.of(acts, ticks), Delays.of(acts, began)
        behind = delays.behind[shares.first]
        null = cls(
            shares,
            Meetings.of(acts, ties, ticks),
            delays,
            window,
            behind,
            acts.time[shares.first],
            shares.near.copy(),
            shares.others.copy(),
            shares.before.copy(),
            _awaited(shares, delays, behind, window),
        )
        for part in shares.portions(ties):
            rows = Rows.of(shares, null.meetings, ties, part)
            null._discount(rows)
            null._discount(rows.turned())
        return null

    def _discount(self, rows: Rows) -> None:
        """Take regular company out of the crowd of each given share."""
        weight = rows.regular * self.shares.size[rows.moving]
        earlier = self.at[rows.moving] < self.at[rows.given]
        number = len(self.near)
        for column, less in (
            (self.near, weight * rows.met),
            (self.others, weight),
            (self.before, weight * earlier),
            (self.awaited, weight * self._by_profile(rows)),
        ):
            np.subtract(column, np.bincount(rows.given, less, number), out=column)
            np.maximum(column, 0.0, out=column)

    @cached_property
    def usual(self) -> float:
        """Share of others in the window, on an ordinary object."""
        full = self.others >= FULL_OBJECT
        if not full.any():
            return LEAST_CHANCE
        return float(np.minimum(self.near[full] / self.others[full], 1.0).mean())

    @cached_property
    def place(self) -> Ints:
        """Class of the account's place among the others; -1 where it says nothing."""
        place = np.searchsorted(PLACES, (self.before + 0.5) / (self.others + 1), "right") - 1
        telling = (self.others >= LEAST_OTHERS) & (self.shares.size == 1)
        return np.where(telling, np.minimum(place, len(PLACES) - 2), -1)

    @cached_property
    def placed(self) -> npt.NDArray[np.float32]:
        """How often each account was in each class of places, shape (accounts, classes)."""
        placed = np.zeros((len(self.shares.degree), len(PLACES) - 1), np.float32)
        telling = self.place >= 0
        np.add.at(placed, (self.shares.account[telling], self.place[telling]), 1)
        return placed

    def _by_profile(self, rows: Rows, but: Floats | None = None) -> Floats:
        """Return the chance that the moving account's profile puts it in the window."""
        around = np.nan_to_num(self.behind[rows.given])
        return self.delays.chance(self.shares.account[rows.moving], around, self.window, but)

    def chances(self, rows: Rows) -> Floats:
        """Return the chance that the moving account came within the window of the given one."""
        # The moving account is no part of the crowd that it may meet.
        itself = (1 - rows.regular) * self.shares.size[rows.moving]
        near = np.maximum(self.near[rows.given] - itself * rows.met, 0.0)
        chance = np.where(
            np.isnan(self.behind[rows.given]),
            self._by_order(rows, near, itself),
            self._by_delay(rows, near, itself),
        )
        never = (1 - np.minimum(chance, MOST_CHANCE)) ** self.shares.size[rows.moving]
        return np.clip(1 - never, LEAST_CHANCE, MOST_CHANCE)

    def _by_delay(self, rows: Rows, near: Floats, itself: Floats) -> Floats:
        """For objects with a known beginning: profile times crowd."""
        awaited = self.awaited[rows.given] - itself * self._by_profile(rows)
        crowd = (near + CROWD_PRIOR) / (np.maximum(awaited, 0.0) + CROWD_PRIOR)
        own = self._by_profile(rows, np.nan_to_num(self.behind[rows.moving]))
        return own * np.maximum(crowd, 1.0) * self.shares.size[rows.given]

    def _by_order(self, rows: Rows, near: Floats, itself: Floats) -> Floats:
        """For objects without one: share of the others who are there, times usual place."""
        others = np.maximum(self.others[rows.given] - itself, 0.0)
        share = (near + ORDER_PRIOR * self.usual) / (others + ORDER_PRIOR)
        account = self.shares.account[rows.moving]
        place, own = self.place[rows.given], self.place[rows.moving]
        width = np.diff(PLACES)[place]
        there = self.placed[account, place] - (own == place)
        acts = self.placed[account].sum(axis=1) - (own >= 0)
        favour = (there + PLACE_PRIOR * width) / (acts + PLACE_PRIOR) / width
        return share * np.where(place >= 0, np.maximum(favour, 1.0), 1.0)


def _awaited(shares: Shares, delays: Delays, behind: Floats, window: float) -> Floats:
    """Return how many acts of others on the object their profiles put in the window."""
    profiles = delays.profiles()
    account, shared = shares.account, shares.object
    by_object = sparse.csr_matrix((shares.size.astype(np.float32), (shared, account)))
    sums = by_object @ profiles
    around = np.nan_to_num(behind)
    everybody = delays.within(sums, shared, around, window)
    itself = delays.within(profiles, account, around, window) * shares.size
    return np.maximum(everybody - itself, 0.0)
