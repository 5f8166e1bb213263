"""Damage made-up exports of every format at random and read them: no crash, no hang, no loss.

    python -m tests.faults.fuzz_readers --seeds 200000

Each seed takes one fixture, damages it (bytes, lines, JSON values or cells), has it recognised or
names its format, and reads it. It fails when anything but a MeuteError escapes, when a run takes
longer than ten seconds, when a record has a value of a wrong type, or when the records and
rejects do not add up to what the input holds.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import random
import signal
import sys
from collections import Counter
from itertools import dropwhile, islice
from pathlib import Path
from typing import Any

import msgspec

from meute.errors import MeuteError
from meute.loader.formats import FORMATS, Head, ReadContext, detect_format, format_named, peek
from meute.loader.formats.tables import Row, read_rows
from meute.loader.lines import Oversized, iter_lines
from meute.loader.maps import Columns, Map, Preset
from meute.loader.records import Account, Post, Reject

from .office import EVERY, by_seed

FIXTURES = Path(__file__).resolve().parent.parent / "loader" / "fixtures"
LIMIT_S = 10
MAX_RECORD_BYTES = 1 << 16
MAP = Map(platform="x", columns=Columns(id="a", account_id="b", text="c", created_at="d"))
ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, 1e308, 2**70, -(2**70), "", " ", "x", "@", "#", "\x00", "\ufeff",
    "null", "NaN", "[", "{}", "é" * 50, "RT @a: b", "« a: b — https://x »", "9" * 40, "-1", "1e999",
    "0000-00-00", "9999-12-31T23:59:59Z", "at://did:plc:x/app.bsky.feed.post/y", "<a", "<p><br",
    [], {}, [None], [[]], [{}], {"": None}, {"id": {}}, {"uri": 1}, [[[[[[[[]]]]]]]],
]  # fmt: skip


class HangError(Exception):
    """A read that takes too long."""


def examples() -> list[tuple[str, bytes]]:
    """Name and bytes of every made-up export, and of an Excel and a Parquet file."""
    found = [
        (path.name, path.read_bytes())
        for path in sorted(FIXTURES.iterdir())
        if not path.name.startswith("table.")
    ]
    rows = [["1", "w", "un texte", "2021-10-20T17:13:20Z"], ["2", "v", "é", 1634750000]]
    text = "a,b,c,d\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    found += [(f"{name}.scene", scene.data) for name, scene in EVERY.items()]
    return [*found, ("mapped.csv", text.encode()), ("mapped.xlsx", _excel(rows)),
            ("mapped.parquet", _parquet(rows))]  # fmt: skip


def _excel(rows: list[list[Any]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in [["a", "b", "c", "d"], *rows]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _parquet(rows: list[list[Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: [str(row[i]) for row in rows] for i, name in enumerate("abcd")}
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four kinds of damage."""
    for _ in range(chance.choice([1, 1, 2, 4])):
        data = chance.choice([_bytes, _bytes, _lines, _values, _values, _values, _cells])(
            data, chance
        )
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    size = chance.choice([1, 1, 2, 8, 64, 1024])
    kind = chance.randrange(6)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[at + size :]
    if kind == 2:
        return data[:at] + chance.randbytes(size) + data[at:]
    if kind == 3:
        return data[:at] + data[at : at + size] * chance.choice([2, 9, 300]) + data[at + size :]
    if kind == 4:
        piece = chance.choice([b'"', b"\\", b"{", b"}", b"[", b"]", b",", b"\n", b"\r", b"\x00",
                               b"\xff", b"\xed\xa0\xbd", b"\\ud83d", b"NaN", b";", b"[" * 3000,
                               b'{"a":' * 3000, b"\xef\xbb\xbf"])  # fmt: skip
        return data[:at] + piece + data[at:]
    return bytes(b ^ chance.choice([0, 0, 0, 0, 0, 0, 0, 1 << chance.randrange(8)]) for b in data)


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    kind = chance.randrange(4)
    if kind == 0:
        chance.shuffle(lines)
    elif kind == 1:
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    elif kind == 2:
        del lines[chance.randrange(len(lines))]
    else:
        lines.insert(
            chance.randrange(len(lines)), chance.choice([b"", b"{}", b"null", b"[]", b"3"])
        )
    return b"\n".join(lines)


def _values(data: bytes, chance: random.Random) -> bytes:
    """Change values or names within the JSON of one line, or of all."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    for piece, join in ((lines[at], True), (data, False)):
        try:
            value = json.loads(piece)
        except (ValueError, RecursionError):
            continue
        for _ in range(chance.choice([1, 1, 1, 3, 10])):
            value = _changed(value, chance)
        changed = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")
        if not join:
            return changed
        lines[at] = changed
        return b"\n".join(lines)
    return data


def _changed(value: Any, chance: random.Random) -> Any:
    if not isinstance(value, dict | list) or not value or chance.random() < 0.08:
        return copy.deepcopy(chance.choice(ODD))
    if isinstance(value, list):
        at = chance.randrange(len(value))
        value[at] = _changed(value[at], chance)
        return value
    name = chance.choice(list(value))
    kind = chance.random()
    if kind < 0.1:
        del value[name]
    elif kind < 0.2:
        value[chance.choice(list(value))] = copy.deepcopy(value[name])
    else:
        value[name] = _changed(value[name], chance)
    return value


def _cells(data: bytes, chance: random.Random) -> bytes:
    try:
        rows = list(csv.reader(io.StringIO(data.decode())))
    except (csv.Error, UnicodeDecodeError):
        return data
    if len(rows) < 2 or len(rows[0]) < 3:
        return data
    for _ in range(chance.choice([1, 3, 20])):
        row = chance.choice(rows[1:])
        if row:
            row[chance.randrange(len(row))] = str(chance.choice([*ODD, "1.45E+18", "a|b|", "['a'"]))
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode("utf-8", "replace")


def check(name: str, data: bytes, *, named: bool) -> str:
    """Read the bytes; return what came of it.

    Raises:
        AssertionError: something was lost, or a record is malformed.
    """
    try:
        head, stream = peek(io.BytesIO(data), name)
        mapped = name.startswith("mapped.")
        if named:
            found = format_named(name.split(".", maxsplit=1)[0])
        else:
            found = detect_format(head, mapped=mapped)
        context = ReadContext(head, MAP if mapped else None, MAX_RECORD_BYTES)
        items = list(found.read(stream, context))
    except MeuteError as error:
        refusal = error
    else:
        for item in items:
            _check_item(item)
        _check_sum(found.name, head, data, len(items))
        return "read"
    assert refusal.message, "an error without a message"
    assert refusal.remedy, "an error without a remedy"
    return type(refusal).__name__


def _check_item(item: Any) -> None:
    if isinstance(item, Reject):
        assert item.reason, "a reject without a reason"
        assert isinstance(item.raw, bytes)
        return
    assert isinstance(item, Post | Account), f"{type(item)} is not a record"
    msgspec.convert(msgspec.to_builtins(item), type(item))
    if isinstance(item, Post):
        assert item.native_id, "a post without id"
        assert item.stub or item.kind is not None, "a post without kind"
        assert (item.ts is None) == (item.created_at is None), "half a time"


def _lines_of_titles(head: Head, lines: list[bytes | Oversized]) -> int:
    """Filled lines before the header; quotes that close in another line make one title of them."""
    texts = [line.decode("utf-8", "replace") for line in lines if isinstance(line, bytes)]
    filled = list(dropwhile(lambda text: not text.strip(), texts))
    reader = csv.reader((f"{text}\n" for text in filled), delimiter=head.delimiter)
    for _ in islice(reader, head.titles):
        pass
    return sum(1 for text in filled[: reader.line_num] if text.strip())


def _check_sum(name: str, head: Head, data: bytes, count: int) -> None:
    """Compare the number of items with what the input holds, counted in another way."""
    if name in {"x-api-v2", "x-api-v1", "bluesky", "telegram-desktop"}:
        return _check_pages(name, head, data, count)
    known = FORMATS[name]
    if isinstance(known, Preset) and any(shape.records for shape in known.map.shapes):
        return None  # what a document holds can be many records
    _, stream = peek(io.BytesIO(data), head.name)
    if head.layout in {"table", "text"} and _is_table(name, head):
        rows = list(read_rows(stream, ReadContext(head, None, MAX_RECORD_BYTES)))
        assert count == len(rows), f"{count} items of {len(rows)} rows"
        kept = sum(row.raw.count(b"\n") + 1 for row in rows if isinstance(row, Row))
        refused = sum(row.raw.count(b"\n") + 1 for row in rows if isinstance(row, Reject))
        lines = [line for _, line in iter_lines(peek(io.BytesIO(data), "")[1], MAX_RECORD_BYTES)]
        filled = sum(1 for line in lines if isinstance(line, Oversized) or line.strip())
        filled -= sum(name.count("\n") for name in head.header)  # the header's own lines
        filled -= _lines_of_titles(head, lines)
        assert filled - 1 <= kept + refused <= len(lines), f"{kept}+{refused} of {len(lines)} lines"
    elif head.layout in {"json-lines", "table", "text"}:
        lines = [line for _, line in iter_lines(stream, MAX_RECORD_BYTES)]
        filled = sum(1 for line in lines if isinstance(line, Oversized) or line.strip())
        assert count == filled, f"{count} items of {filled} lines"
    elif head.layout == "json":
        value = _loaded(data)
        if isinstance(value, list):
            assert count == len(value), f"{count} items of {len(value)} elements"
    return None


def _is_table(name: str, head: Head) -> bool:
    return name.endswith("-csv") or isinstance(FORMATS[name], Preset) or name in {
        "information-operations", "ira-538", "coordination-table", "mapped", "auto-archiver",
    } or (name.startswith("twitwi") and head.layout == "table")  # fmt: skip


def _check_pages(name: str, head: Head, data: bytes, count: int) -> None:
    """Of whole JSON alone: what pages hold can be counted."""
    lines = data.split(b"\n") if head.layout == "json-lines" else [data]
    expected = 0
    for line in lines:
        if not line.strip():
            continue
        value = _loaded(line)
        if value is _BROKEN or len(line) > MAX_RECORD_BYTES:
            return
        values = value if head.layout == "json" and isinstance(value, list) else [value]
        for inner in values:
            held = _held(name, inner)
            if held is None:
                return
            expected += held
    assert count == expected, f"{count} items of {expected}"


_BROKEN = object()


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return _BROKEN


def _held(name: str, value: Any) -> int | None:
    """How many records a page holds; None where that is not plain."""
    if name == "x-api-v2":
        if not isinstance(value, dict) or "data" not in value:
            return None
        data = value["data"]
        return len(data) if isinstance(data, list) else None
    if name == "bluesky":
        pages = [value.get(key) for key in ("feed", "posts")] if isinstance(value, dict) else []
        return next((len(page) for page in pages if isinstance(page, list)), 1)
    if name == "telegram-desktop":
        whole = isinstance(value, dict) and "chats" not in value and "left_chats" not in value
        messages = value.get("messages") if whole else None
        return len(messages) if isinstance(messages, list) else None
    return None if isinstance(value, dict) and "statuses" in value else 1


def _alarm(*_: Any) -> None:
    raise HangError


def run(first: int, count: int) -> Counter[str]:
    """Run seeds ``first`` to ``first + count``; say which one failed.

    Raises:
        AssertionError: the message names seed and example.
    """
    every = examples()
    outcomes: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, _alarm)
    for seed in range(first, first + count):
        chance = random.Random(seed)
        name, data = chance.choice(every)
        data = damaged(data, chance)
        signal.setitimer(signal.ITIMER_PROF, LIMIT_S)  # of its own time: machines are shared
        try:
            outcomes[check(name, data, named=chance.random() < 0.3)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}, {name}: {type(error).__name__}: {error}") from error
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return outcomes


def main() -> None:
    """Run from the command line."""
    done, told = by_seed(__doc__, run)
    sys.stdout.write(f"{done:,} damaged inputs over {len(FORMATS)} formats: {told}\n")


if __name__ == "__main__":
    main()
