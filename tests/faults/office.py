"""What office programs and habits do to an export: rounding, re-encoding, reordering, joining.

    python -m tests.faults.office --seeds 200000

Each seed takes the scene in one format, does one to three of these things to it, reads it as a load
does, checks of the whole input included, and looks at every id that the graph would get: one that
is not in the sound export has been invented. It also fails when anything but a MeuteError escapes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl

from meute.errors import MeuteError
from meute.loader import unread
from meute.loader.checking import Checks
from meute.loader.formats import ReadContext, detect_format, peek
from meute.loader.limits import MAX_RECORD_BYTES
from meute.loader.maps import FORMATS
from meute.loader.maps.ids import MADE
from meute.loader.records import Account, Record, Reject

from ..loader.built_in_scenes import BUILT_IN
from ..loader.platform_scenes import PLATFORMS, SHAPES
from ..loader.scenes import SCENES

EVERY = {
    name: scene for name, scene in (SCENES | BUILT_IN | PLATFORMS | SHAPES).items() if not scene.map
}
_NUMBER = re.compile(rb"\d{15,20}")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no cell of a workbook may hold."""

Mutation = Callable[[bytes, random.Random], bytes]


def _some(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change all long numbers."""
    return _NUMBER.sub(lambda found: change(found[0]), data)


def _rounded(data: bytes, chance: random.Random) -> bytes:
    """As a spreadsheet keeps or shows long numbers, as a program does whose numbers are doubles."""
    forms: list[Callable[[bytes], bytes]] = [
        lambda n: n[:15] + b"0" * (len(n) - 15),
        lambda n: b"%.5E" % float(n),
        lambda n: repr(float(n)).encode(),
        lambda n: str(int(float(n))).encode(),
    ]
    return _some(data, chance.choice(forms))


def _decorated(data: bytes, chance: random.Random) -> bytes:
    form = chance.choice([b"%s.0", b"'%s", b"x%s", b" %s ", b"\xc2\xa0%s"])
    return _some(data, lambda n: form % n)


def _reencoded(data: bytes, chance: random.Random) -> bytes:
    name = chance.choice(["cp1252", "mac-roman", "utf-16-le", "utf-16", "utf-8-sig", "latin-1"])
    return data.decode("utf-8", "replace").encode(name, "replace")


def _line_ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n"]))


def _joined(data: bytes, chance: random.Random) -> bytes:
    """Files one behind the other, each with its header."""
    return data + chance.choice([b"", b"\n"]) + data


def _joined_otherwise(data: bytes, chance: random.Random) -> bytes:
    """The second file has its columns in another order; the parts stay together."""
    return data if data[:1] in b"{[" else data + _reordered(data, chance)


def _titled(data: bytes, chance: random.Random) -> bytes:
    return chance.choice([b"sep=,\n", b"Export du 20 octobre\n", b"a,,\n,,\n"]) + data


def _reordered(data: bytes, chance: random.Random) -> bytes:
    """Rows or lines in another order; columns as well."""
    head, *lines = data.splitlines(keepends=True)
    if head[:1] in b"{[":
        lines.insert(0, head)
        chance.shuffle(lines)
        return b"".join(lines)
    try:
        rows = list(csv.reader(io.StringIO(data.decode())))
    except (csv.Error, UnicodeDecodeError):
        return data
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    body = rows[1:]
    chance.shuffle(body)
    return _written([[row[at] for at in order if at < len(row)] for row in [rows[0], *body]], ",")


def _separated(data: bytes, chance: random.Random) -> bytes:
    try:
        rows = list(csv.reader(io.StringIO(data.decode())))
    except (csv.Error, UnicodeDecodeError):
        return data
    return _written(rows, chance.choice([";", "\t", "|"]))


def _written(rows: list[list[str]], delimiter: str) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def _nothings(data: bytes, chance: random.Random) -> bytes:
    """Empty cells and nulls as databases and data frames write them."""
    word = chance.choice([b"0", b"-1", b"nan", b"None", b"\\N", b"#N/A", b"False", b"absent"])
    if data[:1] in b"{[":
        written = (
            b"NaN"
            if word == b"nan"
            else b"0"
            if word == b"0"
            else b'"%s"' % word.replace(b"\\", b"\\\\")
        )
        return data.replace(b"null", written)
    return data.replace(b",,", b",%s," % word)


def _dated(data: bytes, chance: random.Random) -> bytes:
    """Times as local programs write them."""
    form = chance.choice([rb"\3/\2/\1 \4", rb"\2/\3/\1 \4", rb"\3.\2.\1 \4", rb"\1\2\3"])
    return re.sub(rb"(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d)[:\d.]*(?:Z|\+00:00)?", form, data)


def _through_numbers(data: bytes, chance: random.Random) -> bytes:
    """JSON through a program whose numbers are doubles, texts of digits as well."""

    def doubles(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: doubles(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [doubles(inner) for inner in value]
        return float(value) if isinstance(value, str) and value.isdecimal() else value

    lines = []
    for line in data.splitlines():
        try:
            lines.append(json.dumps(doubles(json.loads(line))).encode())
        except ValueError:
            return data
    return b"\n".join(lines)


def _through_workbook(data: bytes, chance: random.Random) -> bytes:
    """A table saved as a workbook, its numbers as cells or as texts."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode())))
    except (csv.Error, UnicodeDecodeError):
        return data
    if data[:1] in b"{[" or len(rows[0]) < 2:
        return data
    as_numbers = chance.random() < 0.5
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_cell(cell, as_numbers=as_numbers) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(written: str, *, as_numbers: bool) -> str | float | None:
    if as_numbers and written.isdecimal() and len(written) <= 20:
        return float(f"{int(written):.15g}")
    return _FORBIDDEN.sub("", written) or None


MUTATIONS: tuple[Mutation, ...] = (
    _rounded, _decorated, _reencoded, _line_ends, _joined, _titled,
    _reordered, _separated, _nothings, _dated, _through_numbers,
    _joined_otherwise, _through_workbook,
)  # fmt: skip


_LAST = [*(one for one in MUTATIONS if one not in {_reencoded, _through_workbook}),
         _reencoded, _through_workbook]  # fmt: skip
"""The order in which they are done: what changes texts comes before what packs them."""


def ids_of(record: Record) -> Iterator[str]:
    """Every id that the graph gets of a record."""
    if isinstance(record, Account):
        if record.native_id:
            yield record.native_id
        return
    yield record.native_id
    if record.conversation_id:
        yield record.conversation_id
    for account in (record.account, record.repost_of_account, record.reply_to_account,
                    *record.mentions):  # fmt: skip
        if account is not None:
            yield from ids_of(account)
    for post in (record.repost_of, record.quote_of, record.reply_to):
        if post is not None:
            yield from ids_of(post)


def items_of(name: str, data: bytes) -> list[Record | Reject]:
    """What a load would make of the bytes.

    Raises:
        MeuteError: they are refused.
    """
    head, stream = peek(io.BytesIO(data), name)
    scene = EVERY[name]
    known = FORMATS[name] if scene.named else detect_format(head)
    context = ReadContext(head, None, MAX_RECORD_BYTES)
    return list(Checks(name).checked(known.read(stream, context)))


def sound_ids(name: str) -> set[str]:
    """The ids of the export as it was."""
    return {known for item in items_of(name, EVERY[name].data) if not isinstance(item, Reject)
            for known in ids_of(item)}  # fmt: skip


def run(first: int, count: int) -> Counter[str]:
    """Run seeds ``first`` to ``first + count``; the outcomes, invented ids among them.

    Raises:
        AssertionError: the message names seed and example.
    """
    names, outcomes = sorted(EVERY), Counter[str]()
    sound = {name: sound_ids(name) for name in names}
    for seed in range(first, first + count):
        chance = random.Random(seed)
        name = chance.choice(names)
        data, done = EVERY[name].data, []
        chosen = chance.sample(MUTATIONS, chance.choice([1, 1, 2, 3]))
        for mutation in sorted(chosen, key=_LAST.index):
            data = mutation(data, chance)
            done.append(mutation.__name__)
        try:
            items = items_of(name, data)
        except MeuteError:
            outcomes["refused"] += 1
            continue
        except Exception as error:
            raise AssertionError(
                f"seed {seed}, {name}, {done}: {type(error).__name__}: {error}"
            ) from error
        outcomes["read"] += 1
        outcomes["noted"] += bool(unread.taken())
        records = [item for item in items if not isinstance(item, Reject)]
        outcomes["records"] += len(records)
        outcomes["rejects"] += len(items) - len(records)
        invented = {known for item in records for known in ids_of(item)
                    if not known.startswith(MADE)} - sound[name]  # fmt: skip
        if invented:
            outcomes["invented ids"] += len(invented)
            raise AssertionError(f"seed {seed}, {name}, {done}: {sorted(invented)[:3]}")
    return outcomes


def by_seed(about: str, try_seeds: Callable[[int, int], Counter[str]]) -> tuple[int, str]:
    """Try the seeds of the command line, some at a time; return how many, and what came of them."""
    parser = argparse.ArgumentParser(description=about.split("\n", maxsplit=1)[0])
    parser.add_argument("--seeds", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    begun, done, outcomes = time.monotonic(), 0, Counter[str]()
    while done < options.seeds:
        step = min(10_000, options.seeds - done)
        outcomes += try_seeds(options.first + done, step)
        done += step
        sys.stderr.write(f"{done:,} of {options.seeds:,}, {time.monotonic() - begun:.0f} s\n")
    return done, ", ".join(f"{what} {number:,}" for what, number in outcomes.most_common())


def main() -> None:
    """Run from the command line."""
    done, told = by_seed(__doc__, run)
    sys.stdout.write(f"{done:,} inputs over {len(EVERY)} exports: {told}; invented ids 0\n")


if __name__ == "__main__":
    main()
