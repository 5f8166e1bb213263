"""Files that meute itself reads or writes, told from exports by how they begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

CASE = b"RGF"
"""How a file of the embedded engine begins."""

BESIDE_CASE = ("-wal", ".lock", ".lock-owner")
"""What the engine keeps beside a case: its log, its lease, and who holds that."""

PARTIAL = ".tmp."
"""Begins what the engine adds to the name of what it is publishing."""

CASE_SUFFIX = ".kgl"
_PAGE = re.compile(rb"<meta name=\"generator\" content=\"meute\b")
_SAMPLE = re.compile(rb"(?:\xef\xbb\xbf)?\W?post\W{1,3}figure\W{1,3}decision\W")
_JSON = re.compile(
    rb"\"format\":\s*\"meute-\w+-\d|\{\s*\"contents\":\s*\{\s*\"\w+\":\s*\{\s*\"count\""
)
"""Who is who in a page with aliases, the manifest of a report, and notes."""

_SETTINGS = ("meute.toml", ".cypher", ".grass")
_DRAFT = b"## A draft of a figures file"
_KEY = re.compile(r"([a-z][a-z ]*):(?:\s|$)")
_FIGURE_KEYS = frozenset({"figures", "overrides", "judgements"})
_MAP_KEYS = frozenset({"columns", "base"})
_GOES_ON = "-}]"
"""What a line of YAML that is not indented may begin with, beside a key."""

_LOOKED_AT = 16 << 10


class OwnFile(NamedTuple):
    """What a file is, and what to do with it."""

    what: str
    remedy: str


FIGURES = "a file of figures"
DRAFT = "a draft of a file of figures"
MAP = "a map"


@dataclass(frozen=True)
class _Start:
    """A file's name and its first lines."""

    name: str
    data: bytes

    @cached_property
    def text(self) -> bytes:
        return self.data.lstrip()

    @cached_property
    def keys(self) -> set[str]:
        return _keys(self.data)


class _Kind(NamedTuple):
    what: str
    remedy: str
    holds: Callable[[_Start], object]


_KINDS = (
    _Kind(
        "a case of meute",
        "Name it with --graph: meute --graph {name} report -o report.html",
        lambda start: start.data.startswith(CASE),
    ),
    _Kind(
        "a file that meute keeps beside a case",
        "Leave it where it is",
        lambda start: _is_beside_case(start.name),
    ),
    _Kind(
        "a page that meute wrote",
        "Open it in a browser",
        lambda start: start.text[:1] == b"<" and _PAGE.search(start.data),
    ),
    _Kind(
        "a sample of decisions",
        "Fill in its column `correct`, and give it to meute figures evaluate {name}",
        lambda start: _SAMPLE.match(start.data),
    ),
    _Kind(
        "a file that meute wrote beside a page",
        "Leave it where it is",
        lambda start: start.text[:1] == b"{" and _JSON.search(start.data),
    ),
    _Kind(
        "settings or a stored query of meute",
        "Leave it where it is",
        lambda start: start.name.endswith(_SETTINGS),
    ),
    _Kind(
        FIGURES,
        "Load it with meute figures load {name}",
        lambda start: start.keys & _FIGURE_KEYS,
    ),
    _Kind(DRAFT, "Edit it as its first lines say", lambda start: start.data.startswith(_DRAFT)),
    _Kind(
        MAP,
        "Give it together with an export: meute load EXPORT --map {name}",
        lambda start: start.keys & _MAP_KEYS or start.keys == {"platform"},
    ),
)
"""In the order in which they are looked for: what costs least to tell comes first."""


def own_file(name: str, data: bytes) -> OwnFile | None:
    """Tell what a file of meute's own is, by its name and its first bytes; None of others."""
    if len(data) > _LOOKED_AT:
        data = data[:_LOOKED_AT].rpartition(b"\n")[0]  # no line in part
    start = _Start(name, data)
    kind = next((kind for kind in _KINDS if kind.holds(start)), None)
    return None if kind is None else OwnFile(kind.what, kind.remedy.format(name=name))


def _is_beside_case(name: str) -> bool:
    stem, suffix, end = name.rpartition(CASE_SUFFIX)
    return bool(stem and suffix) and (end in BESIDE_CASE or end.startswith(PARTIAL))


def _keys(data: bytes) -> set[str]:
    """The keys at the top of a YAML file that people write; nothing where a line is none."""
    keys = set()
    for line in data.decode("utf-8-sig", "replace").splitlines():
        if not line.strip() or line[0] in f" \t#{_GOES_ON}" or line == "---":
            continue
        match = _KEY.match(line)
        if match is None:
            return set()
        keys.add(match[1])
    return keys
