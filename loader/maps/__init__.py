"""Maps for tables and JSON, shipped ones for exports that are common, and proposals for others."""

from __future__ import annotations

from ..formats import FORMATS
from .files import PRESET, load_map, preset_names, preset_path
from .mapped import Mapped, Preset, register
from .model import Columns, Map, Shape

register({name: load_map(preset_path(name)) for name in preset_names()})

__all__ = [
    "FORMATS",
    "PRESET",
    "Columns",
    "Map",
    "Mapped",
    "Preset",
    "Shape",
    "load_map",
    "preset_names",
    "preset_path",
]
