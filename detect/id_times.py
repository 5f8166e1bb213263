"""When posts were made, as their ids tell: of X, Bluesky, Mastodon and what runs its software.

- X: milliseconds since November 2010, 22 bits to the left, in ids since then.
- Bluesky: microseconds since 1970, ten bits to the left, in base 32 (a TID).
- Mastodon: milliseconds since 1970, sixteen bits to the left, at the end of a status's address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from .acts import EARLIEST, LATEST, Floats

FIRST_SNOWFLAKE, SNOWFLAKE_EPOCH_MS = 29_700_859_247, 1_288_834_974_657
FIRST_STATUS = 10**17
"""Of 2018: before, Mastodon counted from one."""
SORTED_32 = "234567abcdefghijklmnopqrstuvwxyz"
_DIGITS_32 = str.maketrans(SORTED_32, "0123456789abcdefghijklmnopqrstuv")


def _of_x(number: str) -> float | None:
    post = int(number)
    return None if post < FIRST_SNOWFLAKE else ((post >> 22) + SNOWFLAKE_EPOCH_MS) / 1000


def _of_bluesky(record: str) -> float | None:
    return (int(record.translate(_DIGITS_32), 32) >> 10) / 1_000_000


def _of_mastodon(number: str) -> float | None:
    status = int(number)
    return None if status < FIRST_STATUS else (status >> 16) / 1000


_READERS: Mapping[re.Pattern[str], Callable[[str], float | None]] = {
    re.compile(r"x/([0-9]{11,19})"): _of_x,
    re.compile(rf"bluesky/.+/app\.bsky\.feed\.post/([{SORTED_32}]{{13}})"): _of_bluesky,
    re.compile(r"(?:mastodon|truthsocial|gab)/(?:.+/)?([0-9]{18})"): _of_mastodon,
}


def times_of_ids(ids: Iterable[str]) -> Floats:
    """Return when posts were made, seconds since 1970; NaN where the id does not tell."""
    return np.array([_time(name) for name in ids], np.float64)


def _time(name: str) -> float:
    for shape, reader in _READERS.items():
        if (match := shape.fullmatch(name)) is not None:
            seconds = reader(match[1])
            return seconds if seconds is not None and EARLIEST < seconds < LATEST else np.nan
    return np.nan
