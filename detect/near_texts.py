"""Near-duplicate texts: MinHash over five-character shingles, then an exact check.

After Broder (1997): the share of equal least hashes estimates the Jaccard similarity of two sets.
Written on whole arrays, because a Python object a text is what makes large collections slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

SHINGLE = 5
BANDS, ROWS = 16, 4
"""Two texts of similarity s become candidates with chance 1 - (1 - s^4)^16: 0.9998 at 0.8."""
CHARACTERS_AT_ONCE = 4_000_000

Hashes = npt.NDArray[np.uint64]


def near_duplicates(texts: Sequence[str | None], similarity: float = 0.8) -> list[str | None]:
    """Return for each text the one that stands for its cluster; itself, if it has no like.

    A text joins a cluster when it is like the text that leads it, not when it is like any text
    in it: a chain of small changes must not tie texts that have little in common.

    Args:
        texts: folded texts; None stays None.
        similarity: minimum Jaccard similarity of the sets of shingles, 0 to 1.
    """
    distinct = sorted({text for text in texts if text is not None})
    leader = list(range(len(distinct)))
    firsts = np.array([_first_alike(band) for band in _bands(distinct)])
    for text in np.flatnonzero((firsts < np.arange(len(distinct))).any(axis=0)).tolist():
        # Whoever comes before has its leader already, and a leader leads itself.
        candidates = {leader[first] for first in firsts[:, text].tolist() if first < text}
        for other in sorted(candidates):
            if _similarity(distinct[text], distinct[other]) >= similarity:
                leader[text] = other
                break
    leaders = {text: distinct[leader[number]] for number, text in enumerate(distinct)}
    return [None if text is None else leaders[text] for text in texts]


def _first_alike(band: Hashes) -> npt.NDArray[np.int64]:
    """Return for each text the first text with the same hash."""
    _, first, group = np.unique(band, return_index=True, return_inverse=True)
    return first[group]


def _bands(texts: Sequence[str]) -> list[Hashes]:
    """Return one hash a text for each band of its MinHash signature."""
    random = np.random.default_rng(0)
    factors = random.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    bands = [np.zeros(len(texts), np.uint64) for _ in range(BANDS)]
    for first, hashes, starts in _shingled(texts):
        rows = slice(first, first + len(starts))
        for number, factor in enumerate(factors):
            least = np.minimum.reduceat(hashes * factor, starts)
            band = bands[number // ROWS]
            band[rows] = _mixed(band[rows] ^ least)
    return bands


def _shingled(texts: Sequence[str]) -> Iterator[tuple[int, Hashes, npt.NDArray[np.int64]]]:
    """Yield texts in portions: number of the first, hashes of all shingles, start of each text."""
    first = 0
    while first < len(texts):
        last, size = first, 0
        while last < len(texts) and (size < CHARACTERS_AT_ONCE or last == first):
            size += len(texts[last])
            last += 1
        padded = [text.ljust(SHINGLE) for text in texts[first:last]]
        lengths = np.array([len(text) for text in padded])
        letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.uint64)
        hashes = np.zeros(len(letters) - SHINGLE + 1, np.uint64)
        for offset in range(SHINGLE):
            hashes = hashes * _MIX_A + letters[offset : len(letters) - SHINGLE + 1 + offset]
        ends = np.cumsum(lengths)
        inside = np.ones(len(hashes), bool)
        for offset in range(1, SHINGLE):
            inside[ends[:-1] - offset] = False
        sizes = lengths - SHINGLE + 1
        yield first, _mixed(hashes[inside]), np.cumsum(sizes) - sizes
        first = last


_MIX_A, _MIX_B = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def _mixed(hashes: Hashes) -> Hashes:
    """Spread every bit over all others (the finaliser of SplitMix64)."""
    mixed = (hashes ^ (hashes >> np.uint64(30))) * _MIX_B
    return mixed ^ (mixed >> np.uint64(27))


def _similarity(text: str, other: str) -> float:
    """Return the Jaccard similarity of the sets of shingles."""
    one, two = (
        {t[i : i + SHINGLE] for i in range(max(len(t) - SHINGLE, 0) + 1)} for t in (text, other)
    )
    return len(one & two) / len(one | two)
