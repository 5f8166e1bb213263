"""The null model: how each account would have acted without the other.

- The account's own delay profile, learnt from all other objects (:mod:`.delays`), and that behind
  the objects of the same author, times how crowded the moment was against what the profiles of all
  who shared the object lead one to expect. The crowd is what a broadcast, a relay or the evening
  makes: whoever meets in it meets by occasion. Where it is not known when an object began, its
  first act stands for that.
- That takes a pack which is always the first for an audience. So where the beginning is unknown,
  or the window is so long that delays tell nothing, but the author is known, the profile behind
  that author's objects stands beside the share of all others who were there at that moment
  (:mod:`.orders`); the likelier of these counts where it is less than the profile makes it.
- The account's own clock: how often it acts at that time of other days (:mod:`.hours`).

What is likelier, by these or by the clock, counts. A second, cautious chance allows for doubt: the
order of acts does not speak in it, whom each account follows does (:mod:`.leads`), two or three
delays behind an author's objects make a habit, so does a place in every hour or ten minutes, and
the odds of what is likely are raised.

A pack is a crowd too, and must not excuse itself: in what counts as crowd for an account, each
other account is discounted by how regularly it is there on *other* objects. No meeting is called
less likely than :data:`LEAST_CHANCE`, so that two meetings never suffice where many pairs are
compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .acts import Acts, Codes, Floats, Ints, Mask
from .delays import AuthorDelays, Delays, Habits
from .hours import Hours, Turns
from .leads import Leads
from .orders import Orders
from .portions import in_order
from .shares import Meetings, Pairs, Shares, tied_accounts
from .ties import Ties

LEAST_CHANCE = 0.01
CROWD_PRIOR = 1.0
"""Acts just as awaited that are added to a crowd: a single one does not make it."""
REGULAR_PRIOR, REGULAR_POWER = 3.0, 4
"""An account that met another on a share s of other objects counts (1 - s)^4 in its crowd."""
MOST_CHANCE = 1 - 1e-9
DOUBT = 6.0
"""The odds of a meeting of chance c are multiplied by 1 + 6 c where doubt is allowed for.

Two for whom meetings are likely have more in common than a model of each by itself can tell.
"""
DOUBT_PRIOR = 1.0
"""Likewise, delays of anybody's that are added to those behind an author's objects."""
LONG_S = 1_800.0
"""From a window this long on, most delays lie in it, and the order of acts tells more."""


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
    def of(cls, shares: Shares, meetings: Meetings, ties: Ties | Pairs, part: slice) -> Rows:
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


@dataclass(frozen=True, slots=True)
class Company:
    """Acts of others, by share: those in the window, those that profiles put there, all, earlier.

    Each without its share of regular company.
    """

    near: Floats
    awaited: Floats
    all: Floats
    before: Floats

    @classmethod
    def regular(cls, rows: Rows, size: Ints, time: Ints, awaited: Floats) -> tuple[slice, Company]:
        """Return the company of the moving accounts which is regular, and the shares it is of.

        Args:
            rows: objects that pairs have in common.
            size: acts of each share.
            time: time of each share.
            awaited: the chance that profiles put the moving accounts into the window.
        """
        first = int(rows.given.min(initial=len(size)))
        place, weight = rows.given - first, rows.regular * size[rows.moving]
        earlier = time[rows.moving] < time[rows.given]
        columns = (weight * part for part in (rows.met, awaited, 1.0, earlier))
        regular = cls(*(np.bincount(place, column).astype(np.float64) for column in columns))
        return slice(first, first + len(regular.all)), regular

    def leave_out(self, shares: slice, regular: Company) -> None:
        """Take regular company out of that of some shares."""
        for name in self.__dataclass_fields__:
            column = getattr(self, name)[shares]
            np.maximum(column - getattr(regular, name), 0.0, out=column)


@dataclass(frozen=True)
class Null:
    """What is learnt from all acts; columns are by row of ``shares``.

    ``near`` and ``awaited`` count the acts of others in the window, and those that profiles put
    there; each without its share of regular company.
    """

    shares: Shares
    meetings: Meetings
    delays: Delays
    authors: AuthorDelays
    hours: Hours
    turns: Turns
    leads: Leads
    orders: Orders
    ordered: Mask
    """Where the order of acts may speak for the account."""
    window: float
    behind: Floats
    """Delay of the account's first act, seconds."""
    time: Ints
    """Time of the account's first act, ticks."""
    ticks: int
    near: Floats
    awaited: Floats

    @classmethod
    def of(
        cls, acts: Acts, ties: Ties | Pairs, window: float, began: Floats, author: Codes
    ) -> Null:
        """Learn from acts; the ties are what a sweep over them gave, -1 an unknown author."""
        ticks = acts.window(window)
        shares, delays = Shares.of(acts, ticks), Delays.of(acts, began)
        meetings = Meetings.of(acts, ties, ticks)
        behind, at = delays.behind[shares.first], acts.time[shares.first]
        awaited = _awaited(shares, delays, behind, window)
        others = Company(shares.near.copy(), awaited, shares.others.copy(), shares.before.copy())

        def regular(part: slice) -> list[tuple[slice, Company]]:
            rows = Rows.of(shares, meetings, ties, part)
            return [
                Company.regular(
                    side,
                    shares.size,
                    at,
                    delays.chance(shares.account[side.moving], behind[side.given], window),
                )
                for side in (rows, rows.turned())
            ]

        for both_ways in in_order(regular, shares.portions(ties)):
            for part, company in both_ways:
                others.leave_out(part, company)
        whose = author[shares.object].astype(np.int64)
        unknown = np.isnan(began[shares.object]) | (window >= LONG_S)
        return cls(
            shares,
            meetings,
            delays,
            AuthorDelays.of(shares.account, whose, behind),
            Hours.of(shares.account, at // acts.ticks),
            Turns.of(shares.account, at // acts.ticks),
            Leads.of(shares, at / acts.ticks, tied_accounts(ties, acts.accounts), window),
            Orders.of(shares.account, shares.size, others.near, others.all, others.before),
            unknown & (whose >= 0),
            window,
            behind,
            at,
            acts.ticks,
            others.near,
            others.awaited,
        )

    def chances(self, rows: Rows) -> Floats:
        """Return the chance that the moving account came within the window of the given one."""
        by_delay, habits = self._by_delay(rows)
        return self._of_any(rows, self._by_order(rows, by_delay, habits), self._by_clock(rows))

    def with_doubt(self, rows: Rows) -> tuple[Floats, Floats]:
        """Return these chances, and larger ones that allow for doubt."""
        by_delay, habits = self._by_delay(rows)
        clock = self._by_clock(rows)
        plain = self._of_any(rows, self._by_order(rows, by_delay, habits), clock)
        return plain, self._doubted(rows, self._of_any(rows, by_delay, clock), habits)

    def _of_any(self, rows: Rows, chance: Floats, clock: Floats) -> Floats:
        """Return the chance of any of the moving account's acts, by its clock if that is more."""
        chance = np.minimum(np.maximum(chance, clock), MOST_CHANCE)
        never = (1 - chance) ** self.shares.size[rows.moving]
        return np.clip(1 - never, LEAST_CHANCE, MOST_CHANCE)

    def _doubted(self, rows: Rows, chance: Floats, habits: Habits) -> Floats:
        """Allow for thin habits, leaders, the turns of programs, and likely company."""
        around, own = self.time[rows.given] / self.ticks, self.time[rows.moving] / self.ticks
        led = self.leads.chance(rows.moving, around, own, self.window, chance)
        fan = habits.chance(chance, DOUBT_PRIOR)
        at, itself = (self.time[of] // self.ticks for of in (rows.given, rows.moving))
        turns = self.turns.favour(self.shares.account[rows.moving], at, itself, self.window)
        likelier = np.maximum(led, fan) * turns * self.shares.size[rows.given]
        chance = np.clip(likelier, chance, MOST_CHANCE)
        odds = (1 + DOUBT * (chance - LEAST_CHANCE)) * chance / (1 - chance)
        return np.minimum(odds / (1 + odds), MOST_CHANCE)

    def _crowd(self, rows: Rows) -> tuple[Floats, Floats]:
        """Return acts of further accounts in the window, and those of the moving account."""
        # The moving account is not a part of the crowd that it may meet.
        itself = (1 - rows.regular) * self.shares.size[rows.moving]
        return np.maximum(self.near[rows.given] - itself * rows.met, 0.0), itself

    def _by_delay(self, rows: Rows) -> tuple[Floats, Habits]:
        """The account's profile, or that behind the object's author, times the crowd.

        Also returns the delays behind that author.
        """
        near, itself = self._crowd(rows)
        account, around = self.shares.account[rows.moving], self.behind[rows.given]
        own = self.behind[rows.moving]
        profile, usual = self.delays.chances(account, around, self.window, own)
        awaited = self.awaited[rows.given] - itself * profile
        crowd = (near + CROWD_PRIOR) / (np.maximum(awaited, 0.0) + CROWD_PRIOR)
        habits = self.authors.habits(rows.moving, around, own, self.window)
        likelier = np.maximum(usual, habits.chance(usual))
        return likelier * np.maximum(crowd, 1.0) * self.shares.size[rows.given], habits

    def _by_order(self, rows: Rows, by_delay: Floats, habits: Habits) -> Floats:
        """Where the order may speak, and makes it less: the share of the others who are there.

        Or the profile behind the object's author, if that is more.
        """
        ordered = self.ordered[rows.given]
        if not ordered.any():
            return by_delay
        order = self.orders.chance(rows.given, rows.moving, *self._crowd(rows))
        by_order = np.maximum(order, habits.chance(order))
        return np.where(ordered, np.minimum(by_delay, by_order), by_delay)

    def _by_clock(self, rows: Rows) -> Floats:
        """How often the moving account acts at that time of other days."""
        account, moment = self.shares.account[rows.moving], self.time[rows.given] // self.ticks
        return self.hours.chance(account, moment, self.window) * self.shares.size[rows.given]


def _awaited(shares: Shares, delays: Delays, behind: Floats, window: float) -> Floats:
    """Return how many acts of others on the object their profiles put in the window."""
    profiles = delays.profiles()
    account, shared = shares.account, shares.object
    by_object = sparse.csr_matrix((shares.size.astype(np.float32), (shared, account)))
    sums = by_object @ profiles
    everybody = delays.within(sums, shared, behind, window)
    itself = delays.within(profiles, account, behind, window) * shares.size
    return np.maximum(everybody - itself, 0.0)
