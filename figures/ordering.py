"""In which order the unclear are read: by a small classifier trained on the case's own judgements.

Ridge regression on hashed character n-grams, in its dual form (Saunders, Gammerman and Vovk 1998),
because judgements are few and n-grams many. Its order is cross-checked: each judgement is left out
in turn, in closed form (Cawley and Talbot 2003), and the area under the ROC curve of these
predictions is compared with what chance would give (Mann and Whitney 1947). It decides nothing;
where it is no better than chance the order stays the drawn one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..graph.store import Store
from .folding import fold_each
from .model import Judgement

Floats = NDArray[np.float64]

SIZES = (2, 3, 4)
"""Lengths of the n-grams, in characters of the folded text."""
BUCKETS = 1 << 12
MOST_CHARACTERS = 1000
MOST_JUDGED = 2000
"""Later judgements are left out: the training takes memory by the square of their number."""
FEWEST_OF_A_KIND = 8
RIDGE = 1.0
ONE_SIDED_5_PERCENT = 1.645

_TEXTS = "UNWIND $posts AS id MATCH (p:Post {id: id}) RETURN p.id AS post, p.text AS text"


@dataclass(frozen=True, slots=True)
class Order:
    """What a training gave: how well it tells attacks from others that it has not seen.

    ``area`` is the area under the ROC curve, 0.5 by chance; ``margin`` how far chance alone takes
    it from there in one case of twenty. Both are None where too few were judged.
    """

    attacks: int
    others: int
    area: float | None = None
    margin: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the order is better than chance."""
        return self.area is not None and self.margin is not None and (
            self.area > 0.5 + self.margin
        )  # fmt: skip


def order_unclear(
    store: Store, rows: Sequence[dict[str, Any]], judgements: Iterable[Judgement]
) -> tuple[list[dict[str, Any]], Order]:
    """Put the unclear rows of a sample into the order in which they are most likely attacks.

    Others keep their places after them. ``rows`` have ``decision`` and ``text``.
    """
    judged = list(judgements)[:MOST_JUDGED]
    posts = sorted({judgement.post for judgement in judged})
    texts = {row["post"]: row["text"] or "" for row in store.read(_TEXTS, {"posts": posts}).dicts()}
    judged = [judgement for judgement in judged if judgement.post in texts]
    attack = np.array([judgement.correct == "attack" for judgement in judged], bool)
    order = Order(int(attack.sum()), int((~attack).sum()))
    if min(order.attacks, order.others) < FEWEST_OF_A_KIND:
        return list(rows), order
    vectors = _features([texts[judgement.post] for judgement in judged])
    weights, foretold = _trained(vectors, np.where(attack, 1.0, -1.0))
    order = Order(order.attacks, order.others, *_area(foretold, attack))
    if not order.holds:
        return list(rows), order
    unclear = [row for row in rows if row["decision"] == "unclear"]
    scores = _features([row["text"] or "" for row in unclear]) @ (vectors.T @ weights)
    ranked = [unclear[at] for at in np.argsort(-scores, kind="stable")]
    return [*ranked, *(row for row in rows if row["decision"] != "unclear")], order


def _features(texts: Sequence[str]) -> Floats:
    """Return a row of unit length per text: which hashed n-grams it has."""
    counts = np.zeros((len(texts), BUCKETS))
    for row, folded in enumerate(fold_each([text[:MOST_CHARACTERS] for text in texts])):
        text = f" {folded} ".encode("utf-32-le", "surrogatepass")  # four bytes a character
        for size in SIZES:
            grams = {text[at : at + 4 * size] for at in range(0, len(text) - 4 * size + 1, 4)}
            counts[row, [zlib.crc32(gram) % BUCKETS for gram in grams]] = 1.0
    lengths: Floats = np.linalg.norm(counts, axis=1, keepdims=True)
    unit: Floats = counts / np.maximum(lengths, 1e-9)
    return unit


def _trained(vectors: Floats, stance: Floats) -> tuple[Floats, Floats]:
    """Return dual weights, and what each judgement is foretold to be from the others."""
    inverse = np.linalg.inv(vectors @ vectors.T + RIDGE * np.eye(len(stance)))
    centred = stance - stance.mean()
    weights = inverse @ centred
    return weights, centred - weights / np.diag(inverse)


def _area(foretold: Floats, attack: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the area under the ROC curve, ties counted half, and the margin of chance."""
    ones, others = foretold[attack], np.sort(foretold[~attack])
    below = np.searchsorted(others, ones, "left") + np.searchsorted(others, ones, "right")
    pairs = len(ones) * len(others)
    deviation = np.sqrt((len(ones) + len(others) + 1) / (12 * pairs))
    return float(below.sum() / (2 * pairs)), float(ONE_SIDED_5_PERCENT * deviation)
