"""A proposed map, and how it is written for its user to look at."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from .paths import path


@dataclass(slots=True)
class Suggestion:
    """A proposed map: where the records stand, the platform, fields with example values."""

    platform: str = ""
    records: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    time_form: str = ""
    time_forms: list[str] = field(default_factory=list)
    made_from: list[str] = field(default_factory=list)
    counted: bool = False
    without_zone: bool = False
    zone: str = ""
    by_values: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def written(self) -> str:
        """The map as YAML, with an example beside each field."""
        lines = []
        if "platform" not in self.columns:
            written = self.platform or "unknown  # write which: x, tiktok, facebook, …"
            lines.append(f"platform: {written}")
        if self.records:
            lines.append(f"records: {_quoted(self.records)}")
        lines.append("columns:")
        for name, where in self.columns.items():
            lines.append(
                f"  {name}: {_quoted(where)}  # {self.examples.get(name, '')}".rstrip(" #")
            )
        if self.made_from:
            lines.append(f"id made from: [{', '.join(map(_quoted, self.made_from))}]")
        if self.time_form:
            others = [f for f in self.time_forms if f != self.time_form]
            doubt = f"  # or {' or '.join(others)}: both fit" if others else ""
            lines.append(f"time form: {self.time_form}{doubt}")
        if self.zone:
            lines.append(f"zone: {self.zone}  # by the times in the ids")
        return "\n".join(lines) + "\n"


def _quoted(where: str) -> str:
    """A path as YAML; quoted where YAML would read something else."""
    plain = re.fullmatch(r"[^\W\d_][\w .-]*", where) and where.lower() not in _YAML_WORDS
    return (
        where
        if plain and path(where) and not where.endswith(" ")
        else json.dumps(where, ensure_ascii=False)
    )


_YAML_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
