"""The kinds of scenes: innocent crowds, and packs that hide; each is told by a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .world import Scene, World

Story = Callable[[World], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of scene."""

    name: str
    story: Story
    days: int

    def scene(self, seed: int) -> Scene:
        """Return the scene of a seed."""
        world = World(seed, self.days)
        self.story(world)
        return world.scene()


INNOCENT: dict[str, Kind] = {}
PACKS: dict[str, Kind] = {}


def innocent(name: str, days: int = 28) -> Callable[[Story], Story]:
    """Declare an innocent crowd."""
    return _declared(INNOCENT, name, days)


def packs(name: str, days: int = 63) -> Callable[[Story], Story]:
    """Declare a scene with accounts that act by agreement."""
    return _declared(PACKS, name, days)


def _declared(kinds: dict[str, Kind], name: str, days: int) -> Callable[[Story], Story]:
    def declare(story: Story) -> Story:
        if name in INNOCENT or name in PACKS:
            raise ValueError(f"{name}: two kinds of scenes have this name")
        kinds[name] = Kind(name, story, days)
        return story

    return declare
