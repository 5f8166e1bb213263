"""Files that meute itself reads or writes, told from exports by how they begin."""

from __future__ import annotations

import re
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


_OWN = (
    OwnFile("a case of meute", "Name it with --graph: meute --graph {name} report -o report.html"),
    OwnFile("a file that meute keeps beside a case", "Leave it where it is"),
    OwnFile("a page that meute wrote", "Open it in a browser"),
    OwnFile(
        "a sample of decisions",
        "Fill in its column `correct`, and give it to meute figures evaluate {name}",
    ),
    OwnFile("a file that meute wrote beside a page", "Leave it where it is"),
    OwnFile("settings or a stored query of meute", "Leave it where it is"),
    OwnFile(FIGURES, "Load it with meute figures load {name}"),
    OwnFile(DRAFT, "Edit it as its first lines say"),
    OwnFile(MAP, "Give it together with an export: meute load EXPORT --map {name}"),
)
"""The kinds, in the order in which they are looked for."""


def own_file(name: str, data: bytes) -> OwnFile | None:
    """Tell what a file of meute's own is, by its name and its first bytes; None of others."""
    if len(data) > _LOOKED_AT:
        data = data[:_LOOKED_AT].rpartition(b"\n")[0]  # no line in part
    keys = _keys(data)
    rules = (
        data.startswith(CASE),
        _is_beside_case(name),
        data.lstrip()[:1] == b"<" and _PAGE.search(data),
        _SAMPLE.match(data),
        data.lstrip()[:1] == b"{" and _JSON.search(data),
        name.endswith(_SETTINGS),
        keys & _FIGURE_KEYS,
        data.startswith(_DRAFT),
        keys & _MAP_KEYS or keys == {"platform"},
    )
    found = next((own for own, holds in zip(_OWN, rules, strict=True) if holds), None)
    return None if found is None else OwnFile(found.what, found.remedy.format(name=name))


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
