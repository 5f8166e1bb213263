"""A load by way of the disk holds what a load into a graph holds, line for line."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.graph import open_store
from meute.graph.admin_files import write_admin_files
from meute.loader import reading, small_files
from meute.loader.pipeline import Options, load_files
from meute.loader.reports import LoadReport
from meute.loader.seen import UNSEEN, Seen
from meute.loader.spool import Spool
from meute.loader.spooled import write_spooled
from meute.simulate import Campaign, write_campaign

from .making import tweet

FIXTURES = Path(__file__).parent / "fixtures"


def lines(folder: Path) -> dict[str, list[list[str]]]:
    """The files of an import, each row once, without the journal, which says when it was."""
    return {
        path.name: sorted(csv.reader(path.read_text("utf-8").splitlines(keepends=True)))
        for path in folder.iterdir()
        if path.suffix == ".csv" and "Import" not in path.name
    }


def told(report: LoadReport) -> list[object]:
    files = [
        (one.file, one.state, one.format, asdict(one.counts), one.samples) for one in report.files
    ]
    return [report.resolved, report.unread, files]


def same(folder: Path, files: Sequence[Path], parts: int = 3) -> dict[str, list[list[str]]]:
    """Load both ways, compare, and return what the import would read."""
    names, options = list(map(str, files)), Options()
    for name in ("expected", "spool", "found"):
        (folder / name).mkdir()
    local = str(folder / "case.kgl")
    expected = load_files(names, lambda: open_store(local, write=True, bulk=True), options)
    with open_store(local) as store:
        write_admin_files(store, folder / "expected")
        counts = store.counts()
    spool = Spool(folder / "spool", parts)
    assert told(load_files(names, lambda: spool, options)) == told(expected)
    assert write_spooled(spool, folder / "found") == counts
    found = lines(folder / "found")
    assert found == lines(folder / "expected")
    return found


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reading, small_files):
        monkeypatch.setattr(module, "CHUNK_WEIGHT", 60)


@pytest.mark.usefixtures("small_chunks")
def test_exports_of_every_format(tmp_path: Path) -> None:
    known = [path for path in sorted(FIXTURES.iterdir()) if not path.name.startswith("table.")]
    campaign = tmp_path / "campaign.jsonl"
    write_campaign(Campaign(posts=500, seed=3), campaign)
    later = tmp_path / "later.jsonl"
    overlap = campaign.read_text("utf-8").splitlines()[::3]
    later.write_text("\n".join(line.replace('"like_count":', '"like_count":1') for line in overlap))
    held = same(tmp_path, [*known, campaign, later, campaign])
    assert len(held["nodes-Post.csv"]) > 500


_HANDLES = st.integers(1, 4).map(lambda n: {"username": f"user{n}"})


@st.composite
def tweets(draw: st.DrawFn) -> dict:
    number, by = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    more: dict = {"text": draw(st.sampled_from(["a", 'long \n "quoted"', ""]))}
    if draw(st.booleans()):
        more["entities"] = {"mentions": draw(st.lists(_HANDLES, max_size=2))}
    if draw(st.booleans()):
        more["in_reply_to_user_id"] = str(draw(st.integers(1, 4)))
    if draw(st.booleans()):
        named = draw(st.integers(1, 4))
        more["author"] = {"id": str(by), "username": f"user{named}", "name": "N"}
    if draw(st.integers(0, 3)) == 0:
        more["author"] = {"username": f"user{draw(st.integers(1, 4))}"}
    return tweet(number, by=by, **more)


@settings(deadline=None, max_examples=12)
@given(st.lists(st.lists(tweets(), min_size=1, max_size=4), min_size=1, max_size=3))
def test_any_exports(exports: list[list[dict]]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        files = [folder / f"{n}.jsonl" for n in range(len(exports))]
        for file, export in zip(files, exports, strict=True):
            file.write_text("".join(json.dumps(one) + "\n" for one in export))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(small_files, "_SMALL_BYTES", 0)
            patch.setattr(reading, "CHUNK_WEIGHT", 8)
            same(folder, files)
    finally:
        shutil.rmtree(folder)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=9), max_size=12))
def test_the_first_number_of_a_key_stays(batches: list[list[int]]) -> None:
    seen, expected = Seen(), {}
    for number, batch in enumerate(batches):
        seen.add(pl.Series(map(str, batch)), np.full(len(batch), number, np.int32))
        for key in batch:
            expected.setdefault(key, number)
        found = seen.numbers(pl.Series(map(str, range(31)))).tolist()
        assert found == [expected.get(key, UNSEEN) for key in range(31)]
