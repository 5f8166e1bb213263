"""The sweep on Spark: the kernels of :mod:`.sweep` and :mod:`.ties`, block by block.

The acts stand by object and time on one line. It is cut where the pairs to be looked at are about
as many on either side, also within an object: a post of a million reposts is cut like any other
stretch. Each block carries the acts after its end that its own can pair with, and owns the pairs
whose earlier act is its own, so that every pair is found once. What it finds is then brought
together by pair of accounts and reduced as on one machine: the ties are the same, row for row.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..errors import DetectError, UsageError
from .acts import Acts, Ints, order_by
from .sweep import CHUNK, Timeline, account_ranges, pairs_within
from .ties import Ties, reduce_pairs, spans

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PAIRS_A_BLOCK = 1 << 21
"""Candidate pairs of one block: 80 MB in a worker."""
_PARTS_A_CORE = 4

_ACT = "block long, own boolean, row long, object int, account int, time long"
_PAIR = "part int, object int, a int, b int, i long, j long, time_i long, time_j long"
_TIE = (
    "a int, b int, shared int, pairs int, from_a int, from_b int, a_first int, "
    "median_gap float, min_gap float, first long, last long"
)


class SparkSweep:
    """Sweeps like :func:`~meute.detect.sweep.sweep`, on Spark."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session
        self._parts = _PARTS_A_CORE * max(1, session.sparkContext.defaultParallelism)
        session.conf.set("spark.sql.shuffle.partitions", self._parts)

    def __call__(self, acts: Acts, window: float, *, min_shared: int = 1) -> Ties:
        """Return every pair of accounts with ``min_shared`` objects within ``window`` seconds.

        Raises:
            DetectError: the window is not positive, or Spark fails.
        """
        if not len(acts):
            return _ties(pd.DataFrame())
        width = acts.window(window)
        ticks, parts = acts.ticks, self._parts

        def pairs(block: pd.DataFrame) -> pd.DataFrame:
            return pairs_of_block(block, width, ticks, parts)

        def ties(part: pd.DataFrame) -> pd.DataFrame:
            return ties_of_pairs(part, ticks, min_shared)

        frame = self._session.createDataFrame(blocks(acts, width, PAIRS_A_BLOCK), schema=_ACT)
        rows = (
            frame.groupBy("block")
            .applyInPandas(pairs, schema=_PAIR)
            .groupBy("part")
            .applyInPandas(ties, schema=_TIE)
        )
        try:
            return _ties(rows.toPandas())
        except Exception as error:
            raise DetectError(
                f"Spark could not finish the sweep: {_reasons(error)[-1]}",
                "Check its log; meute must be installed where its workers run.",
            ) from error


def blocks(acts: Acts, width: int, pairs_a_block: int) -> pd.DataFrame:
    """Return the acts by block, each with what lies within the window behind the block's end.

    ``row`` is the place of an act on the whole line; ``own`` says whether it is the block's own.
    """
    line = Timeline.of(acts, width)
    rows = np.arange(len(acts))
    weight = np.cumsum(line.high - rows)
    number = (weight - 1) // pairs_a_block
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    ends = np.append(starts[1:], len(rows))
    reach = line.high[ends - 1].astype(np.int64)
    sizes = reach - starts
    block = np.repeat(np.arange(len(starts)), sizes)
    row = spans(starts, sizes)
    held = line.acts
    return pd.DataFrame(
        {
            "block": block,
            "own": row < ends[block],
            "row": row,
            "object": held.object[row],
            "account": held.account[row],
            "time": held.time[row],
        }
    )


def pairs_of_block(block: pd.DataFrame, width: int, ticks: int, parts: int) -> pd.DataFrame:
    """Return the pairs of acts that a block owns, and which part each pair of accounts goes to."""
    block = block.sort_values("row", ignore_index=True)
    acts = Acts(
        block["object"].to_numpy(np.int32),
        block["account"].to_numpy(np.int32),
        block["time"].to_numpy(np.int64),
        ticks,
    )
    line = Timeline.of(acts, width)
    place, own = block["row"].to_numpy(), block["own"].to_numpy()
    tables = [
        _owned(line, place, own, i, j)
        for rows in account_ranges(line, CHUNK)
        for i, j in pairs_within(line, rows)
    ]
    pairs = pd.concat(tables, ignore_index=True)
    mixed = pairs["a"].to_numpy(np.int64) * 1_000_003 + pairs["b"].to_numpy(np.int64)
    pairs.insert(0, "part", (mixed % parts).astype(np.int32))
    return pairs


def _owned(line: Timeline, place: Ints, own: Any, i: Ints, j: Any) -> pd.DataFrame:
    earlier = np.minimum(line.rows[i], line.rows[j])
    i, j = i[own[earlier]], j[own[earlier]]
    acts = line.acts
    return pd.DataFrame(
        {
            "object": acts.object[i],
            "a": acts.account[i],
            "b": acts.account[j],
            "i": place[line.rows[i]],
            "j": place[line.rows[j]],
            "time_i": acts.time[i],
            "time_j": acts.time[j],
        }
    )


def ties_of_pairs(pairs: pd.DataFrame, ticks: int, min_shared: int) -> pd.DataFrame:
    """Reduce pairs of acts to ties by the kernel of one machine; pairs of accounts are whole."""
    rows = np.concatenate([pairs["i"].to_numpy(np.int64), pairs["j"].to_numpy(np.int64)])
    place, first = np.unique(rows, return_index=True)

    def column(of_i: str, of_j: str) -> Any:
        return np.concatenate([pairs[of_i].to_numpy(), pairs[of_j].to_numpy()])[first]

    acts = Acts(
        column("object", "object").astype(np.int32),
        column("a", "b").astype(np.int32),
        column("time_i", "time_j").astype(np.int64),
        ticks,
    )
    i = np.searchsorted(place, pairs["i"].to_numpy(np.int64))
    j = np.searchsorted(place, pairs["j"].to_numpy(np.int64)).astype(np.int32)
    order = order_by(acts.account[i], i)
    ties = reduce_pairs(i[order], j[order], acts, min_shared)
    return pd.DataFrame({field.name: getattr(ties, field.name) for field in fields(Ties)})


def _ties(frame: pd.DataFrame) -> Ties:
    """Return ties in their order and types; counts are not narrowed."""
    if len(frame):
        frame = frame.sort_values(["a", "b"], ignore_index=True)
    kinds: dict[str, Any] = {
        "median_gap": np.float32,
        "min_gap": np.float32,
        "first": np.uint32,
        "last": np.uint32,
    }
    columns: Iterator[Any] = (
        np.asarray(frame[field.name] if len(frame) else [], kinds.get(field.name, np.int32))
        for field in fields(Ties)
    )
    return Ties(*columns)


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    """Yield a session of Spark at a master's address, and stop it.

    Raises:
        UsageError: PySpark is not installed, or it cannot start there.
    """
    try:
        from pyspark.sql import SparkSession  # an extra
    except ImportError as error:
        raise UsageError(
            "PySpark is not installed", "Install it: pip install 'meute[spark]' (and Java 17)."
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # It warns at every call that pandas 3 is new to it; what is used of it here is tested.
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    try:
        session = (
            SparkSession.builder.master(master)
            .appName("meute")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.sql.adaptive.enabled", "false")
            .getOrCreate()
        )
    except Exception as error:
        raise UsageError(
            f"Spark does not start at {master}: {_reasons(error)[0]}",
            "Check --master and that JAVA_HOME is a Java 17 or later.",
        ) from error
    try:
        yield session
    finally:
        session.stop()


def _reasons(error: Exception) -> list[str]:
    """Return the lines of Spark's error; the first is short, the last is what happened."""
    return str(error).strip().splitlines() or ["it gives no reason"]
