"""The preset whose marks an unknown input has nearly all of."""

from __future__ import annotations

from ..formats.head import Head
from ..formats.registry import FORMATS
from .flat import dotted
from .mapped import Preset
from .paths import path

_NEAR = 0.6


def nearest_preset(head: Head) -> str:
    """A sentence that names it and what it misses; nothing where none is near."""
    best, missing, share = "", [], _NEAR
    for fmt in FORMATS.values():
        if not isinstance(fmt, Preset):
            continue
        for shape in fmt.map.shapes:
            absent = [mark for mark in shape.has if not _has(head, mark, shape.records)]
            own = 1 - len(absent) / len(shape.has) if shape.has else 0.0
            if own > share or (own == share and not best):
                best, missing, share = fmt.name, absent, own
    if not best:
        return ""
    return f"It is nearest to the preset {best}, but has no {' and no '.join(missing)}"


def _has(head: Head, mark: str, place: str | None) -> bool:
    if head.layout not in {"json", "json-lines"}:
        return mark in dotted(head.header)
    for value in head.objects:
        records = path(place).value(value, value) if place else value
        for record in records if isinstance(records, list) else [records]:
            if path(mark).stands(record, value):
                return True
    return False
