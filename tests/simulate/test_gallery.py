"""The gallery: scenes are told again from their seed, and hold what they say."""

from __future__ import annotations

import numpy as np
import pytest

from meute.simulate.gallery import INNOCENT, PACKS, World
from meute.simulate.gallery.kinds import innocent


def test_there_are_many_kinds() -> None:
    assert len(INNOCENT) >= 25
    assert len(PACKS) >= 8


@pytest.mark.parametrize("kind", [*INNOCENT.values(), *PACKS.values()], ids=lambda kind: kind.name)
def test_a_scene_is_whole(kind) -> None:
    scene = kind.scene(3)
    assert len(scene.time) > 1000
    assert (scene.time >= scene.began[scene.object]).all(), "nobody acts before the post is there"
    assert len(np.unique(np.stack([scene.trace, scene.object, scene.account]), axis=1).T) == len(
        scene.time
    )
    assert (len(scene.pack) > 0) == (kind.name in PACKS)
    assert np.isin(scene.pack, scene.account).all()


def test_a_seed_tells_the_same_scene_again() -> None:
    kind = PACKS["among fans"]
    first, again, other = kind.scene(1), kind.scene(1), kind.scene(2)
    assert np.array_equal(first.time, again.time)
    assert not np.array_equal(first.time[:100], other.time[:100])


def test_nobody_sees_a_post_before_a_session() -> None:
    world = World(1, 7)
    reader = world.people(1, sessions=0.0)
    world.sit(reader, 1_772_500_000.0, 600.0)
    seen = world.sees(np.repeat(reader, 500), np.full(500, 1_772_499_000.0))
    assert np.isfinite(seen).any()
    assert np.nanmin(seen) >= 1_772_500_000


def test_a_name_stands_for_one_kind() -> None:
    with pytest.raises(ValueError, match="two kinds"):
        innocent("a choir")(lambda world: None)
