"""A stream cut into segments is the same stream, and formats that allow it read it the same."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meute.errors import MeuteError
from meute.loader import reading
from meute.loader.formats import FORMATS, ReadContext, detect_format, peek
from meute.loader.lines import iter_lines
from meute.loader.reading import Chunk, Job, Reading, segment_bytes
from meute.loader.records import Reject
from meute.loader.segments import Segments
from meute.loader.sources import Source

from .making import tweet, write_tweets

FIXTURES = Path(__file__).parent / "fixtures"


class Dripping(io.BytesIO):
    """A stream that gives little at once."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 7) if size and size > 0 else 7)


@given(st.lists(st.binary(max_size=12)), st.integers(1, 40), st.booleans())
def test_segments_are_whole_lines_and_nothing_is_lost(lines, size: int, dripping: bool) -> None:
    data = b"\n".join(lines)
    found, before = [], []
    for segment in Segments(Dripping(data) if dripping else io.BytesIO(data), size):
        parts = []
        while part := segment.stream.read(1 << 20):
            parts.append(part)
        found.append(b"".join(parts))
        before.append(segment.lines_before)
    assert b"".join(found) == data
    assert all(part.endswith(b"\n") for part in found[:-1])
    assert all(len(part) >= size for part in found[:-1])
    assert before == [b"".join(found[:n]).count(b"\n") for n in range(len(found))]


def test_a_segment_that_is_not_read_is_passed_over() -> None:
    segments = Segments(io.BytesIO(b"1\n2\n3\n4\n"), 2)
    assert [(s.number, s.lines_before) for s in segments] == [(0, 0), (1, 1), (2, 2), (3, 3)]


_CELLS = st.sampled_from(["a", "", '"b"', '"c,d"', '"e\nf"', '"g""h"', '""', '"i\r\n"', '"\n"""'])
_STRANGE = st.sampled_from(['5" long', 'a"', '"b"c', '"d', 'e"f"', ' "g"', '"""'])
_TABLES = st.lists(st.lists(_CELLS, min_size=1, max_size=3), max_size=12)


def parts_of(data: bytes, size: int, *, dripping: bool) -> list[bytes]:
    """The segments of a table without the header that each after the first begins with."""
    header, parts = b"x,y\n", []
    stream = Dripping(data) if dripping else io.BytesIO(data)
    for segment in Segments(stream, size, header, ","):
        part = b"".join(iter(lambda stream=segment.stream: stream.read(1 << 20), b""))
        if segment.number:
            assert part.startswith(header)
            part = part.removeprefix(header)
        assert segment.lines_before == b"".join(parts).count(b"\n") - bool(parts)
        parts.append(part)
    return parts


def rows_in(data: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(data.decode(), newline=""))]


@example([['"\n"""']], 'a"', 0, True, 1, False)
@given(_TABLES, _STRANGE, st.integers(0, 12), st.booleans(), st.integers(1, 40), st.booleans())
def test_a_table_is_cut_where_a_row_ends(table, strange, place, is_strange, size, dripping) -> None:
    if is_strange:
        table.insert(place, [strange, "z"])
    data = "".join(f"{','.join(row)}\n" for row in table).encode()
    parts = parts_of(data, size, dripping=dripping)
    assert b"".join(parts) == data
    assert [row for part in parts for row in rows_in(part)] == rows_in(data)


def test_a_quoted_table_is_cut_like_another() -> None:
    plain, quoted = b"o,a\n" * 1000, b'"o","a"\n' * 1000
    assert (
        len(parts_of(plain, 400, dripping=False))
        == len(parts_of(quoted, 800, dripping=False))
        == 10
    )
    assert len(parts_of(b'5" long,a\n' + plain, 400, dripping=False)) == 1


def _exports_whose_lines_stand_alone() -> Iterator[Path]:
    for path in sorted(FIXTURES.glob("*.*")):
        with path.open("rb") as stream, contextlib.suppress(MeuteError):
            head, _ = peek(stream, path.name)
            if segment_bytes(detect_format(head), head):
                yield path


@pytest.mark.parametrize("path", [*_exports_whose_lines_stand_alone()], ids=lambda path: path.name)
def test_lines_that_stand_alone_mean_the_same_alone(path: Path) -> None:
    data = path.read_bytes()
    head, _ = peek(io.BytesIO(data), path.name)
    known, context = detect_format(head), ReadContext(head)
    whole = [_without_line(item) for item in known.read(io.BytesIO(data), context)]
    header = [head.header_line] if head.is_table else []
    alone = [
        _without_line(item)
        for _, line in islice(iter_lines(io.BytesIO(data)), len(header), None)
        for item in known.read(io.BytesIO(b"\n".join([*header, line])), context)
    ]
    assert alone == whole


def _without_line(item):
    return (item.reason, item.raw) if isinstance(item, Reject) else item


def test_there_are_fixtures_of_formats_that_can_be_split() -> None:
    names = {path.name.partition(".")[0] for path in _exports_whose_lines_stand_alone()}
    assert {"x-api-v2", "x-api-v1", "bluesky-jetstream", "coordination-table"} <= names
    assert not FORMATS["mastodon"].lines_stand_alone  # its replies refer to statuses before them


def _lines(folder: Path) -> Path:
    path = write_tweets(folder / "a.jsonl", [tweet(n) for n in range(100)])
    lines = path.read_text().splitlines(keepends=True)
    lines[3] = lines[55] = lines[99] = "no json\n"
    path.write_text("".join(lines))
    return path


def _table(folder: Path) -> Path:
    rows = [f"o{n % 7},a{n % 13},c{n},{1_634_750_000 + n}" for n in range(100)]
    rows[2] = rows[54] = rows[98] = "o1,,c,1"
    path = folder / "a.csv"
    path.write_text("\n".join(["object_id,account_id,content_id,timestamp_share", *rows, ""]))
    return path


@pytest.mark.parametrize(("write", "size"), [(_lines, 3000), (_table, 300)])
@pytest.mark.parametrize("parts", [1, 2, 3])
def test_parts_together_are_the_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path], Path],
    size: int,
    parts: int,
) -> None:
    for name in ("SEGMENT_BYTES", "TABLE_SEGMENT_BYTES"):
        monkeypatch.setattr(reading, name, size)
    monkeypatch.setattr(reading, "CHUNK_WEIGHT", 20)
    path = write(tmp_path)
    source = Source(path.name, path)

    def chunks(job: Job) -> list[Chunk]:
        return [m for m in Reading(job).messages() if isinstance(m, Chunk)]

    whole = chunks(Job(source))
    assert whole[-1].segment > parts
    shares = [chunks(Job(source, part=part, parts=parts)) for part in range(parts)]
    together = sorted((c for share in shares for c in share), key=lambda chunk: chunk.segment)
    assert [_content(chunk) for chunk in together] == [_content(chunk) for chunk in whole]
    assert sum(chunk.read for chunk in whole) == 100
    assert [r.reject.line for chunk in whole for r in chunk.rejects] == [4, 56, 100]

    late = whole[len(whole) // 2]
    within = [c for c in whole if c.segment == late.segment]
    begin_at = sum(chunk.read for chunk in within[: within.index(late)])
    rest = chunks(Job(source, begin_segment=late.segment, begin_at=begin_at))
    assert [_content(c) for c in rest] == [_content(c) for c in whole[whole.index(late) :]]


def test_what_the_first_rows_show_holds_for_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{145_090_970_530_296 + n}0000,a{n},c{n},{1_634_750_000 + n}" for n in range(10)]
    table = "\n".join(["object_id,account_id,content_id,timestamp_share", *rows, ""])
    path = tmp_path / "a.csv"
    path.write_text(table)
    monkeypatch.setattr(reading, "TABLE_SEGMENT_BYTES", len(table) - len(rows[-1]) - 2)
    chunks = [m for m in Reading(Job(Source("a.csv", path))).messages() if isinstance(m, Chunk)]
    assert [(c.segment, c.read, len(c.rejects)) for c in chunks] == [(0, 9, 9), (1, 1, 1)]


def _content(chunk: Chunk):
    rejects = [(r.record, r.reject.line) for r in chunk.rejects]
    return chunk.segment, chunk.is_last, chunk.read, chunk.candidates, rejects
