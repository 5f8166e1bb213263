"""Who else was there, and in what order: what an object tells that nobody knows the beginning of.

Of all others on an object, the share that came within the window of a moment is how likely an
ordinary account is to be there; an account that is usually among the first, or among the last, is
likelier where the first, or the last, are. An object with few others says little: ordinary ones
are added to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from .acts import Floats, Ints

PRIOR = 10.0
"""Acts of an ordinary object that are added to one."""
FULL_OBJECT = 5.0
"""Acts of others from which an object counts for what is ordinary."""
LEAST_SHARE = 0.01
"""What is ordinary where no object is full."""
PLACES = np.array([0.0, 0.03, 0.08, 0.16, 0.3, 0.5, 0.75, 1.0])
"""Edges of the classes of places in the order of an object's acts, finer where it begins."""
LEAST_OTHERS = 4.0
"""Acts of others from which an account's place among them says something."""
PLACE_PRIOR = 10.0
"""Acts evenly over all places that are added to an account's own."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Columns are by share of an account in an object."""

    account: Ints
    others: Floats
    """Acts of others on the object."""
    usual: float
    """Share of others in the window, on an ordinary object."""
    place: Ints
    """Class of the account's place among the others; -1 where it says nothing."""
    placed: npt.NDArray[np.float32]
    """How often each account was in each class of places, shape (accounts, classes)."""

    @classmethod
    def of(cls, account: Ints, size: Ints, near: Floats, others: Floats, before: Floats) -> Self:
        """Learn from shares: whose, how many acts, and the others' in the window, all, earlier."""
        full = others >= FULL_OBJECT
        usual = np.minimum(near[full] / others[full], 1.0).mean() if full.any() else LEAST_SHARE
        place = np.searchsorted(PLACES, (before + 0.5) / (others + 1), "right") - 1
        telling = (others >= LEAST_OTHERS) & (size == 1)
        place = np.where(telling, np.minimum(place, len(PLACES) - 2), -1)
        placed = np.zeros((int(account.max(initial=-1)) + 1, len(PLACES) - 1), np.float32)
        np.add.at(placed, (account[telling], place[telling]), 1)
        return cls(account, others, float(usual), place, placed)

    def chance(self, given: Ints, moving: Ints, near: Floats, itself: Floats) -> Floats:
        """Return the chance that the account of a share is where that of another one is.

        Args:
            given: the other shares, shape (n,).
            moving: the shares in question, on the same objects.
            near: acts of further accounts in the window of the given ones.
            itself: acts of the moving account that count among the others.
        """
        others = np.maximum(self.others[given] - itself, 0.0)
        share = (near + PRIOR * self.usual) / (others + PRIOR)
        account, place, own = self.account[moving], self.place[given], self.place[moving]
        width = np.diff(PLACES)[place]
        there = self.placed[account, place] - (own == place)
        acts = self.placed[account].sum(axis=1) - (own >= 0)
        favour = (there + PLACE_PRIOR * width) / (acts + PLACE_PRIOR) / width
        return np.asarray(share * np.where(place >= 0, np.maximum(favour, 1.0), 1.0))
