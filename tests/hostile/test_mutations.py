"""Damaged exports of every format and preset: each is read or refused, and none stalls."""

from __future__ import annotations

import io
import random
import time
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli.commands import meute
from meute.errors import MeuteError
from meute.loader import maps
from meute.loader.formats import FORMATS, detect_format, peek

from ..faults.fuzz_readers import check, damaged, examples
from ..loader.platform_scenes import SHAPES
from ..loader.scenes import SCENES as X
from .conftest import WHOLE
from .tally import judge

INPUTS, LOADED = (2_000, 20) if WHOLE else (4, 0)
_FLOOR_S = 0.5
_WITHOUT_EXAMPLES = {"meute-rejects", "tiktok-research-comments"}
"""The last one is refused whole."""


@cache
def by_format() -> Mapping[str, list[tuple[str, bytes]]]:
    """Made-up exports by the format that recognises them, or that their name begins with."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    named = [(f"{name}.scene", scene.data) for name, scene in (X | SHAPES).items() if scene.map]
    for name, data in [*examples(), *named]:
        try:
            head, _ = peek(io.BytesIO(data), name)
            known = detect_format(head, mapped=name.startswith("mapped.")).name
        except MeuteError:
            known = name.split(".", maxsplit=1)[0]
        found[known].append((name, data))
    return found


def test_every_format_has_an_example() -> None:
    assert maps.FORMATS is FORMATS
    assert by_format().keys() >= FORMATS.keys() - _WITHOUT_EXAMPLES


@pytest.mark.parametrize("known", sorted(FORMATS.keys() - _WITHOUT_EXAMPLES))
def test_damaged_inputs_are_read_or_refused(known: str, tmp_path: Path) -> None:
    killed: list[object] = []
    stalled: list[object] = []
    usual: dict[str, float] = {}
    for seed in range(INPUTS):
        chance = random.Random(f"{known} {seed}")
        name, data = chance.choice(by_format()[known])
        if name not in usual:
            usual[name] = seconds(name, data, killed, "sound") / max(1, len(data))
        changed = damaged(data, chance)
        allowed = 10 * usual[name] * max(len(data), len(changed)) + _FLOOR_S
        if seconds(name, changed, killed, seed) > allowed:
            stalled.append((name, seed))
        if seed < LOADED:
            (tmp_path / f"{seed}-{name}").write_bytes(changed)
    judge("damaged inputs, read", INPUTS, killed=killed, stalled=stalled)
    if not LOADED:
        return
    done = CliRunner().invoke(meute, ["--graph", str(tmp_path / "a.kgl"), "load", str(tmp_path)])
    crash = done.exception
    sound = crash is None or isinstance(crash, SystemExit | MeuteError)
    judge("damaged inputs, loaded", LOADED, killed=[] if sound else [repr(crash)])


def seconds(name: str, data: bytes, killed: list[object], seed: object) -> float:
    """Read an input, note whether it crashed, and return the time of the processor."""
    named = name.endswith(".scene") and name.split(".", maxsplit=1)[0] in FORMATS
    before = time.process_time()
    try:
        check(name, data, named=named)
    except Exception as error:
        killed.append((name, seed, repr(error)[:200]))
    return time.process_time() - before
