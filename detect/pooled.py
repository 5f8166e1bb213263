"""Evidence of several traces added up: a little of each may be much together.

For a pair of accounts, the coincidences of all traces are summed as those of one trace are: what
happens at one time on two traces, as a post with the same words and the same link, is one
coincidence. A tie's chance is then the smaller of two, that of its own trace and that of all traces
together, doubled, since there were two to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .acts import TICKS, Acts, Codes, Floats, Ints, Mask, distinct
from .coincidences import LONGEST_S, LONGEST_WINDOWS, Coincidences
from .null import Null, Rows
from .portions import in_order, portions
from .shares import Pairs
from .significance import BEHAVIOUR, Rates, Significance, significance, weaker
from .ties import Ties


@dataclass(frozen=True, slots=True)
class Trial:
    """One trace: its acts, the ties that a sweep gave, and what is known of the objects."""

    acts: Acts
    ties: Ties
    window: float
    """That sweep's window, seconds."""
    began: Floats
    """When each object began, seconds; NaN where unknown."""
    author: Codes
    """Whose each object is; -1 where unknown."""


def joint_significance(
    trials: Sequence[Trial], *, min_shared: int = 2, null: str = BEHAVIOUR, fdr: float = 1.0
) -> list[Significance]:
    """Return how surprising the ties of each trace are, by themselves or together with the others.

    Args:
        trials: the traces.
        min_shared: the sweeps' minimum number of objects.
        null: as for :func:`.significance`; other authors' models know one trace only.
        fdr: likewise.
    """
    pools = null == BEHAVIOUR and sum(len(trial.ties) > 0 for trial in trials) > 1
    own = [
        significance(
            trial.acts, trial.ties, trial.window, trial.began, author=trial.author,
            # What one trace cannot tell, all together may.
            min_shared=min_shared, null=null, fdr=1.0 if pools else fdr,
        )
        for trial in trials
    ]  # fmt: skip
    if not pools:
        return own
    keys = [_keys(trial.ties) for trial in trials]
    pairs = distinct(np.concatenate(keys))
    plain, cautious = _pooled(trials, pairs)
    judged = []
    for chance, key in zip(own, keys, strict=True):
        place = np.searchsorted(pairs, key)
        rates = [
            Rates.of(_smaller(rates.p, pooled[place]), chance.tests)
            for rates, pooled in ((chance.plain, plain), (chance.cautious, cautious))
        ]
        judged.append(replace(chance, plain=rates[0], cautious=rates[1]))
    return judged


def _smaller(own: Floats, pooled: Floats) -> Floats:
    """Return the smaller of two chances, doubled: there were two to choose from."""
    return np.asarray(np.minimum(2 * np.minimum(own, pooled), 1.0))


def _keys(ties: Ties) -> Ints:
    return ties.a.astype(np.int64) << 32 | ties.b


@dataclass(frozen=True, slots=True)
class _Learnt:
    """The null model of one trace, and which of all pairs can have something in common there."""

    null: Null
    pairs: Pairs
    number: Ints
    """Per pair its place among all pairs."""
    window: float

    @classmethod
    def of(cls, trial: Trial, keys: Ints) -> _Learnt:
        every = Pairs((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))
        number = every.acting(trial.acts)
        pairs = every.take(number)
        null = Null.of(trial.acts, pairs, trial.window, trial.began, trial.author)
        return cls(null, pairs, number, trial.window)

    def work(self, number: int) -> Ints:
        """Return for each of all pairs how many objects are looked at."""
        degree, work = self.null.shares.degree, np.zeros(number, np.int64)
        work[self.number] = np.minimum(degree[self.pairs.a], degree[self.pairs.b])
        return work

    def rows(self, part: slice) -> Rows:
        """Return the rows of a range of all pairs, numbered from its start."""
        low, high = np.searchsorted(self.number, [part.start, part.stop])
        rows = Rows.of(self.null.shares, self.null.meetings, self.pairs, slice(low, high))
        pair = self.number[low:high][rows.pair] - part.start
        return replace(rows, pair=pair, pairs=part.stop - part.start)

    def events(self, rows: Rows) -> tuple[Ints, Mask, Ints, Ints]:
        """Return pair, meeting, time and window of rows; the latter in millionths of a second."""
        when = self.null.time[rows.given] * (TICKS // self.null.ticks)
        return rows.pair, rows.met, when, np.full(len(when), int(self.window * TICKS))


def _pooled(trials: Sequence[Trial], pairs: Ints) -> tuple[Floats, Floats]:
    """Return the chance of all coincidences of each pair, plain and cautious."""
    learnt = [_Learnt.of(trial, pairs) for trial in trials]
    work = np.sum([trace.work(len(pairs)) for trace in learnt], axis=0)
    longest = max(LONGEST_S, *(LONGEST_WINDOWS * trial.window for trial in trials))
    plain, cautious = np.ones(len(pairs)), np.ones(len(pairs))

    def weigh(part: slice) -> tuple[slice, Floats, Floats]:
        rows = [trace.rows(part) for trace in learnt]
        turned = [these.turned() for these in rows]
        columns = [trace.events(these) for trace, these in zip(learnt, rows, strict=True)]
        pair, met, when, window = (np.concatenate(column) for column in zip(*columns, strict=True))
        events, occasions = (
            Coincidences.of(pair, part.stop - part.start, met, when, reach, int(longest * TICKS))
            for reach in (window, int(longest * TICKS))
        )
        both, doubted = zip(_chances(learnt, rows), _chances(learnt, turned), strict=True)
        return part, weaker(events, *both), weaker(occasions, *doubted)

    for part, own, doubted in in_order(weigh, portions(work)):
        plain[part], cautious[part] = own, doubted
    return plain, cautious


def _chances(learnt: Sequence[_Learnt], rows: Sequence[Rows]) -> tuple[Floats, Floats]:
    """Return the chances of rows, plain and cautious."""
    both = [trace.null.with_doubt(these) for trace, these in zip(learnt, rows, strict=True)]
    plain, cautious = (np.concatenate(chances) for chances in zip(*both, strict=True))
    return plain, cautious
