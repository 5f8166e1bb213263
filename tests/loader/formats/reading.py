"""Read made-up exports in tests."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from meute.loader.formats import ReadContext, detect_format, format_named, peek
from meute.loader.limits import MAX_RECORD_BYTES
from meute.loader.maps import Map
from meute.loader.records import Account, Post, Record, Reject

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SPARK_SECONDS = 1634750000  # 20 October 2021, 17:13:20


def at(seconds: int) -> str:
    """The id of a post of X made so many seconds after the spark."""
    return str(((SPARK_SECONDS + seconds) * 1000 - 1288834974657) << 22)


SPARK = at(0)


def read(
    data: bytes | str,
    *,
    name: str = "export",
    format: str | None = None,  # noqa: A002 - as the flag is called
    table_map: Map | None = None,
    max_record_bytes: int = MAX_RECORD_BYTES,
) -> list[Record | Reject]:
    """All that the recognised (or named) format makes of the bytes."""
    raw = data.encode() if isinstance(data, str) else data
    head, stream = peek(io.BytesIO(raw), name)
    chosen = format_named(format) if format else detect_format(head, mapped=table_map is not None)
    context = ReadContext(head=head, table_map=table_map, max_record_bytes=max_record_bytes)
    return list(chosen.read(stream, context))


def read_fixture(name: str, **options: Any) -> list[Record | Reject]:
    return read((FIXTURES / name).read_bytes(), name=name, **options)


def posts(items: list[Record | Reject]) -> list[Post]:
    return [item for item in items if isinstance(item, Post)]


def rejects(items: list[Record | Reject]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def lines(*values: Any) -> str:
    """JSON lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def one(*values: Any, **options: Any) -> Post:
    """The only post that is in these JSON lines."""
    (post,) = read(lines(*values), **options)
    assert isinstance(post, Post), post
    return post


def who(account: Account | None) -> tuple[str | None, str | None]:
    """Id and handle."""
    assert account is not None
    return account.native_id, account.handle
