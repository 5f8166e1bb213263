"""A gallery of innocent crowds and of packs that hide, to try detection on.

It shares no code and no number with the detector, nor with the planted campaign.
"""

from . import alerts, habits, hidden, occasions
from .kinds import INNOCENT, PACKS, Kind
from .world import Scene, World

__all__ = ["INNOCENT", "PACKS", "Kind", "Scene", "World", "alerts", "habits", "hidden", "occasions"]
