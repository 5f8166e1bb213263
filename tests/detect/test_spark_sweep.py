"""Ties from Spark equal those from one machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.cli import meute
from meute.detect import spark_sweep
from meute.detect.acts import Acts, check_acts
from meute.detect.spark_sweep import (
    SparkSweep,
    blocks,
    pairs_of_block,
    spark_session,
    ties_of_pairs,
)
from meute.detect.sweep import sweep
from meute.detect.ties import Ties


def same(one: Ties, other: Ties) -> None:
    for field in fields(Ties):
        left, right = (np.asarray(getattr(ties, field.name), float) for ties in (one, other))
        np.testing.assert_array_equal(left, right, err_msg=field.name)


def skewed(seed: int = 3, acts: int = 6_000) -> Acts:
    """Half of all acts on one object, the others on objects of a few."""
    chance = np.random.default_rng(seed)
    objects = np.where(np.arange(acts) % 2, 0, chance.integers(1, acts // 8, acts))
    return check_acts(objects, chance.integers(0, 300, acts), chance.integers(0, 40_000, acts))


def by_blocks(acts: Acts, window: int, min_shared: int, pairs_a_block: int) -> Ties:
    """What Spark does, without Spark."""
    width = acts.window(window)
    pairs = [
        pairs_of_block(block, width, acts.ticks, 3)
        for _, block in blocks(acts, width, pairs_a_block).groupby("block")
    ]
    frame = spark_sweep.pd.concat(pairs)
    ties = [ties_of_pairs(part, acts.ticks, min_shared) for _, part in frame.groupby("part")]
    return spark_sweep._ties(spark_sweep.pd.concat(ties) if ties else spark_sweep.pd.DataFrame())


@pytest.mark.parametrize("pairs_a_block", [50, 5_000, 1 << 21])
@pytest.mark.parametrize("min_shared", [1, 2])
def test_blocks_cut_an_object_without_losing_a_pair(pairs_a_block: int, min_shared: int) -> None:
    acts = skewed()
    expected = sweep(acts, 60, min_shared=min_shared)
    assert len(expected)
    same(by_blocks(acts, 60, min_shared, pairs_a_block), expected)


def test_no_block_is_a_straggler() -> None:
    acts = skewed()
    own = blocks(acts, 60, 2_000).groupby("block")
    pairs = [len(pairs_of_block(block, 60, 1, 1)) for _, block in own]
    assert len(pairs) > 5
    assert max(pairs) <= 2_000 + 300  # one act more may fit the last one in


_ACT = st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 30))


@settings(max_examples=40)
@given(st.lists(_ACT, min_size=1, max_size=40), st.integers(1, 12), st.integers(1, 9))
def test_any_acts_give_the_same_ties(
    rows: list[tuple[int, int, int]], window: int, pairs_a_block: int
) -> None:
    acts = check_acts(*zip(*rows, strict=True))
    same(by_blocks(acts, window, 1, pairs_a_block), sweep(acts, window, min_shared=1))


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSweep]:
    pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'meute[spark]'")
    with spark_session("local[2]") as session:
        yield SparkSweep(session)


@pytest.mark.filterwarnings("ignore")  # PySpark's own
def test_spark_gives_the_same_ties(spark: SparkSweep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_sweep, "PAIRS_A_BLOCK", 5_000)
    acts = skewed()
    for min_shared in (1, 2):
        same(spark(acts, 60, min_shared=min_shared), sweep(acts, 60, min_shared=min_shared))


def test_without_pyspark_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    command = ["--graph", str(tmp_path / "case.kgl"), "detect", "--engine", "spark"]
    done = CliRunner().invoke(meute, command)
    assert done.exit_code != 0
    assert "meute[spark]" in str(done.exception)
